import { computed, shallowRef, watch } from 'vue';
import type { SystemMetrics } from '../../../../typings/api';
import { useQuery } from '../../components/use-query';
import { call, refusalOf } from '../../service';
import type { Refusal } from '../../service';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The figures of one day, which is in the address; today without it. */
export function useSystem() {
  const query = useQuery();
  const day = computed(() => (DAY.test(query.text('day')) ? query.text('day') : ''));
  const metrics = shallowRef<SystemMetrics | null>(null);
  const problem = shallowRef<Refusal | null>(null);
  const loading = shallowRef(false);
  let asked = 0;

  async function read(): Promise<void> {
    asked += 1;
    const mine = asked;
    loading.value = true;
    problem.value = null;
    try {
      const found = await call('account.metrics', day.value ? { day: day.value } : {});
      if (mine === asked) metrics.value = found;
    } catch (error) {
      if (mine === asked) problem.value = refusalOf(error);
    } finally {
      if (mine === asked) loading.value = false;
    }
  }
  watch(day, () => void read(), { immediate: true });

  const choose = (chosen: string | null) => query.set({ day: chosen ?? '' });
  return { day, metrics, problem, loading, read, choose };
}
