import { ref } from 'vue';

/** What is used of a keyboard event; others have no key. */
interface KeyPress {
  key?: string;
  isComposing?: boolean;
  preventDefault(): void;
}

/**
 * The keyboard of a field with hits below it: arrow keys move, Enter chooses, Escape closes. Keys that
 * belong to an input method are left to it.
 */
export function useHitList<T>(hits: () => readonly T[], choose: (hit: T) => void) {
  const open = ref(false);
  /** Position of the hit that Enter chooses. */
  const active = ref(0);

  function take(hit: T): void {
    open.value = false;
    choose(hit);
  }

  function onKey(event: KeyPress): void {
    if (event.isComposing) return;
    const count = hits().length;
    if (event.key === 'Escape') {
      open.value = false;
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (open.value && count > 0) active.value = (active.value + step + count) % count;
      open.value = true;
    } else if (event.key === 'Enter' && open.value) {
      event.preventDefault();
      const hit = hits()[active.value];
      if (hit) take(hit);
    }
  }

  function onInput(): void {
    open.value = true;
    active.value = 0;
  }

  return { open, active, take, onKey, onInput };
}
