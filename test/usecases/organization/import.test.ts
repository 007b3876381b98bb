import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { OrganizationDocument } from '../../../cloudfunctions/core/ports/documents';
import { checkFile, commitFile, fileOf, stageFile } from '../../support/import-file';
import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree, type TreeRow } from '../../support/tree';

const CITIES = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const;
const TREE: readonly TreeRow[] = [
  ['P', '团省委', 'PROVINCE', null],
  ...CITIES.map((city) => [city, `${city}市团委`, 'CITY', 'P'] as const),
  ['SCHOOL', '某校团委', 'GRASSROOTS_COMMITTEE', 'A'],
];

describe('importing organisations', () => {
  let test: TestCloud;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE);
    await addPerson(test, '高远', 'P');
    await addPerson(test, '叶老师', 'P');
    await addPerson(test, '市老师', 'A');
    await addPerson(test, '校老师', 'SCHOOL');
  });
  afterAll(() => test.close());

  const below = (city: string): Promise<OrganizationDocument[]> =>
    test.database.find('organizations', { path: city }, { limit: 1000 });
  const codesBelow = async (city: string): Promise<string[]> =>
    (await below(city)).map(({ _id }) => _id).sort();

  it('writes a clean file as a tree, in any order of its lines', async () => {
    const rows = fileOf('A', 5, 100);
    const importId = await stageFile(test, '高远', 'A', rows);
    const checked = await checkFile(test, '高远', importId);
    expect(checked).toMatchObject({
      state: 'CHECKED',
      total: 510,
      received: 510,
      checked: 510,
      problemCount: 0,
    });
    expect(await codesBelow('A')).toEqual(['A', 'SCHOOL']);
    expect(await commitFile(test, '高远', importId)).toMatchObject({
      state: 'DONE',
      committed: 510,
      created: 510,
      updated: 0,
      unchanged: 0,
    });
    expect(await codesBelow('A')).toEqual(['A', 'SCHOOL', ...rows.map(({ code }) => code)].sort());
    const written = new Map((await below('A')).map((each) => [each._id, each]));
    expect(written.get('A-3-0-7')).toMatchObject({
      path: ['P', 'A', 'A-3', 'A-3-0', 'A-3-0-7'],
      committeeId: 'A-3',
      generalBranchId: 'A-3-0',
      hasChildren: false,
    });
    expect(['A', 'A-3', 'A-3-0'].map((code) => written.get(code)!.hasChildren)).toEqual([
      true,
      true,
      true,
    ]);
    const found = await test.ok('高远', 'organization.search', { q: 'A-3第7团支部' });
    expect(found.items.map(({ code }) => code)).toContain('A-3-0-7');
  });

  it('changes nothing when the same file is imported again', async () => {
    const before = await below('A');
    const importId = await stageFile(test, '高远', 'A', fileOf('A', 5, 100));
    expect((await checkFile(test, '高远', importId)).state).toBe('CHECKED');
    const counts = { created: 0, updated: 0, unchanged: 510 };
    expect(await commitFile(test, '高远', importId)).toMatchObject({ state: 'DONE', ...counts });
    expect(await commitFile(test, '高远', importId)).toMatchObject({ state: 'DONE', ...counts });
    expect(await below('A')).toEqual(before);
    expect(await test.database.count('journal', { subject: importId })).toBe(0);
  });

  it('renames what has a new name and finds it by that', async () => {
    const rows = fileOf('A', 5, 100).map((row) =>
      row.code === 'A-1' ? { ...row, name: 'A-1新名团委', shortName: '新名' } : row,
    );
    const importId = await stageFile(test, '高远', 'A', rows);
    await checkFile(test, '高远', importId);
    const done = await commitFile(test, '高远', importId);
    expect(done).toMatchObject({ created: 0, updated: 1, unchanged: 509 });
    const found = await test.ok('高远', 'organization.search', { q: '新名' });
    expect(found.items.map(({ code, shortName }) => [code, shortName])).toEqual([['A-1', '新名']]);
  });

  it('commits nothing of a file with a single wrong line, and names line, cell and remedy', async () => {
    const rows = fileOf('B', 3, 100);
    rows[250] = { ...rows[250]!, type: '支部' };
    const importId = await stageFile(test, '高远', 'B', rows);
    expect(await checkFile(test, '高远', importId)).toMatchObject({
      state: 'BROKEN',
      checked: 306,
      problemCount: 1,
    });
    const { items, next } = await test.ok('高远', 'organization.importProblems', { importId });
    expect(next).toBeNull();
    expect(items).toEqual([
      {
        row: 251,
        column: 'type',
        value: '支部',
        problem: '类型只能填：市级团委、县级团委、基层团委、团工委、团总支、团支部',
        fix: '改为“团支部”',
      },
    ]);
    const refusal = await test.refused('高远', 'organization.importCommit', { importId });
    expect(refusal.code).toBe('CONFLICT');
    expect(await codesBelow('B')).toEqual(['B']);
  });

  it('names the rows of the spreadsheet when it is told them', async () => {
    const rows = fileOf('B', 1, 1).map((row, index) => ({ ...row, line: 2 * index + 3 }));
    rows[1] = { ...rows[1]!, type: '支部' };
    rows[2] = { ...rows[2]!, code: rows[0]!.code };
    const importId = await stageFile(test, '高远', 'B', rows);
    await checkFile(test, '高远', importId);
    const { items } = await test.ok('高远', 'organization.importProblems', { importId });
    const found = items.map(({ row, column, problem }) => `${row} ${column} ${problem}`);
    expect(found.some((words) => words.startsWith('5 type '))).toBe(true);
    expect(found).toContain('7 code 与第 3 行编码相同');
  });

  it('finds what contradicts the tree as it is', async () => {
    const rows = [
      { code: 'SCHOOL', name: '某校团委', type: '基层团委', parentCode: 'B' },
      { code: 'A-2', name: 'A-2团委', type: '团支部', parentCode: 'A' },
      { code: 'NEW', name: 'A-3团委', type: '基层团委', parentCode: 'A' },
      { code: 'NEWER', name: '另一团委', type: '基层团委', parentCode: 'NONE' },
    ];
    const importId = await stageFile(test, '高远', 'P', rows);
    await checkFile(test, '高远', importId);
    const { items } = await test.ok('高远', 'organization.importProblems', { importId });
    expect(items.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '1 parentCode',
      '2 type',
      '3 name',
      '4 parentCode',
    ]);
  });

  it('pages through many problems', async () => {
    const rows = fileOf('B', 10, 100).map((row) => ({ ...row, name: '' }));
    const importId = await stageFile(test, '高远', 'B', rows);
    await checkFile(test, '高远', importId);
    const lines: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await test.ok('高远', 'organization.importProblems', {
        importId,
        ...(cursor && { cursor }),
      });
      lines.push(...page.items.map(({ row }) => row));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(lines).toEqual(rows.map((_, at) => at + 1));
  });

  it('goes on after it died between two slices, and counts everything once', async () => {
    const rows = fileOf('C', 9, 100);
    const importId = await stageFile(test, '高远', 'C', rows);
    await checkFile(test, '高远', importId);
    test.cloud.database.faults.add({
      kind: 'error',
      collection: 'organizations',
      action: 'database.insertDocument',
      nth: 3,
    });
    const { answer } = await test.call('高远', 'organization.importCommit', { importId });
    test.cloud.database.faults.clear();
    expect(answer).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(await codesBelow('C')).toHaveLength(1 + 400);
    // Another import in between: the plan has to be built anew from the staged slices.
    await checkFile(test, '高远', await stageFile(test, '高远', 'B', fileOf('B', 1, 1)));
    expect(await commitFile(test, '高远', importId)).toMatchObject({
      state: 'DONE',
      committed: 918,
      created: 918,
      unchanged: 0,
    });
    expect(await codesBelow('C')).toEqual(['C', ...rows.map(({ code }) => code)].sort());
    expect(await test.database.count('journal', { subject: importId })).toBe(5);
  });

  it('goes on after the answer of a commit was lost', async () => {
    const rows = fileOf('D', 3, 100);
    const importId = await stageFile(test, '高远', 'D', rows);
    await checkFile(test, '高远', importId);
    test.cloud.database.faults.add({ kind: 'drop', action: 'database.commitTransaction' });
    const done = await commitFile(test, '高远', importId);
    test.cloud.database.faults.clear();
    expect(done).toMatchObject({ state: 'DONE', created: 306, unchanged: 0 });
    expect(await codesBelow('D')).toHaveLength(307);
  });

  it('writes every line once when two windows commit the same import', async () => {
    const rows = fileOf('E', 4, 100);
    const importId = await stageFile(test, '高远', 'E', rows);
    await checkFile(test, '高远', importId);
    await Promise.all([commitFile(test, '高远', importId), commitFile(test, '高远', importId)]);
    expect(await codesBelow('E')).toEqual(['E', ...rows.map(({ code }) => code)].sort());
    expect(await test.database.count('journal', { subject: importId })).toBe(3);
  });

  it('goes back to the check when a code was taken meanwhile', async () => {
    const rows = fileOf('F', 2, 3);
    const importId = await stageFile(test, '高远', 'F', rows);
    await checkFile(test, '高远', importId);
    await test.ok('高远', 'organization.create', {
      parentId: 'P',
      code: 'F-2',
      fullName: '别处的团委',
      type: 'GRASSROOTS_COMMITTEE',
    });
    const refusal = await test.refused('高远', 'organization.importCommit', { importId });
    expect(refusal).toMatchObject({ code: 'CONFLICT' });
    expect(refusal.message).toContain('重新检查');
    expect(await codesBelow('F')).toEqual(['F']);
    expect(await checkFile(test, '高远', importId)).toMatchObject({
      state: 'BROKEN',
      problemCount: 1,
    });
  });

  it('writes nothing of lines that came in behind the check, though they fit the tree', async () => {
    const rows = fileOf('A', 1, 1);
    const importId = await stageFile(test, '市老师', 'A', rows);
    expect((await checkFile(test, '市老师', importId)).state).toBe('CHECKED');
    // As a call of importRows does that had looked at the state before the check began.
    const [slice] = await test.database.find('importSlices', { importId });
    const foreign = { ...rows[0]!, code: 'G', name: 'G市改名', type: '市级团委', parentCode: 'P' };
    await test.database.put('importSlices', { ...slice!, rows: [foreign, ...rows.slice(1)] });
    const opId = 'commit-behind-the-check';
    // Another instance: it has not planned this file yet.
    const answer = await callHere(test, '市老师', 'organization.importCommit', { importId }, opId);
    expect(answer).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect((await test.database.get('organizations', 'G'))?.fullName).toBe('G市团委');
  });

  it('takes a handful of requests a slice, on a slow network too', async () => {
    const rows = fileOf('G', 6, 100);
    const importId = await stageFile(test, '高远', 'G', rows);
    test.cloud.database.settings.delayMs = 40;
    const check = await test.call('高远', 'organization.importCheck', { importId });
    let [calls, requests] = [0, 0];
    for (let state = ''; state !== 'DONE'; calls++) {
      const commit = await test.call('高远', 'organization.importCommit', { importId });
      if (!commit.answer.ok) throw new Error(JSON.stringify(commit.answer.error));
      ({ state } = commit.answer.data);
      requests += commit.requests;
    }
    test.cloud.database.settings.delayMs = 0;
    expect(check.answer).toMatchObject({ data: { state: 'CHECKED' } });
    expect((await below('G')).length).toBe(1 + 612);
    // Identity, import and root; staged lines and outside parents; codes and names; the progress.
    expect(check.requests).toBeLessThanOrEqual(3 + 2 + 2 + 1);
    // The same without names; a slice: what is stored, and a transaction of six with one first-born.
    expect(requests).toBeLessThanOrEqual(calls * (3 + 2 + 1) + 4 * 8);
  });

  it('checks only when all lines have come, in slices that begin where they should', async () => {
    const rows = fileOf('B', 3, 100);
    const { importId } = await test.ok('高远', 'organization.importStart', {
      rootId: 'B',
      fileName: '组织.xlsx',
      total: rows.length,
    });
    const send = (from: number, some: typeof rows) =>
      test.call('高远', 'organization.importRows', { importId, from, rows: some });
    expect((await send(0, rows.slice(0, 200))).answer).toMatchObject({ data: { received: 200 } });
    expect((await send(0, rows.slice(0, 200))).answer).toMatchObject({ data: { received: 200 } });
    expect((await test.refused('高远', 'organization.importCheck', { importId })).code).toBe(
      'CONFLICT',
    );
    expect((await send(100, rows.slice(100, 300))).answer.ok).toBe(false);
    expect((await send(200, rows.slice(200, 300))).answer.ok).toBe(false);
    expect((await send(200, rows.slice(200))).answer).toMatchObject({ data: { received: 306 } });
    expect((await checkFile(test, '高远', importId)).checked).toBe(306);
    expect((await send(0, rows.slice(0, 200))).answer).toMatchObject({
      error: { code: 'CONFLICT' },
    });
  });

  it('is for leading organs, within their subtree, and for who began it', async () => {
    const start = (openid: string, rootId: string) =>
      test.call(openid, 'organization.importStart', { rootId, fileName: 'x.csv', total: 1 });
    expect((await start('校老师', 'SCHOOL')).answer).toMatchObject({
      error: { code: 'FORBIDDEN' },
    });
    expect((await start('市老师', 'B')).answer).toMatchObject({ error: { code: 'FORBIDDEN' } });
    expect((await start('市老师', 'P')).answer).toMatchObject({ error: { code: 'FORBIDDEN' } });
    expect((await start('市老师', 'A')).answer.ok).toBe(true);
    const importId = await stageFile(test, '高远', 'A', fileOf('A', 1, 1));
    const refusal = await test.refused('叶老师', 'organization.importCheck', { importId });
    expect(refusal.code).toBe('NOT_FOUND');
  });

  it('gives the same import for a start that is sent again, and refuses another file under it', async () => {
    const input = { rootId: 'A', fileName: '甲.xlsx', total: 7 };
    const opId = 'start-sent-twice';
    const first = await test.ok('高远', 'organization.importStart', input, { opId });
    expect(await test.ok('高远', 'organization.importStart', input, { opId })).toEqual(first);
    const other = { ...input, total: 8 };
    const refusal = await test.refused('高远', 'organization.importStart', other, { opId });
    expect(refusal.code).toBe('CONFLICT');
  });
});
