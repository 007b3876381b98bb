import { ref, shallowRef } from 'vue';
import type { TourStep } from './tour-steps';

/** Goes through the stops: to the page of each, and to what it points at there. */
export function createTour<E>(
  steps: readonly TourStep[],
  way: { show: (page: string) => Promise<unknown>; find: (mark: string) => Promise<E | null> },
) {
  /** The stop that is told; -1 before the first. */
  const at = ref(-1);
  const target = shallowRef<E | null>(null);
  let turn = 0;

  /** A stop asked for while another is on its way takes its place. */
  async function go(to: number): Promise<void> {
    const step = steps[to];
    if (!step) return;
    turn += 1;
    const mine = turn;
    await way.show(step.page);
    const found = step.mark === null || mine !== turn ? null : await way.find(step.mark);
    if (mine !== turn) return;
    target.value = found;
    at.value = to;
  }

  return { at, target, go };
}
