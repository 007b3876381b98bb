import { computed, onMounted, onUnmounted, ref } from 'vue';
import type { ShallowRef } from 'vue';
import { scrollToRow, virtualWindow } from './virtual-window';

/** Draws only the lines of a long list that are in sight of its scrolling element. */
export function useVirtualRows<T>(
  element: Readonly<ShallowRef<HTMLElement | null>>,
  rows: () => readonly T[],
  rowHeight: number,
) {
  const scrollTop = ref(0);
  const viewHeight = ref(600);
  let observer: ResizeObserver | undefined;

  onMounted(() => {
    observer = new ResizeObserver(([entry]) => {
      if (entry) viewHeight.value = entry.contentRect.height;
    });
    if (element.value) observer.observe(element.value);
  });
  onUnmounted(() => observer?.disconnect());

  const drawn = computed(() => {
    const { first, end } = virtualWindow(
      rows().length,
      rowHeight,
      scrollTop.value,
      viewHeight.value,
    );
    return rows()
      .slice(first, end)
      .map((row, offset) => ({ row, index: first + offset }));
  });
  const before = computed(() => (drawn.value[0]?.index ?? 0) * rowHeight);
  const height = computed(() => rows().length * rowHeight);

  function onScroll(): void {
    scrollTop.value = element.value?.scrollTop ?? 0;
  }

  function show(index: number): void {
    const list = element.value;
    if (list) list.scrollTop = scrollToRow(index, rowHeight, list.scrollTop, list.clientHeight);
  }

  return { drawn, before, height, onScroll, show };
}
