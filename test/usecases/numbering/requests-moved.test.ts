import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { NumberRequest } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;

/** A request for more numbers never lies where nobody can answer it. */
describe('requests for numbers of an organisation that is moved or closed', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['staff-5', '0605'],
      ['general', '0604Z'],
      ['secretary-D', '0604D'],
      ['secretary-3', '0604Z3'],
      ['secretary-4', '0604Z4'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012099',
    });
    const items = ['0604', '0605'].map((orgId) => ({ orgId, count: 20 }));
    await test.ok('province', 'numbering.allocate', { orgId: 'P', year, items });
  });
  afterAll(() => test.close());

  const ask = (by: string, orgId: string, count = 5) =>
    test.ok(by, 'numbering.requestMore', { orgId, year, count, reason: '发展人数增加' });
  const inbox = async (by: string, orgId: string) =>
    (await test.ok(by, 'numbering.requests', { orgId, box: 'OPEN' })).items;
  const answer = ({ id, version }: NumberRequest, decision: 'ACCEPT' | 'REJECT') => ({
    requestId: id,
    version,
    decision,
    reason: '已核对',
  });
  const move = (orgId: string) =>
    test.ok('province', 'organization.move', { orgId, parentId: '0605', reason: '隶属关系调整' });

  it('R-70: an open request goes along to the new parent, who answers it', async () => {
    const asked = await ask('secretary-D', '0604D');
    await move('0604D');
    expect(await inbox('staff', '0604')).toEqual([]);
    const [request, ...more] = await inbox('staff-5', '0605');
    expect(more).toEqual([]);
    expect(request).toMatchObject({ count: 5, version: asked.version + 1, state: 'OPEN' });
    const late = await test.refused('staff', 'numbering.decideRequest', answer(asked, 'ACCEPT'));
    expect(late.code).toBe('FORBIDDEN');
    const accepted = answer(request!, 'ACCEPT');
    const { moved } = await test.ok('staff-5', 'numbering.decideRequest', accepted);
    expect(moved).toMatchObject([{ organization: { id: '0604D' }, count: 5 }]);
  });

  it('one that stayed with the former parent keeps nobody from asking the present one', async () => {
    const asked = await ask('secretary-3', '0604Z3');
    await move('0604Z3');
    // As when it was sent in the moment of the move.
    await test.database.update('requests', asked.id, { parentId: '0604Z' });
    const again = await ask('secretary-3', '0604Z3', 4);
    expect(again.version).toBeGreaterThan(asked.version);
    expect(await inbox('general', '0604Z')).toEqual([]);
    expect(await inbox('staff-5', '0605')).toMatchObject([{ count: 4 }]);
  });

  it('of a closed organisation it is ended by rejecting it', async () => {
    const asked = await ask('secretary-4', '0604Z4');
    await test.ok('staff', 'organization.close', { orgIds: ['0604Z4'], reason: '毕业' });
    const refused = await test.refused(
      'general',
      'numbering.decideRequest',
      answer(asked, 'ACCEPT'),
    );
    expect(refused).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('不同意') });
    await test.ok('general', 'numbering.decideRequest', answer(asked, 'REJECT'));
    expect(await inbox('general', '0604Z')).toEqual([]);
  });
});
