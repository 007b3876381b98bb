import type { Page } from '../../typings/api';
import { refusalOf } from '../services/refusal';

export type ListState = 'loading' | 'failed' | 'empty' | 'ready';

/** The page of the app: its `rows`, `isEnd`, `state` and `problem` are set. */
interface Shown {
  setData(changes: Record<string, unknown>): void;
}

interface Source<Item> {
  /** A page of the list, from the beginning without a cursor; a sentence when there can be none. Throws Refusal. */
  read(cursor: string | null): Promise<Page<Item> | string>;
  rowOf(item: Item): object;
}

/** A list that is read page by page. What comes after the list was asked for anew is not shown. */
export interface PagedList<Item> {
  /** What is shown, in the order of the rows. */
  items: Item[];
  /** Reads it anew; whether it could be. A list that was shown before stays when it cannot. */
  load(): Promise<boolean>;
  /** Reads the next page, if there is one. */
  more(): Promise<void>;
  /** Takes everything away before something else is read. */
  clear(): void;
}

export function pagedList<Item>(shown: Shown, { read, rowOf }: Source<Item>): PagedList<Item> {
  let next: string | null = null;
  let reading = 0;

  const list: PagedList<Item> = {
    items: [],

    async load() {
      reading += 1;
      const mine = reading;
      try {
        const page = await read(null);
        if (mine !== reading) return false;
        if (typeof page === 'string') {
          shown.setData({ state: 'failed', problem: page });
          return false;
        }
        list.items = page.items;
        next = page.next;
        shown.setData({
          rows: page.items.map(rowOf),
          isEnd: next === null,
          state: page.items.length > 0 ? 'ready' : 'empty',
          problem: '',
        });
        return true;
      } catch (error) {
        const problem = refusalOf(error).message;
        if (mine !== reading) return false;
        shown.setData(list.items.length > 0 ? { problem } : { state: 'failed', problem });
        return false;
      }
    },

    async more() {
      const cursor = next;
      if (cursor === null) return;
      const mine = reading;
      next = null;
      try {
        const page = await read(cursor);
        if (mine !== reading || typeof page === 'string') return;
        const changes: Record<string, unknown> = { isEnd: page.next === null, problem: '' };
        page.items.forEach((item, at) => {
          changes[`rows[${list.items.length + at}]`] = rowOf(item);
        });
        next = page.next;
        list.items = list.items.concat(page.items);
        shown.setData(changes);
      } catch (error) {
        const problem = refusalOf(error).message;
        if (mine !== reading) return;
        next = cursor;
        shown.setData({ problem });
      }
    },

    clear() {
      list.items = [];
      next = null;
      shown.setData({ rows: [], isEnd: true, state: 'loading', problem: '' });
    },
  };
  return list;
}
