import type { OrganizationNode } from '../../../../typings/api';

/** Children of one organisation as far as they were read. */
export interface TreeLevel {
  items: readonly OrganizationNode[];
  next: string | null;
  loading: boolean;
  /** Sentence of the server when the last read was refused. */
  problem: string | null;
}

export interface TreeState {
  root: OrganizationNode | null;
  /** By the id of the parent. */
  levels: ReadonlyMap<string, TreeLevel>;
  expanded: ReadonlySet<string>;
}

/** A line of the drawn tree; `depth` counts from 0. */
export type TreeRow =
  | {
      kind: 'node';
      key: string;
      node: OrganizationNode;
      depth: number;
      expanded: boolean;
      parentId: string | null;
      /** Place among the siblings read so far, from 1, and their count (-1 while more exist). */
      position: number;
      siblings: number;
    }
  | { kind: 'more' | 'loading'; key: string; depth: number; parentId: string }
  | { kind: 'problem'; key: string; depth: number; parentId: string; text: string };

export type NodeRow = Extract<TreeRow, { kind: 'node' }>;

/** The visible lines from top to bottom. Iterative: long trees must not exhaust the stack. */
export function flattenTree({ root, levels, expanded }: TreeState): TreeRow[] {
  if (!root) return [];
  const rows: TreeRow[] = [];
  const pending: TreeRow[] = [
    {
      kind: 'node',
      key: root.id,
      node: root,
      depth: 0,
      expanded: expanded.has(root.id),
      parentId: null,
      position: 1,
      siblings: 1,
    },
  ];
  for (let row = pending.pop(); row; row = pending.pop()) {
    rows.push(row);
    if (row.kind !== 'node' || !row.expanded) continue;
    const level = levels.get(row.node.id);
    const below = level ? levelRows(row.node.id, level, row.depth + 1, expanded) : [];
    for (let index = below.length - 1; index >= 0; index -= 1) pending.push(below[index]!);
  }
  return rows;
}

function levelRows(
  parentId: string,
  level: TreeLevel,
  depth: number,
  expanded: ReadonlySet<string>,
): TreeRow[] {
  const siblings = level.next === null ? level.items.length : -1;
  const rows: TreeRow[] = level.items.map((node, index) => ({
    kind: 'node',
    key: node.id,
    node,
    depth,
    expanded: expanded.has(node.id),
    parentId,
    position: index + 1,
    siblings,
  }));
  const key = `${parentId}+`;
  if (level.problem) rows.push({ kind: 'problem', key, depth, parentId, text: level.problem });
  else if (level.loading) rows.push({ kind: 'loading', key, depth, parentId });
  else if (level.next !== null) rows.push({ kind: 'more', key, depth, parentId });
  return rows;
}

export type TreeKey =
  'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End' | 'PageUp' | 'PageDown';

/** Lines passed by PageUp and PageDown. */
const PAGE_OF_ROWS = 10;

/** What a key does in the tree (the usual tree pattern): move to another line, open or close one. */
export type TreeMove =
  { kind: 'focus'; index: number } | { kind: 'expand' | 'collapse'; id: string } | { kind: 'none' };

/** The effect of a key with line `index` current. */
export function treeMove(rows: readonly TreeRow[], index: number, key: TreeKey): TreeMove {
  const row = rows[index];
  const focus = (to: number): TreeMove =>
    to >= 0 && to < rows.length && to !== index ? { kind: 'focus', index: to } : { kind: 'none' };
  switch (key) {
    case 'Home':
      return focus(0);
    case 'End':
      return focus(rows.length - 1);
    case 'PageUp':
      return focus(Math.max(0, index - PAGE_OF_ROWS));
    case 'PageDown':
      return focus(Math.min(rows.length - 1, index + PAGE_OF_ROWS));
    case 'ArrowUp':
      return focus(index - 1);
    case 'ArrowDown':
      return focus(index + 1);
    case 'ArrowRight':
      if (row?.kind !== 'node' || !row.node.hasChildren) return { kind: 'none' };
      return row.expanded ? focus(index + 1) : { kind: 'expand', id: row.node.id };
    case 'ArrowLeft':
      if (row?.kind === 'node' && row.expanded) return { kind: 'collapse', id: row.node.id };
      return focus(row ? parentIndex(rows, index, row.depth) : -1);
  }
}

function parentIndex(rows: readonly TreeRow[], index: number, depth: number): number {
  for (let above = index - 1; above >= 0; above -= 1) if (rows[above]!.depth < depth) return above;
  return -1;
}

/** The next line below (and around) whose name begins with what was typed; -1 when there is none. */
export function typedRow(rows: readonly TreeRow[], index: number, typed: string): number {
  const wanted = typed.toLowerCase();
  for (let step = 0; step < rows.length; step += 1) {
    // While a word grows the line stays, with the first letter it moves on.
    const at = (index + step + (typed.length === 1 ? 1 : 0)) % rows.length;
    const row = rows[at]!;
    if (row.kind !== 'node') continue;
    const { name, shortName, code } = row.node;
    if ([name, shortName, code].some((word) => word.toLowerCase().startsWith(wanted))) return at;
  }
  return -1;
}
