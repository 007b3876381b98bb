import type { TakeoverProblem } from '../../../typings/api';
import type { CheckedRow } from './takeover-row';

/** A row as far as another one can stand against it. */
type Claim = Pick<CheckedRow, 'line' | 'number' | 'idNumber'>;

/** Lines that only repeat an earlier one: the same number for the same person. Gives that line by line. */
export function repeatedLines(rows: readonly Claim[]): Map<number, number> {
  const first = new Map<string, number>();
  const repeated = new Map<number, number>();
  for (const { line, number, idNumber } of rows) {
    const key = `${number} ${idNumber}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, line);
    else repeated.set(line, earlier);
  }
  return repeated;
}

const AGAINST = [
  {
    column: 'number',
    words: '编号相同',
    fix: '核对几人的《入团志愿书》封面，一个编号只留给一人',
  },
  {
    column: 'idNumber',
    words: '证件号相同，编号却不同',
    fix: '一人只有一个编号，核对后删去或更正多出的行',
  },
] as const;

/** Rows, none of them repeated, that want one number for several people or several numbers for one; by line. */
export function rowsAgainstEachOther(rows: readonly Claim[]): Map<number, TakeoverProblem[]> {
  const problems = new Map<number, TakeoverProblem[]>();
  for (const { column, words, fix } of AGAINST) {
    const lines = new Map<string, number[]>();
    for (const row of rows) {
      lines.set(row[column], [...(lines.get(row[column]) ?? []), row.line]);
    }
    for (const { line, [column]: value } of rows) {
      const others = lines.get(value)!.filter((other) => other !== line);
      if (others.length === 0) continue;
      const problem = `与${others.map((other) => `第${other}行`).join('、')}的${words}`;
      problems.set(line, [...(problems.get(line) ?? []), { column, problem, fix }]);
    }
  }
  return problems;
}
