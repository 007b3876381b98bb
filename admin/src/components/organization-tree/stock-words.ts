import type { OrganizationNode } from '../../../../typings/api';
import { isCommittee } from '../../format/words';

/**
 * What stands in place of the bar for an organisation without numbers: a branch is served by its
 * committee when that has some free. `ancestors` from the root down, as far as they are known.
 */
export function emptyStockWords(
  node: OrganizationNode,
  ancestors: readonly OrganizationNode[],
): string {
  if (node.type !== 'BRANCH') return '无编号';
  const committee = ancestors.findLast(({ type }) => isCommittee(type));
  return (committee?.stock?.free ?? 0) > 0 ? '用团委的' : '无编号';
}
