import type { ImportProblem, ImportRow, OrganizationType } from '../../../typings/api';
import { isCode, isName, NAME_LENGTH, tidyCode, tidyName, TYPE_WORDS } from './organizations';

/** A line of the file as it was read; what cannot be used is null and stands in `problems`. */
export interface ReadRow {
  /** The row of the spreadsheet; what people are told. */
  row: number;
  /** The cells as they were sent, for the problems found later. */
  cells: ImportRow;
  code: string;
  fullName: string;
  /** null: none given. */
  shortName: string | null;
  type: OrganizationType | null;
  /** Empty: none given, as for the root. */
  parentCode: string;
  problems: ImportProblem[];
}

/** Other words for the types that files bring along. */
const OTHER_WORDS: Readonly<Record<string, OrganizationType>> = {
  团市委: 'CITY',
  团县委: 'COUNTY',
  团区委: 'COUNTY',
  团委: 'GRASSROOTS_COMMITTEE',
  committee: 'GRASSROOTS_COMMITTEE',
};

const TYPES: ReadonlyMap<string, OrganizationType> = new Map([
  ...Object.entries(TYPE_WORDS).flatMap(([type, word]) => [
    [word, type as OrganizationType] as const,
    [type.toLowerCase(), type as OrganizationType] as const,
  ]),
  ...Object.entries(OTHER_WORDS),
]);

/** The type a cell names: the Chinese word, or the English one in any case with `_`, `-` or space; null when none. */
export const typeOf = (cell: string): OrganizationType | null =>
  TYPES.get(
    tidyName(cell)
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  ) ?? null;

const KNOWN_TYPES = `类型只能填：${Object.values(TYPE_WORDS).slice(1).join('、')}`;

/** Which type a wrong word was probably meant to be. */
function typeFix(cell: string): string {
  const guess = [
    [/总支/, 'GENERAL_BRANCH'],
    [/支部|支$/, 'BRANCH'],
    [/工委/, 'WORK_COMMITTEE'],
    [/市/, 'CITY'],
    [/县|区/, 'COUNTY'],
    [/委/, 'GRASSROOTS_COMMITTEE'],
  ] as const;
  const found = guess.find(([word]) => word.test(cell));
  return found ? `改为“${TYPE_WORDS[found[1]]}”` : '改为其中之一';
}

/** A problem of one cell of a row. */
export function problemAt(
  row: Pick<ReadRow, 'row' | 'cells'>,
  column: ImportProblem['column'],
  problem: string,
  fix: string,
): ImportProblem {
  return { row: row.row, column, value: row.cells[column] ?? '', problem, fix };
}

/**
 * Reads one line: tidies its cells and finds what is wrong with each of them alone. `place` among the rows,
 * counted from 1, is what it is called where the spreadsheet's row was not given.
 */
export function readRow(cells: ImportRow, place: number): ReadRow {
  const row = cells.line ?? place;
  const code = tidyCode(cells.code);
  const fullName = tidyName(cells.name);
  const shortName = tidyName(cells.shortName ?? '') || null;
  const type = typeOf(cells.type);
  const problems: ImportProblem[] = [];
  const add = (column: ImportProblem['column'], problem: string, fix: string): void => {
    problems.push(problemAt({ row, cells }, column, problem, fix));
  };
  if (code === '') add('code', '组织编码没有填', '补上编码，每个组织一个，不能重复');
  else if (!isCode(code)) {
    add('code', '组织编码只能用数字、字母和短横线，最多 32 位', '按此改编码');
  }
  const { least, most } = NAME_LENGTH;
  if (fullName === '') add('name', '组织全称没有填', `补上全称，${least} 个字以上`);
  else if (!isName(fullName)) {
    add('name', `组织全称应为 ${least} 至 ${most} 个字`, fullName.length < least ? '补全' : '缩短');
  }
  if (shortName !== null && !isName(shortName)) {
    add('shortName', `简称应为 ${least} 至 ${most} 个字`, '改为这个长度，或不填');
  }
  if (type === null) {
    const isEmpty = tidyName(cells.type) === '';
    add('type', isEmpty ? '类型没有填' : KNOWN_TYPES, isEmpty ? KNOWN_TYPES : typeFix(cells.type));
  }
  return {
    row,
    cells,
    code,
    fullName,
    shortName,
    type,
    parentCode: tidyCode(cells.parentCode),
    problems,
  };
}
