import type { ImportRow, ImportStatus } from '../../typings/api';
import type { TestCloud } from './phones';

/** Stages a file as the console does, 200 lines a call; gives the import's id. */
export async function stageFile(
  test: TestCloud,
  openid: string,
  rootId: string,
  rows: readonly ImportRow[],
): Promise<string> {
  const { importId } = await test.ok(openid, 'organization.importStart', {
    rootId,
    fileName: '组织.xlsx',
    total: rows.length,
  });
  for (let from = 0; from < rows.length; from += 200) {
    await test.ok(openid, 'organization.importRows', {
      importId,
      from,
      rows: rows.slice(from, from + 200),
    });
  }
  return importId;
}

/** Calls the check until it has come to an end. */
export async function checkFile(
  test: TestCloud,
  openid: string,
  importId: string,
): Promise<ImportStatus> {
  for (;;) {
    const status = await test.ok(openid, 'organization.importCheck', { importId });
    if (status.state !== 'CHECKING') return status;
  }
}

/** Calls the commit until everything is written. */
export async function commitFile(
  test: TestCloud,
  openid: string,
  importId: string,
): Promise<ImportStatus> {
  for (;;) {
    const status = await test.ok(openid, 'organization.importCommit', { importId });
    if (status.state !== 'COMMITTING') return status;
  }
}

/** A sound tree of `committees` × (1 general branch + `branches` branches) below `rootId`, children first. */
export function fileOf(rootId: string, committees: number, branches: number): ImportRow[] {
  const rows: ImportRow[] = [];
  for (let c = 1; c <= committees; c++) {
    const code = `${rootId}-${c}`;
    for (let b = 1; b <= branches; b++) {
      rows.push({
        code: `${code}-0-${b}`,
        name: `${code}第${b}团支部`,
        type: '团支部',
        parentCode: `${code}-0`,
      });
    }
    rows.push({ code: `${code}-0`, name: `${code}团总支`, type: '团总支', parentCode: code });
    rows.push({ code, name: `${code}团委`, type: '基层团委', parentCode: rootId });
  }
  return rows;
}
