import { computed, ref, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import type { ReviewItem, ReviewList } from '../../../../typings/api';
import { foretell } from './foretell';

/** Whoever the pools are asked for at once. */
const MOST_ASKED = 100;

/**
 * The people ticked for a batch. What they would be given is asked for with the first tick, not with every
 * list: `ask` gives the first people of the list with their pools. `listKey` changes with the list's question.
 */
export function useSelection(
  items: Ref<ReviewItem[]>,
  listKey: () => string,
  ask: (limit: number) => Promise<ReviewList>,
) {
  const chosen = shallowRef(new Map<string, ReviewItem>());
  const pools = shallowRef<ReviewList['pools'] | null>(null);
  /** Findings of the server that stop an approval, known once the pools are. */
  const stops = shallowRef(new Map<string, number>());
  const asked = ref(false);

  const people = computed(() =>
    [...chosen.value.values()].map((item) => ({
      ...item,
      stops: stops.value.get(item.id) ?? item.stops,
    })),
  );
  const selectable = computed(() => items.value.filter(({ mayReview }) => mayReview));
  const all = computed(
    () => selectable.value.length > 0 && selectable.value.every(({ id }) => chosen.value.has(id)),
  );
  const told = computed(() => (pools.value ? foretell(people.value, pools.value) : null));

  async function learn(): Promise<void> {
    asked.value = true;
    try {
      const page = await ask(Math.min(MOST_ASKED, Math.max(20, items.value.length)));
      stops.value = new Map(page.items.map((item) => [item.id, item.stops]));
      pools.value = page.pools ?? [];
    } catch {
      // The batch tells for every person; only the foretelling is missing. The next tick asks again.
      asked.value = false;
    }
  }

  function choose(given: readonly ReviewItem[]): void {
    chosen.value = new Map(given.map((item) => [item.id, item]));
    if (given.length > 0 && !asked.value) void learn();
  }

  const toggle = (item: ReviewItem): void =>
    choose(
      chosen.value.has(item.id)
        ? [...chosen.value.values()].filter(({ id }) => id !== item.id)
        : [...chosen.value.values(), item],
    );
  const toggleAll = (): void => choose(all.value ? [] : selectable.value);
  const chooseSound = (): void =>
    choose(
      selectable.value.filter(
        ({ attention, id }) => attention === 0 && (stops.value.get(id) ?? 0) === 0,
      ),
    );

  function clear(): void {
    chosen.value = new Map();
    pools.value = null;
    stops.value = new Map();
    asked.value = false;
  }
  watch(listKey, clear);
  // Whoever was passed or returned meanwhile has left the list.
  watch(items, (now) => {
    const here = new Set(now.map(({ id }) => id));
    const left = [...chosen.value.values()].filter(({ id }) => here.has(id));
    if (left.length < chosen.value.size) choose(left);
  });

  return { chosen, people, stops, told, all, selectable, toggle, toggleAll, chooseSound, clear };
}
