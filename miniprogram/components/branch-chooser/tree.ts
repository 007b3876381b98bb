import type { OrganizationNode } from '../../../typings/api';

/** Who reviews first in a branch, for rows and for the branch that was tapped. */
export const secretaryWords = (secretary: string | null): string =>
  secretary ? `团支书 ${secretary}` : '暂无团支书，由上级团组织代审';

/** A visible row of the tree, at its level below the root. */
export interface TreeRow {
  id: string;
  name: string;
  /** Of branches: who reviews there. */
  note: string;
  level: number;
  isBranch: boolean;
  state: 'closed' | 'loading' | 'open';
  /** Of a row 更多: the parent and where its next page begins. */
  more: { parentId: string; cursor: string } | null;
}

const LEVELS_INDENTED = 5;

/** Children as rows below their parent; closed organisations take no new members. */
export function rowsOf(
  nodes: readonly OrganizationNode[],
  parent: { id: string; level: number } | null,
  next: string | null,
): TreeRow[] {
  const level = parent ? Math.min(parent.level + 1, LEVELS_INDENTED) : 0;
  const rows = nodes
    .filter(
      ({ status, type, hasChildren }) => status === 'ACTIVE' && (type === 'BRANCH' || hasChildren),
    )
    .map(({ id, name, type, secretary }): TreeRow => ({
      id,
      name,
      note: type === 'BRANCH' && secretary !== undefined ? secretaryWords(secretary) : '',
      level,
      isBranch: type === 'BRANCH',
      state: 'closed',
      more: null,
    }));
  if (next !== null && parent) {
    rows.push({
      id: `${parent.id}/${next}`,
      name: '显示更多',
      note: '',
      level,
      isBranch: false,
      state: 'closed',
      more: { parentId: parent.id, cursor: next },
    });
  }
  return rows;
}

/** The rows with `children` right below the row `id`, which is open now. */
export function opened(rows: readonly TreeRow[], id: string, children: TreeRow[]): TreeRow[] {
  const at = rows.findIndex((row) => row.id === id);
  const parent = rows[at];
  if (!parent) return [...rows];
  return [...rows.slice(0, at), { ...parent, state: 'open' }, ...children, ...rows.slice(at + 1)];
}

/** The rows with everything below the row `id` gone. */
export function closed(rows: readonly TreeRow[], id: string): TreeRow[] {
  const at = rows.findIndex((row) => row.id === id);
  const parent = rows[at];
  if (!parent) return [...rows];
  const end = rows.findIndex((row, index) => index > at && row.level <= parent.level);
  return [
    ...rows.slice(0, at),
    { ...parent, state: 'closed' },
    ...(end < 0 ? [] : rows.slice(end)),
  ];
}

/** The rows with the row 更多 replaced by what it stood for. */
export function extended(rows: readonly TreeRow[], id: string, children: TreeRow[]): TreeRow[] {
  const at = rows.findIndex((row) => row.id === id);
  return at < 0 ? [...rows] : [...rows.slice(0, at), ...children, ...rows.slice(at + 1)];
}
