import { describe, expect, it } from '@jest/globals';
import {
  cellMove,
  cellWindow,
  clipRows,
  nextWindow,
  stripCells,
  stripPieces,
  tracedKind,
} from '../../admin/src/components/range-strip/strip';
import type { NumberRow, OrganizationType } from '../../typings/api';

const FIRST = 202000012000;
const row = (
  from: number,
  to: number,
  kind: NumberRow['kind'],
  holder?: string,
  type: OrganizationType = 'BRANCH',
): NumberRow => ({
  start: FIRST + from,
  end: FIRST + to,
  count: to - from + 1,
  kind,
  ...(holder ? { organization: { id: holder, name: holder, type } } : {}),
});

describe('the strip of numbers', () => {
  it('is covered exactly, in ascending order, gaps left out', () => {
    const pieces = stripPieces([row(80, 99, 'FREE'), row(0, 19, 'HANDED_DOWN', 'b1')]);
    expect(
      pieces.map(({ start, left, width, kind }) => [start - FIRST, left, width, kind]),
    ).toEqual([
      [0, 0, 50, 'down'],
      [80, 50, 50, 'free'],
    ]);
  });

  it('shows void and expired numbers alike', () => {
    expect(stripPieces([row(0, 0, 'VOID'), row(1, 1, 'EXPIRED')]).map(({ kind }) => kind)).toEqual([
      'void',
      'void',
    ]);
  });

  it('shows what a child used in the lowest of its intervals', () => {
    const rows = [
      row(0, 9, 'HANDED_DOWN', 'b1'),
      row(10, 19, 'FREE'),
      row(20, 29, 'HANDED_DOWN', 'b1'),
      row(30, 39, 'HANDED_DOWN', 'g', 'GENERAL_BRANCH'),
    ];
    const pieces = stripPieces(rows, (id) => (id === 'b1' ? 13 : 4));
    expect(pieces.map(({ used, usedFirst }) => [used, usedFirst])).toEqual([
      [10, true],
      [0, false],
      [3, true],
      [4, false],
    ]);
  });

  it('draws thousands of intervals together without losing a number', () => {
    const rows = Array.from({ length: 5000 }, (_, index) =>
      row(
        index * 2,
        index * 2 + 1,
        index % 2 ? 'FREE' : 'HANDED_DOWN',
        index % 2 ? undefined : 'b',
      ),
    );
    const pieces = stripPieces(rows);
    expect(pieces.length).toBeLessThanOrEqual(601);
    expect(pieces.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
    expect(pieces.at(-1)!.end).toBe(FIRST + 9999);
    expect(pieces.at(-1)!.left + pieces.at(-1)!.width).toBeCloseTo(100);
  });

  it('is empty without numbers', () => {
    expect(stripPieces([])).toEqual([]);
  });
});

describe('the lens', () => {
  it('cuts rows to the piece looked at', () => {
    const rows = [row(0, 19, 'USED'), row(20, 39, 'FREE')];
    expect(
      clipRows(rows, FIRST + 10, FIRST + 24).map(({ start, end, count }) => [
        start - FIRST,
        end - FIRST,
        count,
      ]),
    ).toEqual([
      [10, 19, 10],
      [20, 24, 5],
    ]);
  });

  it('goes down to single numbers, at most forty', () => {
    const cells = stripCells([row(2, 2, 'FREE'), row(0, 1, 'USED')]);
    expect(cells.map(({ label, kind }) => `${label}${kind}`)).toEqual([
      '000used',
      '001used',
      '002free',
    ]);
    expect(stripCells([row(0, 999, 'FREE')])).toHaveLength(40);
  });

  it('opens the forty numbers around the place clicked', () => {
    const piece = { start: FIRST, end: FIRST + 99 };
    expect(cellWindow(piece, 0)).toEqual({ start: FIRST, end: FIRST + 39 });
    expect(cellWindow(piece, 0.5)).toEqual({ start: FIRST + 40, end: FIRST + 79 });
    expect(cellWindow(piece, 1)).toEqual({ start: FIRST + 80, end: FIRST + 99 });
    expect(cellWindow({ start: FIRST, end: FIRST + 19 }, 1)).toEqual({
      start: FIRST,
      end: FIRST + 19,
    });
  });
});

describe('single numbers', () => {
  it('are drawn by what they are, not by who holds the row', () => {
    const at = (id: string) => ({ id, name: id, type: 'BRANCH' as const });
    expect(tracedKind({ state: 'ASSIGNED', holder: at('b') }, 'g')).toBe('used');
    expect(tracedKind({ state: 'FREE', holder: at('b') }, 'g')).toBe('down');
    expect(tracedKind({ state: 'FREE', holder: at('g') }, 'g')).toBe('free');
    expect(tracedKind({ state: 'EXPIRED', holder: at('g') }, 'g')).toBe('void');
  });

  it('are turned over forty at a time, not beyond the piece', () => {
    const piece = { start: FIRST, end: FIRST + 99 };
    const second = nextWindow(piece, { start: FIRST, end: FIRST + 39 }, 1)!;
    expect(second).toEqual({ start: FIRST + 40, end: FIRST + 79 });
    const third = nextWindow(piece, second, 1)!;
    expect(third).toEqual({ start: FIRST + 80, end: FIRST + 99 });
    expect(nextWindow(piece, third, 1)).toBeNull();
    expect(nextWindow(piece, third, -1)).toEqual(second);
    expect(nextWindow(piece, { start: FIRST, end: FIRST + 39 }, -1)).toBeNull();
  });

  it('are walked through with the arrow keys', () => {
    expect(cellMove('ArrowRight', 0, 40)).toBe(1);
    expect(cellMove('ArrowDown', 5, 40)).toBe(25);
    expect(cellMove('ArrowDown', 25, 40)).toBeNull();
    expect(cellMove('ArrowLeft', 0, 40)).toBeNull();
    expect(cellMove('End', 3, 40)).toBe(39);
    expect(cellMove('a', 3, 40)).toBeNull();
  });
});
