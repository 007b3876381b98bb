import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;

describe('what the pages may offer, and what the history shows', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['staff-2', '0604'],
      ['general', '0604Z'],
      ['secretary', '0604Z1'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    await test.ok('province', 'numbering.allocate', {
      orgId: 'P',
      year,
      items: [{ orgId: '0604', count: 200 }],
    });
  });
  afterAll(() => test.close());

  const may = async (name: string, orgId: string) =>
    (await test.ok(name, 'numbering.overview', { orgId, year })).may;
  const allocate = (by: string, orgId: string, to: string, count: number) =>
    test.ok(by, 'numbering.allocate', { orgId, year, items: [{ orgId: to, count }] });

  it('R-5: shrinking only to the province, and only while the top of a range is free', async () => {
    expect(await may('province', 'P')).toMatchObject({
      shrinkRange: true,
      giveBack: false,
      requestMore: false,
    });
    expect((await may('staff', '0604')).shrinkRange).toBe(false);
    await allocate('province', 'P', '0605', 800);
    expect((await may('province', 'P')).shrinkRange).toBe(false);
    const { undo } = await may('province', 'P');
    await test.ok('province', 'numbering.undo', { entryId: undo! });
    expect((await may('province', 'P')).shrinkRange).toBe(true);
  });

  it('giving back only by the holder that has something free', async () => {
    expect((await may('staff', '0604')).giveBack).toBe(true);
    expect((await may('province', '0604')).giveBack).toBe(false);
    expect((await may('general', '0604Z')).giveBack).toBe(false);
  });

  it('asking for more only by the holder, and not while the last request is open', async () => {
    expect((await may('general', '0604Z')).requestMore).toBe(true);
    expect((await may('staff', '0604Z')).requestMore).toBe(false);
    const request = { orgId: '0604Z', year, count: 5, reason: '不够' };
    await test.ok('general', 'numbering.requestMore', request);
    expect((await may('general', '0604Z')).requestMore).toBe(false);
  });

  it('R-71: taking back is offered to who did it and above, as long as it works', async () => {
    await allocate('staff', '0604', '0604Z', 20);
    const [entry] = (await test.ok('staff', 'numbering.journal', { orgId: '0604', year })).items;
    expect((await may('staff', '0604')).undo).toBe(entry!.id);
    expect((await may('staff', '0604Z')).undo).toBe(entry!.id);
    expect((await may('province', '0604')).undo).toBe(entry!.id);
    expect((await may('staff-2', '0604')).undo).toBeNull();
    await allocate('general', '0604Z', '0604Z1', 1);
    expect((await may('staff', '0604')).undo).toBeNull();
  });

  it('R-70, R-72: the history tells that an organisation or one below it was moved or closed', async () => {
    await test.ok('staff', 'organization.move', {
      orgId: '0604Z1',
      parentId: '0604',
      reason: '改隶',
    });
    await test.ok('staff', 'organization.close', { orgIds: ['0604Z5'], reason: '毕业' });
    const history = async (orgId: string, of?: number) =>
      (await test.ok('province', 'numbering.journal', { orgId, year: of })).items;
    expect((await history('0604Z1'))[0]).toMatchObject({
      kind: 'MOVE',
      text: '改由0604团委管理，编号一并带走',
      mayUndo: false,
    });
    expect((await history('0604Z')).slice(0, 2)).toMatchObject([
      { kind: 'ORG_CLOSE', text: '下级组织0604团支部（5）撤销', reason: '毕业' },
      { kind: 'MOVE', text: '0604团支部（1）移出，带走 1 个（202000012000）' },
    ]);
    expect((await history('0604'))[0]).toMatchObject({
      kind: 'MOVE',
      text: '下级组织0604团支部（1）调整隶属关系',
    });
    expect((await history('0604Z5'))[0]).toMatchObject({ kind: 'ORG_CLOSE', reason: '毕业' });
    const ofYear = (await history('0604Z', year)).map(({ kind }) => kind);
    expect(ofYear.slice(0, 3)).toEqual(['ORG_CLOSE', 'MOVE', 'ALLOCATE']);
    expect(await history('0604Z1', 2021)).toEqual([]);
  });
});
