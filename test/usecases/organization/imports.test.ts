import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { checkFile, commitFile, fileOf, stageFile } from '../../support/import-file';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree } from '../../support/tree';

describe('imports that were not finished', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, [
      ['P', '团省委', 'PROVINCE', null],
      ['A', 'A市团委', 'CITY', 'P'],
    ]);
    await addPerson(test, '高远', 'P');
    await addPerson(test, '市老师', 'A');
  });
  afterAll(() => test.close());

  const unfinished = async (person: string, rootId: string) =>
    (await test.ok(person, 'organization.imports', { rootId })).items;

  it('are told to whoever began them, with how far they came, until they are done', async () => {
    const rows = fileOf('P', 1, 300);
    const { importId } = await test.ok('高远', 'organization.importStart', {
      rootId: 'P',
      fileName: '组织.xlsx',
      total: rows.length,
      fingerprint: '0123456789abcdef',
    });
    await test.ok('高远', 'organization.importRows', {
      importId,
      from: 0,
      rows: rows.slice(0, 200),
    });
    expect(await unfinished('高远', 'P')).toMatchObject([
      { importId, state: 'RECEIVING', received: 200, total: 302, fingerprint: '0123456789abcdef' },
    ]);
    expect(await unfinished('市老师', 'A')).toEqual([]);
    await test.ok('高远', 'organization.importRows', {
      importId,
      from: 200,
      rows: rows.slice(200),
    });
    await checkFile(test, '高远', importId);
    expect(await unfinished('高远', 'P')).toMatchObject([{ importId, state: 'CHECKED' }]);
    await commitFile(test, '高远', importId);
    expect(await unfinished('高远', 'P')).toEqual([]);
  });

  it('may have been begun without a fingerprint; a later one comes first', async () => {
    const older = await stageFile(test, '市老师', 'A', fileOf('A', 1, 1));
    const newer = await stageFile(test, '市老师', 'A', fileOf('A', 1, 2));
    expect(await unfinished('市老师', 'A')).toMatchObject([
      { importId: newer, fingerprint: null },
      { importId: older },
    ]);
  });

  it('are not offered again once they were given up, nor those begun before', async () => {
    const [newest] = await unfinished('市老师', 'A');
    const { importId } = newest!;
    expect((await test.refused('高远', 'organization.importDrop', { importId })).code).toBe(
      'NOT_FOUND',
    );
    await test.ok('市老师', 'organization.importDrop', { importId });
    await test.ok('市老师', 'organization.importDrop', { importId });
    expect(await unfinished('市老师', 'A')).toEqual([]);
    const next = await stageFile(test, '市老师', 'A', fileOf('A', 1, 3));
    expect(await unfinished('市老师', 'A')).toMatchObject([{ importId: next }]);
  });
});
