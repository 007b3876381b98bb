import type { NumberRow, TracedNumber } from '../../../../typings/api';

export type StripKind = 'used' | 'down' | 'free' | 'void';

/** A coloured piece of the strip. */
export interface StripPiece {
  start: number;
  end: number;
  count: number;
  kind: StripKind;
  /** Holder's name for numbers handed down. */
  holder: string | null;
  holderId: string | null;
  /** How many numbers of a piece handed down are assigned already; 0 when not known. */
  used: number;
  /** Whether the used ones are the lowest: a branch draws in ascending order. */
  usedFirst: boolean;
  /** Place and width along the strip, in percent. */
  left: number;
  width: number;
}

const KINDS: Record<NumberRow['kind'], StripKind> = {
  HANDED_DOWN: 'down',
  FREE: 'free',
  USED: 'used',
  VOID: 'void',
  EXPIRED: 'void',
};

/** More pieces than this cannot be told apart on a screen: neighbours are then drawn together. */
const MOST_PIECES = 600;

/**
 * Rows side by side in ascending order, each as wide as its share of all numbers; gaps between
 * intervals (numbers held by somebody else) take no room. Rows must be disjoint. `usedOf` tells how
 * many numbers a child used in all its intervals together; they are shown in its lowest ones.
 */
export function stripPieces(
  rows: readonly NumberRow[],
  usedOf: (orgId: string) => number | undefined = () => undefined,
): StripPiece[] {
  const sorted = [...rows].sort((a, b) => a.start - b.start);
  const total = sorted.reduce((sum, row) => sum + row.count, 0);
  let before = 0;
  const usedLeft = new Map<string, number>();
  const takeUsed = (row: NumberRow): number => {
    const id = row.kind === 'HANDED_DOWN' ? row.organization?.id : undefined;
    if (id === undefined) return 0;
    const left = usedLeft.get(id) ?? usedOf(id) ?? 0;
    const used = Math.min(left, row.count);
    usedLeft.set(id, left - used);
    return used;
  };
  const pieces = sorted.map((row): StripPiece => {
    const left = (before / total) * 100;
    before += row.count;
    return {
      start: row.start,
      end: row.end,
      count: row.count,
      kind: KINDS[row.kind],
      holder: row.organization?.name ?? null,
      holderId: row.kind === 'HANDED_DOWN' ? (row.organization?.id ?? null) : null,
      used: takeUsed(row),
      usedFirst: row.organization?.type === 'BRANCH',
      left,
      width: (row.count / total) * 100,
    };
  });
  return pieces.length > MOST_PIECES ? drawTogether(pieces) : pieces;
}

/** Merges neighbours into pieces of at least 1/600 of the strip, coloured by what most of it is. */
function drawTogether(pieces: readonly StripPiece[]): StripPiece[] {
  const least = 100 / MOST_PIECES;
  const merged: StripPiece[] = [];
  let group: StripPiece[] = [];
  let width = 0;
  for (const piece of pieces) {
    group.push(piece);
    width += piece.width;
    if (width >= least) {
      merged.push(mergedPiece(group));
      group = [];
      width = 0;
    }
  }
  if (group.length > 0) merged.push(mergedPiece(group));
  return merged;
}

function mergedPiece(group: readonly StripPiece[]): StripPiece {
  const first = group[0]!;
  if (group.length === 1) return first;
  const largest = group.reduce((best, piece) => (piece.count > best.count ? piece : best));
  return {
    ...largest,
    start: first.start,
    end: group.at(-1)!.end,
    count: group.reduce((sum, piece) => sum + piece.count, 0),
    holder: null,
    holderId: null,
    used: group.reduce((sum, piece) => sum + piece.used, 0),
    usedFirst: false,
    left: first.left,
    width: group.reduce((sum, piece) => sum + piece.width, 0),
  };
}

/** The parts of rows that lie inside `start … end`. */
export function clipRows(rows: readonly NumberRow[], start: number, end: number): NumberRow[] {
  return rows
    .filter((row) => row.start <= end && row.end >= start)
    .map((row) => {
      const from = Math.max(row.start, start);
      const to = Math.min(row.end, end);
      return { ...row, start: from, end: to, count: to - from + 1 };
    });
}

/** As many single numbers as fit in one row of cells. */
export const MOST_CELLS = 40;

export interface StripCell {
  number: number;
  /** The last three digits. */
  label: string;
  kind: StripKind;
  holder: string | null;
}

/** Single numbers of rows, ascending; at most 40. */
export function stripCells(rows: readonly NumberRow[]): StripCell[] {
  const cells: StripCell[] = [];
  for (const row of [...rows].sort((a, b) => a.start - b.start)) {
    for (let number = row.start; number <= row.end && cells.length < MOST_CELLS; number += 1) {
      cells.push({
        number,
        label: String(number % 1000).padStart(3, '0'),
        kind: KINDS[row.kind],
        holder: row.organization?.name ?? null,
      });
    }
  }
  return cells;
}

/** The window of 40 numbers inside a piece at `share` (0–1) of its width. */
export function cellWindow(
  piece: { start: number; end: number },
  share: number,
): { start: number; end: number } {
  const count = piece.end - piece.start + 1;
  if (count <= MOST_CELLS) return { start: piece.start, end: piece.end };
  const at = Math.min(count - 1, Math.floor(share * count));
  const start = piece.start + Math.floor(at / MOST_CELLS) * MOST_CELLS;
  return { start, end: Math.min(piece.end, start + MOST_CELLS - 1) };
}

export const KIND_WORDS: Record<StripKind, string> = {
  used: '已使用',
  down: '已分配给下级',
  free: '未分配',
  void: '作废或过期',
};

/** How a single number is drawn in the strip of an organisation, by what is known of it. */
export function tracedKind(
  { state, holder }: Pick<TracedNumber, 'state' | 'holder'>,
  orgId: string,
): StripKind {
  if (state === 'ASSIGNED' || state === 'EXTERNAL') return 'used';
  if (state === 'VOID' || state === 'EXPIRED') return 'void';
  return holder && holder.id !== orgId ? 'down' : 'free';
}

/** The window before (-1) or after (1) one made by `cellWindow` in the same piece; null at its ends. */
export function nextWindow(
  piece: { start: number; end: number },
  window: { start: number; end: number },
  by: -1 | 1,
): { start: number; end: number } | null {
  const start = window.start + by * MOST_CELLS;
  if (start > piece.end || start < piece.start) return null;
  return { start, end: Math.min(piece.end, start + MOST_CELLS - 1) };
}

/** Where a key leads among `count` cells in rows of twenty; null when it does nothing. */
export function cellMove(key: string, index: number, count: number): number | null {
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 20, ArrowUp: -20 }[key];
  const to = key === 'Home' ? 0 : key === 'End' ? count - 1 : by === undefined ? -1 : index + by;
  return to >= 0 && to < count && to !== index ? to : null;
}
