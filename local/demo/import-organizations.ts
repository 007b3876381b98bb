import type { ImportRow, ImportStatus } from '../../typings/api';
import type { DemoPerson } from './people';
import type { Phones } from './phones';

const SLICE = 200;
/** Progress is told for trees that take longer than a moment. */
const MANY = 2000;

/** Imports organisations below a root as the console's import page does. Throws when a line is wrong. */
export async function importOrganizations(
  phones: Phones,
  person: DemoPerson,
  rootId: string,
  rows: readonly ImportRow[],
  log: (line: string) => void,
): Promise<ImportStatus> {
  const tell = (line: string): void => {
    if (rows.length >= MANY) log(line);
  };
  const start = { rootId, fileName: '演示数据', total: rows.length };
  let status = await phones.call(person, 'organization.importStart', start);
  const { importId } = status;
  for (let from = 0; from < rows.length; from += SLICE) {
    const input = { importId, from, rows: rows.slice(from, from + SLICE) };
    status = await phones.call(person, 'organization.importRows', input);
    if ((from / SLICE) % 25 === 24) tell(`  上传 ${status.received} / ${status.total}`);
  }
  do {
    status = await phones.call(person, 'organization.importCheck', { importId });
    tell(`  检查 ${status.checked} / ${status.total}`);
  } while (status.state === 'CHECKING');
  if (status.state === 'BROKEN') {
    const { items } = await phones.call(person, 'organization.importProblems', { importId });
    const [first] = items;
    throw new Error(`line ${first?.row}: ${first?.problem} (${first?.value}), ${first?.fix}`);
  }
  do {
    status = await phones.call(person, 'organization.importCommit', { importId });
    tell(`  写入 ${status.committed} / ${status.total}`);
  } while (status.state === 'COMMITTING');
  return status;
}
