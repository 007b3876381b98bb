import { ref, shallowRef } from 'vue';
import type { ExportSlice } from '../../../typings/api';
import { newOpId, refusalOf } from '../service';
import type { Refusal } from '../service';

/**
 * Reads all slices of an export, all under one operation id, so that it is one line in 操作日志. A slice
 * that was refused or lost is asked for again by `start`, which goes on where it stopped; `stop` ends
 * after the slice under way.
 */
export function useExport<Row>(
  read: (cursor: string | undefined, opId: string) => Promise<ExportSlice<Row>>,
) {
  const count = ref(0);
  const running = ref(false);
  const stopping = ref(false);
  const problem = shallowRef<Refusal | null>(null);
  let rows: Row[] = [];
  let cursor: string | undefined;
  let opId = newOpId();

  /** All rows and the watermark; null when it was stopped or refused (see `problem`). */
  async function start(): Promise<{ rows: Row[]; watermark: string } | null> {
    running.value = true;
    stopping.value = false;
    problem.value = null;
    try {
      for (;;) {
        const slice = await read(cursor, opId);
        rows.push(...slice.rows);
        count.value = rows.length;
        if (slice.next === null) {
          const all = { rows, watermark: slice.watermark };
          forget();
          return all;
        }
        cursor = slice.next;
        if (stopping.value) return null;
      }
    } catch (error) {
      problem.value = refusalOf(error);
      return null;
    } finally {
      running.value = false;
    }
  }

  /** Another question: the next start reads from the first slice. */
  function forget(): void {
    rows = [];
    cursor = undefined;
    count.value = 0;
    opId = newOpId();
  }

  const stop = () => {
    stopping.value = true;
  };

  return { count, running, stopping, problem, start, stop, forget };
}
