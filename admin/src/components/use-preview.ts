import { ref, shallowRef } from 'vue';
import { refusalOf } from '../service/refusal';
import type { Refusal } from '../service/refusal';

/** How long the typing has to rest, in milliseconds. */
const PAUSE = 300;

/**
 * What a movement would do, read anew while its counts are being typed. `question` is what to ask as the form
 * stands now, null where there is nothing to ask; an answer that was overtaken by a newer question is dropped.
 */
export function usePreview<Q, P>(question: () => Q | null, read: (asked: Q) => Promise<P>) {
  const plan = shallowRef<P | null>(null);
  const problem = shallowRef<Refusal | null>(null);
  const loading = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  async function preview(): Promise<void> {
    turn += 1;
    const mine = turn;
    const asked = question();
    problem.value = null;
    loading.value = asked !== null;
    if (asked === null) {
      plan.value = null;
      return;
    }
    try {
      const found = await read(asked);
      if (mine === turn) plan.value = found;
    } catch (error) {
      if (mine !== turn) return;
      plan.value = null;
      problem.value = refusalOf(error);
    } finally {
      if (mine === turn) loading.value = false;
    }
  }

  /** Drops what is being read or waited for. */
  function drop(): void {
    turn += 1;
    clearTimeout(timer);
  }

  /** Reads again when the typing rests; until then the plan shown counts as outdated. */
  function previewSoon(): void {
    drop();
    loading.value = question() !== null;
    timer = setTimeout(() => void preview(), PAUSE);
  }

  return { plan, problem, loading, preview, previewSoon, drop };
}
