import { shallowRef, watch } from 'vue';
import type { OrganizationRef, Overview, Trace } from '../../../../typings/api';
import { call, refusalOf } from '../../service';
import type { Refusal } from '../../service';

/** How an organisation of the chain sees its numbers; null where the caller may not look. */
export interface NumberPlace {
  organization: OrganizationRef;
  overview: Overview | null;
}

/** The life of one number: where it is, how it came there, and its place at every level. */
export function useNumberLife(number: () => string) {
  const trace = shallowRef<Trace | null>(null);
  const places = shallowRef<NumberPlace[]>([]);
  const problem = shallowRef<Refusal | null>(null);
  const loading = shallowRef(false);
  let asked = 0;

  async function read(): Promise<void> {
    asked += 1;
    const mine = asked;
    trace.value = null;
    places.value = [];
    problem.value = null;
    loading.value = number() !== '';
    if (!number()) return;
    try {
      const found = await call('numbering.trace', { number: number() });
      if (mine !== asked) return;
      trace.value = found;
      loading.value = false;
      const year = Number(found.number.slice(0, 4));
      const seen = await Promise.all(
        found.holders.map(async (organization) => ({
          organization,
          overview: await call('numbering.overview', { orgId: organization.id, year }).catch(
            () => null,
          ),
        })),
      );
      if (mine === asked) places.value = seen;
    } catch (error) {
      if (mine !== asked) return;
      problem.value = refusalOf(error);
      loading.value = false;
    }
  }

  watch(number, read, { immediate: true });
  return { trace, places, problem, loading, read };
}
