import type { AllocationItem } from '../../../../typings/api';
import { parseCount } from '../../format/numbers';

/** A direct child as a pasted table may name it. */
export interface PasteTarget {
  id: string;
  code: string;
  name: string;
  shortName: string;
}

export interface PastedCounts {
  items: AllocationItem[];
  /** Lines that could not be read, counted from 1, with what is wrong. */
  problems: Array<{ line: number; text: string; problem: string }>;
}

/** Names are compared without spaces and with brackets of either width. */
const plainName = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s\u3000]/g, '')
    .toLowerCase();

const cellsOf = (line: string): string[] =>
  line
    .split(line.includes('\t') ? '\t' : /[,，;；]|\s+(?=\S+$)/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');

/**
 * Reads lines of a spreadsheet or a list: name or code of a direct child, and in the last cell how many
 * numbers it gets. A heading without any count is passed over; an organisation may stand there once.
 */
export function readPasted(text: string, targets: readonly PasteTarget[]): PastedCounts {
  const byWord = new Map<string, PasteTarget | null>();
  for (const target of targets) {
    for (const word of new Set([target.code, target.name, target.shortName].map(plainName))) {
      // Two children of the same short name cannot be told apart by it.
      if (word) byWord.set(word, byWord.has(word) ? null : target);
    }
  }
  const result: PastedCounts = { items: [], problems: [] };
  const seen = new Set<string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const cells = cellsOf(line);
    const count = parseCount(cells.at(-1) ?? '');
    const names = cells.slice(0, -1);
    const refuse = (problem: string) =>
      result.problems.push({ line: index + 1, text: line.trim(), problem });
    const found = names.map((name) => byWord.get(plainName(name))).find((hit) => hit !== undefined);
    if (index === 0 && Number.isNaN(count) && !found) continue;
    if (names.length === 0) refuse('没有组织名称或编码');
    else if (found === undefined) refuse('直属下级里没有这个组织');
    else if (found === null) refuse('有几个下级同名，请改用编码');
    else if (count === null || Number.isNaN(count)) refuse('最后一格不是个数');
    else if (seen.has(found.id)) refuse('这个组织已在前面出现');
    else {
      seen.add(found.id);
      if (count > 0) result.items.push({ orgId: found.id, count });
    }
  }
  return result;
}

/** A column of counts as copied from a spreadsheet, empty cells as null; null when it is something else. */
export function pastedColumn(text: string): Array<number | null> | null {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (lines.length < 2) return null;
  const counts = lines.map(parseCount);
  return counts.some((count) => Number.isNaN(count)) ? null : counts;
}
