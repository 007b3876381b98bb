import { computed, shallowRef } from 'vue';
import type { OrganizationNode, OrganizationRef, OrganizationStock } from '../../../../typings/api';
import type { CallAction } from '../../service/client';
import { refusalOf } from '../../service/refusal';
import { stockIn } from './stock-in';
import { flattenTree } from './tree-state';
import type { TreeLevel, TreeState } from './tree-state';

const PAGE = 200;
/** A click this soon after the page opened a level by itself was aimed at a closed one; ms. */
const AIMED = 500;

export type OrganizationTree = ReturnType<typeof createOrganizationTree>;

/**
 * The organisation tree below one root, read level by level. With a year, nodes carry their stock.
 * State is replaced, never changed in place: a level can hold thousands of nodes.
 */
export function createOrganizationTree(
  call: CallAction,
  options: { rootId: string; year: () => number | undefined },
) {
  const state = shallowRef<TreeState>({ root: null, levels: new Map(), expanded: new Set() });
  const problem = shallowRef<ReturnType<typeof refusalOf> | null>(null);
  const rows = computed(() => flattenTree(state.value));
  const nodes = computed(() => {
    const found = new Map<string, OrganizationNode>();
    if (state.value.root) found.set(state.value.root.id, state.value.root);
    for (const { items } of state.value.levels.values())
      for (const node of items) found.set(node.id, node);
    return found;
  });
  /** Outdated answers (another year, a newer read of the level) are dropped. */
  const reads = new Map<string, number>();

  function setLevel(id: string, level: TreeLevel): void {
    const levels = new Map(state.value.levels);
    levels.set(id, level);
    state.value = { ...state.value, levels };
  }

  async function readRoot(): Promise<void> {
    problem.value = null;
    try {
      const { rootId } = options;
      const year = options.year();
      // All at once: what is seen first after signing in.
      const [detail, figures] = await Promise.all([
        call('organization.get', { id: rootId }),
        year === undefined ? undefined : call('numbering.overview', { orgId: rootId, year }),
        load(rootId),
      ]);
      const stock = figures && stockIn(figures);
      const { id, name, type, shortName, code, status, hasChildren } = detail;
      const root = { id, name, type, shortName, code, status, hasChildren, stock };
      state.value = { ...state.value, root };
      if (hasChildren) await expand(id);
    } catch (error) {
      problem.value = refusalOf(error);
    }
  }

  /** Reads on in a level until there is enough of it or it ends; `shown` is what is seen meanwhile. */
  async function readLevel(
    id: string,
    kept: Pick<TreeLevel, 'items' | 'next'>,
    enough: (items: readonly OrganizationNode[]) => boolean,
    shown: TreeLevel = { ...kept, loading: true, problem: null },
  ): Promise<void> {
    const read = (reads.get(id) ?? 0) + 1;
    reads.set(id, read);
    let { items, next } = kept;
    setLevel(id, shown);
    try {
      do {
        const page = await call('organization.children', {
          parentId: id,
          cursor: next ?? undefined,
          limit: PAGE,
          year: options.year(),
        });
        if (reads.get(id) !== read) return;
        items = [...items, ...page.items];
        next = page.next;
      } while (next !== null && !enough(items));
      setLevel(id, { items, next, loading: false, problem: null });
    } catch (error) {
      if (reads.get(id) === read)
        setLevel(id, { items, next, loading: false, problem: refusalOf(error).sentence });
    }
  }

  const once = () => true;
  const nothing = { items: [], next: null };

  /** Reads the first page of a level when it is not there yet. */
  async function load(id: string): Promise<void> {
    if (!state.value.levels.has(id)) await readLevel(id, nothing, once);
  }

  async function expand(id: string): Promise<void> {
    state.value = { ...state.value, expanded: new Set(state.value.expanded).add(id) };
    await load(id);
  }

  function collapse(id: string): void {
    const expanded = new Set(state.value.expanded);
    expanded.delete(id);
    state.value = { ...state.value, expanded };
  }

  const openedAt = new Map<string, number>();

  /** Opens a level as the page does by itself: nobody pressed its twist. */
  async function open(id: string): Promise<void> {
    if (!state.value.expanded.has(id)) openedAt.set(id, Date.now());
    await expand(id);
  }

  /** The twist was pressed. What opened by itself that very moment stays open: so it was meant. */
  function toggle(id: string): void {
    if (!state.value.expanded.has(id)) void expand(id);
    else if (Date.now() - (openedAt.get(id) ?? 0) > AIMED) collapse(id);
  }

  /** The next page of a level, or the same page again after a refusal. */
  async function loadMore(id: string): Promise<void> {
    await readLevel(id, state.value.levels.get(id) ?? nothing, once);
  }

  /**
   * Reads a level again as far as it was read, so that figures are fresh after a movement. The old lines
   * stay until the new ones are there.
   */
  async function reload(id: string): Promise<void> {
    const level = state.value.levels.get(id);
    if (!level) return;
    const count = level.items.length;
    const shown = { ...level, loading: count === 0 || level.next !== null, problem: null };
    await readLevel(id, nothing, (items) => items.length >= count, shown);
  }

  /** Opens the tree along `path` (root first) until `id` is among the nodes. */
  async function reveal(path: readonly OrganizationRef[], id: string): Promise<void> {
    const from = path.findIndex((organization) => organization.id === options.rootId);
    // Organisations outside the own subtree can be found but not shown in the tree.
    if (from === -1) return;
    const chain = [...path.slice(from).map((organization) => organization.id), id];
    for (const [index, parent] of chain.slice(0, -1).entries()) {
      const child = chain[index + 1]!;
      await open(parent);
      const level = state.value.levels.get(parent);
      if (level && level.next !== null && !level.items.some((node) => node.id === child))
        await readLevel(parent, level, (items) => items.some((node) => node.id === child));
    }
  }

  /** Shows figures that were read elsewhere, such as in the overview of the chosen organisation. */
  function setStock(id: string, stock: OrganizationStock): void {
    const patch = (node: OrganizationNode) => (node.id === id ? { ...node, stock } : node);
    const { root } = state.value;
    const levels = new Map(state.value.levels);
    for (const [parent, level] of levels) {
      if (level.items.some((node) => node.id === id))
        levels.set(parent, { ...level, items: level.items.map(patch) });
    }
    state.value = { ...state.value, root: root && patch(root), levels };
  }

  /** Forgets all figures (another year) but keeps what is open. */
  async function reset(): Promise<void> {
    const { expanded } = state.value;
    const opened = [...expanded];
    for (const id of reads.keys()) reads.set(id, reads.get(id)! + 1);
    state.value = { ...state.value, levels: new Map(), expanded: new Set() };
    await readRoot();
    for (const id of opened) if (nodes.value.has(id)) await expand(id);
  }

  return {
    rows,
    nodes,
    levelOf: (id: string) => state.value.levels.get(id),
    problem,
    readRoot,
    load,
    loadMore,
    expand,
    open,
    collapse,
    toggle,
    reload,
    reveal,
    setStock,
    reset,
  };
}
