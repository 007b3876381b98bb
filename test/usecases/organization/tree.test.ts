import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { OrganizationNode } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { stockOf } from '../../support/stock';
import { addPerson, plantTree, TREE_0604, type TreeRow } from '../../support/tree';

/** Phone identity costs one request, a page of children another one. */
const IDENTITY = 1;
const FIRST_PAGE = 1;

describe('the organisation tree', () => {
  let test: TestCloud;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    const many: TreeRow[] = Array.from({ length: 1000 }, (_, at) => [
      `M${at + 1}`,
      `第${at + 1}团支部`,
      'BRANCH',
      '0605',
    ]);
    const parent = (await test.database.get('organizations', '0605'))!;
    for (const [_id, fullName, type, parentId] of many) {
      await test.database.add('organizations', {
        ...parent,
        _id,
        fullName,
        shortName: fullName,
        type,
        parentId,
        path: [...parent.path, _id],
        hasChildren: false,
        sort: `Z${_id.slice(1).padStart(4, '0')}`,
      });
    }
    await addPerson(test, '高远', 'P');
    await addPerson(test, '林书记', '0604Z');
    await addPerson(test, '路人');
    await test.database.add('holdings', {
      _id: '2020-0604',
      orgId: '0604',
      year: 2020,
      parentId: 'P',
      rev: 2,
      closed: false,
      held: [{ start: 202000012000, end: 202000012199 }],
      free: [{ start: 202000012100, end: 202000012199 }],
      used: [],
      voided: [],
      expired: [],
      cover: [],
    });
    await test.database.add('totals', {
      _id: '2020-0604',
      orgId: '0604',
      year: 2020,
      used: 5,
      waiting: 3,
    });
  });
  afterAll(() => test.close());

  it('begins with the root', async () => {
    const { items } = await test.ok('路人', 'organization.children', { parentId: null });
    expect(items).toEqual([
      {
        id: 'P',
        name: '团省委',
        type: 'PROVINCE',
        shortName: '团省委',
        code: 'P',
        status: 'ACTIVE',
        hasChildren: true,
      },
    ]);
  });

  it('pages through a thousand children in the order of their codes, one request a page', async () => {
    const seen: OrganizationNode[] = [];
    let cursor: string | undefined;
    for (let pages = 1; ; pages++) {
      const { answer, requests } = await test.call('高远', 'organization.children', {
        parentId: '0605',
        limit: 200,
        year: 2020,
        ...(cursor && { cursor }),
      });
      if (!answer.ok) throw new Error(answer.error.message);
      expect(requests).toBeLessThanOrEqual(IDENTITY + FIRST_PAGE);
      seen.push(...answer.data.items);
      if (answer.data.next === null) {
        expect(pages).toBe(6);
        break;
      }
      cursor = answer.data.next;
    }
    const thousand = seen.map(({ code }) => code).filter((code) => code.startsWith('M'));
    expect(thousand).toEqual(Array.from({ length: 1000 }, (_, at) => `M${at + 1}`));
  });

  it('tells a post the numbers of its own subtree', async () => {
    const { items } = await test.ok('高远', 'organization.children', { parentId: 'P', year: 2020 });
    expect(items.map(({ code, stock }) => [code, stock])).toEqual([
      ['0604', stockOf({ held: 200, free: 100, handedDown: 100, usedBelow: 5, waiting: 3 })],
      ['0605', stockOf()],
    ]);
  });

  it('tells no numbers outside the subtree, without a post or without a year', async () => {
    const asked = [
      test.ok('林书记', 'organization.children', { parentId: 'P', year: 2020 }),
      test.ok('路人', 'organization.children', { parentId: 'P', year: 2020 }),
      test.ok('高远', 'organization.children', { parentId: 'P' }),
    ];
    for (const { items } of await Promise.all(asked)) {
      expect(items).toHaveLength(2);
      expect(items.filter(({ stock }) => stock)).toEqual([]);
    }
    const own = await test.ok('林书记', 'organization.children', { parentId: '0604Z', year: 2020 });
    expect(own.items.every(({ stock }) => stock?.held === 0)).toBe(true);
  });

  it('shows closed organisations to holders of a post only', async () => {
    await test.database.update('organizations', '0604Z3', { status: 'CLOSED' });
    const codes = async (openid: string): Promise<string[]> =>
      (await test.ok(openid, 'organization.children', { parentId: '0604Z' })).items.map(
        ({ code }) => code,
      );
    expect(await codes('高远')).toContain('0604Z3');
    expect(await codes('路人')).not.toContain('0604Z3');
  });

  it('names the way from the root to an organisation', async () => {
    const { path } = await test.ok('路人', 'organization.path', { id: '0604Z2' });
    expect(path.map(({ name }) => name)).toEqual([
      '团省委',
      '0604团委',
      '0604团总支',
      '0604团支部（2）1',
    ]);
    expect((await test.refused('路人', 'organization.path', { id: 'NONE' })).code).toBe(
      'NOT_FOUND',
    );
  });

  it('tells who holds office to those above, and to others the surname of the secretary', async () => {
    const above = await test.ok('高远', 'organization.get', { id: '0604Z' });
    expect(above).toMatchObject({
      name: '0604团总支',
      committee: { id: '0604' },
      generalBranch: null,
      secretary: '林同学',
      officers: [{ name: '林书记', role: 'SECRETARY' }],
    });
    const beside = await test.ok('路人', 'organization.get', { id: '0604Z' });
    expect(beside.secretary).toBe('林同学');
    expect(beside.officers).toBeUndefined();
    const branch = await test.ok('路人', 'organization.get', { id: '0604Z2' });
    expect(branch).toMatchObject({
      committee: { id: '0604' },
      generalBranch: { id: '0604Z' },
      secretary: null,
    });
  });

  it('asks for a sign-in', async () => {
    const { code } = await test.refused('nobody', 'organization.children', { parentId: null });
    expect(code).toBe('UNAUTHENTICATED');
  });
});
