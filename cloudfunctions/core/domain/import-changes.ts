import type { ImportProblem } from '../../../typings/api';
import { problemAt, type ReadRow } from './import-rows';
import type { Existing } from './organization-import';
import { shortNameOf, TYPE_WORDS } from './organizations';

/**
 * What is wrong with a line beside what is stored: its code belongs to another place, type or a closed
 * organisation (`existing`), or its parent has another child of the same name (`namesake`).
 */
export function problemsBeside(
  row: ReadRow,
  existing: Existing | undefined,
  namesake: Existing | undefined,
): ImportProblem[] {
  const problems: ImportProblem[] = [];
  if (existing?.status === 'CLOSED') {
    problems.push(
      problemAt(row, 'code', `该编码属于已撤销的组织“${existing.fullName}”`, '换一个编码'),
    );
  } else if (existing) {
    if ((existing.parentId ?? '') !== row.parentCode) {
      problems.push(
        problemAt(
          row,
          'parentCode',
          `该编码已是“${existing.fullName}”，它的上级是 ${existing.parentId ?? '（无）'}，导入不能改变隶属`,
          `上级改为 ${existing.parentId ?? '空'}，或换一个编码`,
        ),
      );
    }
    if (row.type !== null && existing.type !== row.type) {
      const word = TYPE_WORDS[existing.type];
      problems.push(
        problemAt(
          row,
          'type',
          `该编码已是${word}“${existing.fullName}”，类型不能改变`,
          `类型改为“${word}”，或换一个编码`,
        ),
      );
    }
  }
  if (namesake && namesake._id !== row.code) {
    problems.push(
      problemAt(
        row,
        'name',
        `同一上级下已有同名组织，编码 ${namesake._id}`,
        `改名；若是同一个组织，编码改为 ${namesake._id}`,
      ),
    );
  }
  return problems;
}

/** What a sound line does: makes an organisation, renames one, or nothing. */
export type ImportChange =
  { kind: 'CREATE' | 'UPDATE'; fullName: string; shortName: string } | { kind: 'UNCHANGED' };

/** Compares a line with what is stored. A short name that was left out stays, unless it came from the full name. */
export function changeOf(row: ReadRow, existing: Existing | undefined): ImportChange {
  const { fullName } = row;
  if (!existing)
    return { kind: 'CREATE', fullName, shortName: row.shortName ?? shortNameOf(fullName) };
  const isDerived = existing.shortName === shortNameOf(existing.fullName);
  const shortName = row.shortName ?? (isDerived ? shortNameOf(fullName) : existing.shortName);
  return fullName === existing.fullName && shortName === existing.shortName
    ? { kind: 'UNCHANGED' }
    : { kind: 'UPDATE', fullName, shortName };
}
