import { onUnmounted, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { touring } from '../guided-tour/touring';

const SEEN = 'desk.tour';

/** The guided tour: begun in the menu of the person, or by an address with `tour`; this browser remembers that it was seen. */
export function useTour() {
  const route = useRoute();
  const router = useRouter();
  const seen = ref(localStorage.getItem(SEEN) !== null);

  function start(): void {
    touring.value = true;
  }

  function end(): void {
    touring.value = false;
    seen.value = true;
    localStorage.setItem(SEEN, '1');
  }

  watch(
    () => route.query.tour,
    (wanted) => {
      if (wanted === undefined) return;
      start();
      void router.replace({ query: { ...route.query, tour: undefined } });
    },
    { immediate: true },
  );
  onUnmounted(() => {
    touring.value = false;
  });

  return { on: touring, seen, start, end };
}
