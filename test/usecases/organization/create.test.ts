import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { CreateOrganizationInput } from '../../../typings/api';
import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

describe('creating and searching organisations', () => {
  let test: TestCloud;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, '高远', 'P');
    await addPerson(test, '何老师', '0604');
    await addPerson(test, '林书记', '0604Z');
    await addPerson(test, '路人');
  });
  afterAll(() => test.close());

  const input = (changes: Partial<CreateOrganizationInput> = {}): CreateOrganizationInput => ({
    parentId: '0604',
    code: '0604-9',
    fullName: '0604团支部（9）',
    type: 'BRANCH',
    ...changes,
  });

  it('makes an organisation below the own one, with its journal entry', async () => {
    const { organization } = await test.ok('何老师', 'organization.create', input());
    expect(organization).toEqual({ id: '0604-9', name: '0604团支部（9）', type: 'BRANCH' });
    expect(await test.database.get('organizations', '0604-9')).toMatchObject({
      parentId: '0604',
      path: ['P', '0604', '0604-9'],
      committeeId: '0604',
      generalBranchId: null,
      hasChildren: false,
    });
    const [entry] = await test.database.find('journal', { orgs: '0604-9' });
    expect(entry).toMatchObject({ kind: 'ORG_CREATE', actor: 'account-何老师', subject: '0604-9' });
  });

  it('makes one organisation of a call that is sent twice', async () => {
    const again = input({ code: '0604-10', fullName: '0604团支部（10）' });
    const opId = 'sent-twice-1';
    const first = await test.ok('何老师', 'organization.create', again, { opId });
    expect(await test.ok('何老师', 'organization.create', again, { opId })).toEqual(first);
    const other = { ...again, code: '0604-11', fullName: '0604团支部（11）' };
    const refusal = await test.refused('何老师', 'organization.create', other, { opId });
    expect(refusal.code).toBe('CONFLICT');
  });

  it('tells the parent that it has children', async () => {
    const parent = input({ code: 'K', fullName: '0606团委', type: 'GRASSROOTS_COMMITTEE' });
    await test.ok('何老师', 'organization.create', parent);
    await test.ok('何老师', 'organization.create', input({ code: 'K1', parentId: 'K' }));
    expect((await test.database.get('organizations', 'K'))?.hasChildren).toBe(true);
  });

  it('refuses a code that is taken with the name of who has it', async () => {
    const refusal = await test.refused(
      '高远',
      'organization.create',
      input({ parentId: 'P', code: '0605', fullName: '又一个团委' }),
    );
    expect(refusal).toMatchObject({ code: 'INVALID', fields: ['code'] });
    expect(refusal.message).toContain('0605团委');
    expect((await test.database.get('organizations', '0605'))?.fullName).toBe('0605团委');
  });

  it('lets exactly one of several calls have a name, whatever their codes', async () => {
    const calls = ['NAME-1', 'NAME-2', 'NAME-3'].map((code) =>
      callHere(
        test,
        '何老师',
        'organization.create',
        input({ code, fullName: '同名团支部' }),
        `same-name-${code}`,
      ),
    );
    const answers = await Promise.all(calls);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = answers.flatMap((answer) => (answer.ok ? [] : answer.error));
    expect(refused).toEqual([
      expect.objectContaining({ code: 'INVALID', message: expect.stringContaining('同名') }),
      expect.objectContaining({ code: 'INVALID', message: expect.stringContaining('同名') }),
    ]);
    const named = { parentId: '0604', fullName: '同名团支部' };
    expect(await test.database.count('organizations', named)).toBe(1);
  });

  it('lets exactly one have a name that is given, taken and brought along at the same moment', async () => {
    const fullName = '三路同名团支部';
    await test.ok(
      '高远',
      'organization.create',
      input({ parentId: '0605', code: 'B-1', fullName }),
    );
    await test.ok('高远', 'organization.create', input({ code: 'B-3', fullName: '改名前' }));
    const rename = { orgId: 'B-3', fullName };
    const made = input({ code: 'B-2', fullName });
    const moved = { orgId: 'B-1', parentId: '0604', reason: '随学校合并' };
    const answers = await Promise.all([
      callHere(test, '高远', 'organization.update', rename, 'three-ways-1'),
      callHere(test, '高远', 'organization.create', made, 'three-ways-2'),
      callHere(test, '高远', 'organization.move', moved, 'three-ways-3'),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await test.database.count('organizations', { parentId: '0604', fullName })).toBe(1);
  });

  it('lets exactly one of several calls have a code', async () => {
    const calls = Array.from({ length: 5 }, (_, at) =>
      test.call(
        at % 2 ? '高远' : '何老师',
        'organization.create',
        input({ code: 'RACE', fullName: `竞争团支部${at}` }),
      ),
    );
    const answers = (await Promise.all(calls)).map(({ answer }) => answer);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers) {
      if (!answer.ok) expect(answer.error.message).toContain('请换一个编码');
    }
  });

  it.each([
    ['beside the own organisation', '何老师', { parentId: '0605' }, 'FORBIDDEN'],
    ['above the own organisation', '何老师', { parentId: 'P' }, 'FORBIDDEN'],
    ['with the post of a general branch', '林书记', { parentId: '0604Z' }, 'FORBIDDEN'],
    ['without a post', '路人', {}, 'FORBIDDEN'],
    ['under a parent that does not exist', '高远', { parentId: 'NONE' }, 'NOT_FOUND'],
    ['below a branch', '何老师', { parentId: '0604D' }, 'INVALID'],
    [
      'as a general branch in a general branch',
      '何老师',
      { parentId: '0604Z', type: 'GENERAL_BRANCH' },
      'INVALID',
    ],
    ['as a second province', '高远', { parentId: 'P', type: 'PROVINCE' }, 'INVALID'],
    ['with a name its sibling has', '何老师', { fullName: '0604直属团支部' }, 'INVALID'],
    ['with a name of one character', '何老师', { fullName: '团' }, 'INVALID'],
    ['with a code of other signs', '何老师', { code: '0604_8' }, 'INVALID'],
  ] as const)('refuses to create %s', async (_, openid, changes, code) => {
    const refusal = await test.refused(
      openid,
      'organization.create',
      input({ code: 'X1', fullName: '不会有的团支部', ...changes }),
    );
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(/[请改]/);
    expect(await test.database.get('organizations', 'X1')).toBeNull();
  });

  describe('searching', () => {
    beforeAll(async () => {
      const create = (changes: Partial<CreateOrganizationInput>) =>
        test.ok('高远', 'organization.create', input({ parentId: 'P', ...changes }));
      await create({
        code: '350102',
        fullName: '共青团鼓楼区委员会',
        type: 'COUNTY',
      });
      await create({
        parentId: '350102',
        code: '350102001',
        fullName: '共青团鼓楼区鼓东街道委员会',
        type: 'GRASSROOTS_COMMITTEE',
      });
      await create({
        parentId: '350102001',
        code: '350102001001',
        fullName: '鼓东街道中山社区团支部',
      });
    });

    const codesFor = async (q: string, type?: 'BRANCH'): Promise<string[]> =>
      (await test.ok('路人', 'organization.search', { q, ...(type && { type }) })).items.map(
        ({ code }) => code,
      );

    it.each([
      ['the full name', '共青团鼓楼区鼓东街道委员会'],
      ['the short name', '鼓楼区鼓东街道团委'],
      ['a piece of the name', '鼓东街道团'],
      ['two words', '鼓楼 鼓东'],
      ['initials', 'glqgdjd'],
      ['the code', '350102001'],
    ])('finds an organisation by %s', async (_, q) => {
      expect((await codesFor(q))[0]).toBe('350102001');
    });

    it('tells the way to a hit, in three requests', async () => {
      const { answer, requests } = await test.call('路人', 'organization.search', {
        q: '中山社区',
      });
      if (!answer.ok) throw new Error(answer.error.message);
      expect(answer.data.items).toMatchObject([
        {
          id: '350102001001',
          name: '鼓东街道中山社区团支部',
          secretary: null,
          path: [
            { name: '团省委' },
            { name: '共青团鼓楼区委员会' },
            { name: '共青团鼓楼区鼓东街道委员会' },
          ],
        },
      ]);
      expect(requests).toBeLessThanOrEqual(1 + 3);
    });

    it('gives branches only to a picker of branches', async () => {
      expect(await codesFor('鼓东', 'BRANCH')).toEqual(['350102001001']);
    });

    it('looks at and below one organisation only', async () => {
      const codesBelow = async (q: string, under: string): Promise<string[]> =>
        (await test.ok('路人', 'organization.search', { q, under })).items.map(({ code }) => code);
      expect(await codesBelow('鼓东', '350102001')).toEqual(['350102001001', '350102001']);
      expect(await codesBelow('鼓东', '350102001001')).toEqual(['350102001001']);
      expect(await codesBelow('350102', '350102001')).toEqual(['350102001', '350102001001']);
      expect(await codesBelow('团支部', '350102')).toEqual(['350102001001']);
      expect(await codesBelow('鼓东', '0604')).toEqual([]);
    });

    it('answers a query of words that all names share', async () => {
      expect((await codesFor('团支部')).length).toBeGreaterThan(0);
    });

    it('leaves out closed organisations and what is not there', async () => {
      expect(await codesFor('台江区')).toEqual([]);
      await test.database.update('organizations', '350102001001', { status: 'CLOSED' });
      expect(await codesFor('中山社区')).toEqual([]);
      expect(await codesFor('350102001001')).toEqual([]);
    });

    it('refuses an empty query', async () => {
      const refusal = await test.refused('路人', 'organization.search', { q: ' ' });
      expect(refusal).toMatchObject({ code: 'INVALID', fields: ['q'] });
    });
  });
});
