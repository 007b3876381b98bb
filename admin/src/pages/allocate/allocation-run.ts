import type { AllocationItem, InputOf } from '../../../../typings/api';
import { refusalOf } from '../../service/refusal';
import type { Refusal } from '../../service/refusal';
import { batchesOf } from './fill';

/** One operation of a run. SENT: it may have happened already. */
export interface RunPart {
  opId: string;
  items: AllocationItem[];
  /** What was previewed; null until then. */
  rev: number | null;
  state: 'WAITING' | 'SENT' | 'DONE';
}

/** A long allocation: consecutive operations of at most 100 children, kept until the last one is done. */
export interface AllocationRun {
  orgId: string;
  year: number;
  reason: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  parts: RunPart[];
}

export interface RunNeeds {
  /** Revision of the grantor's holding for these items; throws Refusal. */
  preview: (items: AllocationItem[]) => Promise<number>;
  /** Throws Refusal. */
  allocate: (input: InputOf<'numbering.allocate'>, opId: string) => Promise<unknown>;
  newOpId: () => string;
  /** Called after every change, before anything is sent. */
  keep: (run: AllocationRun) => void;
  /** Asked between two operations. */
  stopped: () => boolean;
}

/** REFUSED: the part did not happen. UNKNOWN: it may have; going on asks for it under the same opId first. */
export type RunEnd =
  | { kind: 'DONE' | 'STOPPED' }
  | { kind: 'REFUSED' | 'UNKNOWN'; refusal: Refusal; items: AllocationItem[] };

export function newRun(
  given: Pick<AllocationRun, 'orgId' | 'year' | 'reason' | 'startedAt'>,
  items: readonly AllocationItem[],
  firstRev: number | null,
  newOpId: () => string,
): AllocationRun {
  const parts = batchesOf(items).map((batch, index): RunPart => ({
    opId: newOpId(),
    items: batch,
    rev: index === 0 ? firstRev : null,
    state: 'WAITING',
  }));
  return { ...given, parts };
}

export const itemsOf = (run: AllocationRun, done: boolean): AllocationItem[] =>
  run.parts.filter(({ state }) => (state === 'DONE') === done).flatMap(({ items }) => items);

/** Answers after which it is not known whether the operation happened. */
const OPEN_ENDED = new Set(['NETWORK', 'UNKNOWN', 'BUSY', 'INTERNAL']);

/**
 * Does what is left of a run, in order: each operation after a preview of its own, under an opId and with
 * an input that are kept before they are sent, so that a run broken off anywhere can be gone on with.
 */
export async function goOn(start: AllocationRun, needs: RunNeeds): Promise<RunEnd> {
  let run = start;
  const set = (index: number, change: Partial<RunPart>): void => {
    const parts = run.parts.map((part, at) => (at === index ? { ...part, ...change } : part));
    run = { ...run, parts };
    needs.keep(run);
  };
  for (const index of run.parts.keys()) {
    const { items, opId, state } = run.parts[index]!;
    if (state === 'DONE') continue;
    if (state === 'WAITING' && needs.stopped()) return { kind: 'STOPPED' };
    try {
      const rev = run.parts[index]!.rev ?? (await needs.preview(items));
      set(index, { rev, state: 'SENT' });
      const { orgId, year, reason } = run;
      await needs.allocate({ orgId, year, items, rev, reason: reason || undefined }, opId);
      set(index, { state: 'DONE' });
    } catch (error) {
      const refusal = refusalOf(error);
      const wasSent = run.parts[index]!.state === 'SENT';
      if (wasSent && OPEN_ENDED.has(refusal.code)) return { kind: 'UNKNOWN', refusal, items };
      set(index, { state: 'WAITING', rev: null, opId: needs.newOpId() });
      return { kind: 'REFUSED', refusal, items };
    }
  }
  return { kind: 'DONE' };
}
