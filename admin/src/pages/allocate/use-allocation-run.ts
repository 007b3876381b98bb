import { computed, reactive, ref, shallowRef } from 'vue';
import type { AllocationItem } from '../../../../typings/api';
import { call, newOpId, Refusal } from '../../service';
import { UNKNOWN_TEXT } from '../../service/refusal';
import { useSession } from '../../stores/session';
import { goOn, itemsOf, newRun } from './allocation-run';
import type { AllocationRun, RunEnd } from './allocation-run';
import { forgetRun, storedRun, storeRun } from './stored-run';

/** Submitting the counts of the page: as many operations as it takes, to be stopped and gone on with. */
export function useAllocationRun(given: { orgId: string; year: number }) {
  const postId = useSession().post!.id;
  const run = shallowRef<AllocationRun | null>(null);
  /** A run that was broken off when the page was left. */
  const left = shallowRef<AllocationRun | null>(storedRun(postId, given));
  const state = reactive({ running: false, unknown: false, error: null as Refusal | null });
  /** The items of the operation that was refused. */
  const refusedItems = shallowRef<AllocationItem[]>([]);
  const stopping = ref(false);

  /** Organisations served, of all; null unless it takes several operations. */
  const progress = computed(() => {
    if (!run.value || run.value.parts.length < 2) return null;
    const done = itemsOf(run.value, true).length;
    return { done, all: done + itemsOf(run.value, false).length };
  });

  async function send(start: AllocationRun): Promise<RunEnd['kind']> {
    run.value = start;
    storeRun(postId, start);
    left.value = null;
    state.running = true;
    state.error = null;
    stopping.value = false;
    const end = await goOn(start, {
      preview: async (items) =>
        (await call('numbering.previewAllocation', { ...given, items })).rev,
      allocate: (input, opId) => call('numbering.allocate', input, { opId }),
      newOpId,
      keep: (changed) => {
        run.value = changed;
        storeRun(postId, changed);
      },
      stopped: () => stopping.value,
    });
    state.running = false;
    state.unknown = end.kind === 'UNKNOWN';
    if (end.kind === 'UNKNOWN') state.error = new Refusal('UNKNOWN', UNKNOWN_TEXT);
    else if (end.kind === 'REFUSED') {
      state.error = end.refusal;
      refusedItems.value = end.items;
    }
    // Refused: what was not served stands on the page, to be changed.
    if (end.kind === 'DONE' || end.kind === 'REFUSED') forgetRun(postId, given);
    return end.kind;
  }

  const begin = (items: readonly AllocationItem[], rev: number | null, reason: string) =>
    send(newRun({ ...given, reason, startedAt: Date.now() }, items, rev, newOpId));

  /** Goes on with the run whose outcome is unknown, or with the one that was broken off. */
  const resume = () => send(left.value ?? run.value!);

  function stop(): void {
    stopping.value = true;
  }

  function dropLeft(): void {
    forgetRun(postId, given);
    left.value = null;
  }

  function clear(): void {
    if (!state.unknown) state.error = null;
  }

  return {
    run,
    left,
    state,
    refusedItems,
    stopping,
    progress,
    begin,
    resume,
    stop,
    dropLeft,
    clear,
  };
}
