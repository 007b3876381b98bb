import type { OrganizationNode } from '../../../../typings/api';
import type { NodeRow, TreeRow } from '../../components/organization-tree/tree-state';

/** The most organisations that are closed together. */
export const MOST_CLOSED = 100;

/** Only lines of organisations in use below the root can be ticked. */
export function mayTick(row: TreeRow): row is NodeRow {
  return row.kind === 'node' && row.depth > 0 && row.node.status === 'ACTIVE';
}

/** The line itself and the lines below it that are shown and can be ticked. */
export function withBelow(rows: readonly TreeRow[], row: NodeRow): NodeRow[] {
  const from = rows.findIndex(({ key }) => key === row.key);
  const after = rows.slice(from + 1);
  const end = after.findIndex(({ depth }) => depth <= row.depth);
  const below = end === -1 ? after : after.slice(0, end);
  return [row, ...below].filter(mayTick);
}

/** What will stand in the way, as far as this year's figures tell; empty when nothing is known to. */
export function obstacle({ stock }: OrganizationNode): string {
  if (stock && stock.waiting > 0) return `${stock.waiting} 人的报到没办完`;
  return stock && stock.free > 0 ? `还有未使用编号 ${stock.free} 个` : '';
}
