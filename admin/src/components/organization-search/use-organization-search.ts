import { onUnmounted, ref, shallowRef, watch } from 'vue';
import type { OrganizationHit } from '../../../../typings/api';
import { call, refusalOf } from '../../service';
import type { Refusal } from '../../service';

const PAUSE = 250;
const MOST_HITS = 50;

/**
 * Finds organisations at and below `rootId` while a person types; only the answer to the newest words
 * counts.
 */
export function useOrganizationSearch(rootId: string) {
  const words = ref('');
  const hits = shallowRef<OrganizationHit[] | null>(null);
  const problem = shallowRef<Refusal | null>(null);
  const searching = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  async function search(q: string): Promise<void> {
    asked += 1;
    const mine = asked;
    searching.value = true;
    try {
      const { items } = await call('organization.search', { q, under: rootId, limit: MOST_HITS });
      if (mine !== asked) return;
      hits.value = items;
      problem.value = null;
    } catch (error) {
      if (mine === asked) problem.value = refusalOf(error);
    } finally {
      if (mine === asked) searching.value = false;
    }
  }

  watch(words, (text) => {
    clearTimeout(timer);
    const q = text.trim().slice(0, 40);
    if (q) {
      timer = setTimeout(() => void search(q), PAUSE);
      return;
    }
    asked += 1;
    hits.value = null;
    problem.value = null;
    searching.value = false;
  });
  onUnmounted(() => clearTimeout(timer));

  return { words, hits, problem, searching };
}
