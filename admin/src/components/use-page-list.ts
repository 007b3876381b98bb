import { ref, shallowRef } from 'vue';
import type { Page } from '../../../typings/api';
import { refusalOf } from '../service';
import type { Refusal } from '../service';

/**
 * A list read page by page. `read` gets the cursor (undefined for the first page); an answer that
 * was overtaken by a newer `restart` is dropped.
 */
export function usePageList<T, P extends Page<T> = Page<T>>(read: (cursor?: string) => Promise<P>) {
  const items = shallowRef<T[]>([]);
  const next = ref<string | null>(null);
  const loading = ref(false);
  /** Nothing was read yet since the last change of the question. */
  const fresh = ref(true);
  const problem = shallowRef<Refusal | null>(null);
  const lastPage = shallowRef<P | null>(null);
  let asked = 0;

  async function ask(cursor: string | undefined, kept: T[]): Promise<void> {
    asked += 1;
    const mine = asked;
    loading.value = true;
    problem.value = null;
    try {
      const page = await read(cursor);
      if (mine !== asked) return;
      items.value = [...kept, ...page.items];
      next.value = page.next;
      lastPage.value = page;
      fresh.value = false;
    } catch (error) {
      if (mine === asked) problem.value = refusalOf(error);
    } finally {
      if (mine === asked) loading.value = false;
    }
  }

  async function restart(): Promise<void> {
    fresh.value = true;
    items.value = [];
    next.value = null;
    await ask(undefined, []);
  }

  async function more(): Promise<void> {
    if (next.value !== null) await ask(next.value, items.value);
  }

  /** Reads on until `most` lines are there, or all of them; false when a page was refused. */
  async function readUpTo(most: number): Promise<boolean> {
    while (next.value !== null && items.value.length < most) {
      await more();
      if (problem.value) return false;
    }
    return true;
  }

  return { items, next, loading, fresh, problem, lastPage, restart, more, readUpTo };
}

export type PageList<T> = ReturnType<typeof usePageList<T>>;
