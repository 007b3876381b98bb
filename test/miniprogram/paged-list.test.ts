import { describe, expect, it } from '@jest/globals';
import { pagedList } from '../../miniprogram/branch/paged-list';
import { Refusal } from '../../miniprogram/services/refusal';

const PAGES: Record<string, { items: string[]; next: string | null }> = {
  '': { items: ['a', 'b'], next: '2' },
  2: { items: ['c'], next: null },
};

/** A list whose reads are answered by `read`, and everything it was told to show. */
const listOf = (read: (cursor: string | null) => Promise<unknown>) => {
  const data: Record<string, unknown> = { state: 'loading' };
  const list = pagedList<string>(
    { setData: (changes) => void Object.assign(data, changes) },
    { read: read as never, rowOf: (item) => ({ item }) },
  );
  return { list, data };
};
const answering = () => listOf((cursor) => Promise.resolve(PAGES[cursor ?? '']));

describe('a list that is read page by page', () => {
  it('shows the first page, then adds the next ones row by row', async () => {
    const { list, data } = answering();
    expect(await list.load()).toBe(true);
    expect(data).toEqual({
      state: 'ready',
      rows: [{ item: 'a' }, { item: 'b' }],
      isEnd: false,
      problem: '',
    });
    await list.more();
    expect(data).toMatchObject({ 'rows[2]': { item: 'c' }, isEnd: true });
    expect(list.items).toEqual(['a', 'b', 'c']);
  });

  it('reads no page twice, and none after the last', async () => {
    const cursors: unknown[] = [];
    const { list } = listOf((cursor) => {
      cursors.push(cursor);
      return Promise.resolve(PAGES[cursor ?? '']);
    });
    await list.load();
    await Promise.all([list.more(), list.more()]);
    await list.more();
    expect(cursors).toEqual([null, '2']);
  });

  it('says that there is nothing, or why there can be nothing', async () => {
    const none = listOf(() => Promise.resolve({ items: [], next: null }));
    await none.list.load();
    expect(none.data.state).toBe('empty');
    const barred = listOf(() => Promise.resolve('你目前没有在任职务。'));
    expect(await barred.list.load()).toBe(false);
    expect(barred.data).toMatchObject({ state: 'failed', problem: '你目前没有在任职务。' });
  });

  it('keeps what is shown when it cannot be read anew, and tries the same page again', async () => {
    let fails = true;
    const { list, data } = listOf((cursor) =>
      fails
        ? Promise.reject(new Refusal('NETWORK', '网络不通，请稍后再试。'))
        : Promise.resolve(PAGES[cursor ?? '']),
    );
    expect(await list.load()).toBe(false);
    expect(data.state).toBe('failed');
    fails = false;
    await list.load();
    fails = true;
    await list.load();
    expect(data).toMatchObject({ state: 'ready', rows: [{ item: 'a' }, { item: 'b' }] });
    expect(data.problem).not.toBe('');
    await list.more();
    fails = false;
    await list.more();
    expect(list.items).toEqual(['a', 'b', 'c']);
    expect(data.problem).toBe('');
  });

  it('does not show a page of what is not asked for any more', async () => {
    const waiting: Array<() => void> = [];
    const { list, data } = listOf(
      (cursor) =>
        new Promise((resolve) => {
          waiting.push(() => resolve(PAGES[cursor ?? '']));
        }),
    );
    const first = list.load();
    waiting.shift()?.();
    await first;
    const more = list.more();
    list.clear();
    expect(data).toMatchObject({ rows: [], state: 'loading' });
    const again = list.load();
    waiting.shift()?.();
    await more;
    expect(data).not.toHaveProperty('rows[2]');
    waiting.shift()?.();
    await again;
    expect(list.items).toEqual(['a', 'b']);
  });
});
