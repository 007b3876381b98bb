import { computed, shallowRef, watch } from 'vue';
import type { NumberRow } from '../../../../typings/api';
import { call, refusalOf } from '../../service';
import { cellWindow, clipRows, MOST_CELLS, nextWindow, stripCells, stripPieces } from './strip';
import type { StripPiece } from './strip';

interface Lens {
  piece: StripPiece;
  /** What the piece holds: for numbers handed down, as their holder sees them. */
  rows: NumberRow[];
  loading: boolean;
  problem: string | null;
}

/** The strip of an organisation's numbers with a lens that goes down to single numbers. */
export function useRangeStrip(source: {
  rows: () => NumberRow[];
  year: () => number;
  usedOf: (orgId: string) => number | undefined;
}) {
  const pieces = computed(() => stripPieces(source.rows(), source.usedOf));
  const lens = shallowRef<Lens | null>(null);
  const range = shallowRef<{ start: number; end: number } | null>(null);

  watch(source.rows, () => {
    lens.value = null;
    range.value = null;
  });

  async function open(piece: StripPiece): Promise<void> {
    const own = clipRows(source.rows(), piece.start, piece.end);
    range.value = piece.count <= MOST_CELLS ? { start: piece.start, end: piece.end } : null;
    if (!piece.holderId) {
      lens.value = { piece, rows: own, loading: false, problem: null };
      return;
    }
    const opening: Lens = { piece, rows: own, loading: true, problem: null };
    lens.value = opening;
    try {
      const below = await call('numbering.overview', {
        orgId: piece.holderId,
        year: source.year(),
      });
      if (lens.value !== opening) return;
      const rows = clipRows(below.rows, piece.start, piece.end);
      lens.value = { piece, rows, loading: false, problem: null };
    } catch (error) {
      if (lens.value === opening)
        lens.value = { ...opening, loading: false, problem: refusalOf(error).sentence };
    }
  }

  function close(): void {
    lens.value = null;
    range.value = null;
  }

  const lensPieces = computed(() => stripPieces(lens.value?.rows ?? []));
  const cells = computed(() =>
    range.value && lens.value
      ? stripCells(clipRows(lens.value.rows, range.value.start, range.value.end))
      : [],
  );

  /** Shows the single numbers around `share` (0–1) of a piece of the lens. */
  function zoom(piece: StripPiece, share: number): void {
    range.value = cellWindow(piece, share);
  }

  /** The numbers before or after those shown; null at the ends of the lens. */
  const beside = (by: -1 | 1) =>
    lens.value && range.value ? nextWindow(lens.value.piece, range.value, by) : null;

  function go(by: -1 | 1): void {
    range.value = beside(by) ?? range.value;
  }

  return { pieces, lens, range, lensPieces, cells, open, close, zoom, beside, go };
}
