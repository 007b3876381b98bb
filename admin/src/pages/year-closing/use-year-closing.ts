import { computed, ref, shallowRef, watch } from 'vue';
import type { YearProgress, YearStatus } from '../../../../typings/api';
import { call, newOpId, refusalOf } from '../../service';
import type { Refusal } from '../../service';

/** The state of a year, and the sweep that closes it holding by holding, as far as it has come. */
export function useYearClosing(year: () => number | null) {
  const status = shallowRef<YearStatus | null>(null);
  const problem = shallowRef<Refusal | null>(null);
  const progress = shallowRef<{ closed: number; left: number } | null>(null);
  const closing = ref(false);

  async function read(): Promise<void> {
    const wanted = year();
    if (wanted === null) return;
    problem.value = null;
    try {
      const found = await call('numbering.yearStatus', { year: wanted });
      if (wanted === year()) status.value = found;
    } catch (error) {
      if (wanted === year()) problem.value = refusalOf(error);
    }
  }

  /** Orders the closing and works until nothing is open; what is left when it fails the clock closes. */
  async function close(): Promise<void> {
    const wanted = year();
    if (wanted === null || closing.value) return;
    closing.value = true;
    problem.value = null;
    let closed = 0;
    try {
      for (;;) {
        const step: YearProgress = await call(
          'numbering.closeYear',
          { year: wanted, to: 'CLOSED' },
          { opId: newOpId() },
        );
        closed += step.closed;
        progress.value = { closed, left: step.left };
        if (step.left === 0) break;
      }
      await read();
    } catch (error) {
      problem.value = refusalOf(error);
    } finally {
      closing.value = false;
    }
  }

  watch(
    year,
    () => {
      status.value = null;
      progress.value = null;
      void read();
    },
    { immediate: true },
  );

  const step = computed(() => {
    if (status.value?.state === 'CLOSED') return 3;
    return status.value?.state === 'CLOSING' ? 2 : 1;
  });

  return { status, problem, progress, closing, step, read, close };
}
