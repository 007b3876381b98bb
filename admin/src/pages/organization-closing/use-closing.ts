import { computed, ref, shallowRef } from 'vue';
import type { CloseResult } from '../../../../typings/api';
import { call, newOpId, refusalOf } from '../../service';
import type { Refusal } from '../../service';

interface Order {
  opId: string;
  orgIds: string[];
  reason: string;
}

/**
 * Closes organisations together. A call that did not get through them all, or whose answer was
 * lost, is sent again as it was: what is done already is known by its operation.
 */
export function useClosing() {
  const results = shallowRef(new Map<string, CloseResult>());
  const running = ref(false);
  const stopping = ref(false);
  const problem = shallowRef<Refusal | null>(null);
  /** The order under way, or interrupted before everything was known. */
  const order = shallowRef<Order | null>(null);
  const closed = computed(() => [...results.value.values()].filter(({ ok }) => ok).length);

  async function work(current: Order): Promise<void> {
    order.value = current;
    running.value = true;
    stopping.value = false;
    problem.value = null;
    try {
      let left = current.orgIds.length;
      while (left > 0 && !stopping.value) {
        const answer = await call(
          'organization.close',
          { orgIds: current.orgIds, reason: current.reason },
          { opId: current.opId },
        );
        results.value = new Map(answer.results.map((result) => [result.orgId, result]));
        left = answer.unfinished.length;
      }
      if (left === 0) order.value = null;
    } catch (error) {
      problem.value = refusalOf(error);
      const { code } = problem.value;
      // Known to be refused as a whole: nothing is under way.
      if (code !== 'NETWORK' && code !== 'UNKNOWN' && code !== 'BUSY') order.value = null;
    } finally {
      running.value = false;
    }
  }

  const start = (orgIds: string[], reason: string) => {
    results.value = new Map();
    return work({ opId: newOpId(), orgIds, reason });
  };
  const goOn = () => (order.value ? work(order.value) : Promise.resolve());

  function forget(): void {
    results.value = new Map();
    problem.value = null;
    order.value = null;
  }

  return { results, closed, running, stopping, problem, order, start, goOn, forget };
}
