import type { OrganizationNode, OrganizationStock } from '../../../../typings/api';
import type { TreeLevel, TreeRow } from '../../components/organization-tree/tree-state';

/** Whether what an organisation hands down is what its children hold, one by one. */
export type LevelVerdict =
  | 'SOUND'
  | 'UNSOUND'
  /** The level below was not read to its end. */
  | 'OPEN';

/** A line of 逐级核对: an organisation that holds numbers, or where more can be read. */
export type LevelLine =
  | {
      kind: 'holder';
      key: string;
      depth: number;
      expanded: boolean;
      node: OrganizationNode;
      stock: OrganizationStock;
      verdict: LevelVerdict;
    }
  | Exclude<TreeRow, { kind: 'node' }>;

/** Compares both sides of one level; `below` is the level as far as it was read. */
export function verdictOf(stock: OrganizationStock, below: TreeLevel | undefined): LevelVerdict {
  if (!below || below.loading || below.problem || below.next !== null)
    return stock.handedDown === 0 ? 'SOUND' : 'OPEN';
  const held = below.items.reduce((sum, child) => sum + (child.stock?.held ?? 0), 0);
  return held === stock.handedDown ? 'SOUND' : 'UNSOUND';
}

/** `200 = 99 + 1 + 0 + 0 + 100` */
export const equation = ({ held, free, used, voided, expired, handedDown }: OrganizationStock) =>
  `${held} = ${[free, used, voided, expired, handedDown].join(' + ')}`;

/** The lines of a tree with stock, without organisations that hold nothing; the top stays. */
export const levelLines = (
  rows: readonly TreeRow[],
  levelOf: (id: string) => TreeLevel | undefined,
): LevelLine[] =>
  rows.flatMap((row): LevelLine[] => {
    if (row.kind !== 'node') return [row];
    const { key, depth, expanded, node } = row;
    const { stock } = node;
    if (!stock || (stock.held === 0 && depth > 0)) return [];
    const verdict = verdictOf(stock, levelOf(node.id));
    return [{ kind: 'holder', key, depth, expanded, node, stock, verdict }];
  });
