import type { Interval, OrganizationType } from '../../../typings/api';
import type { Holding } from './holdings';
import { count, subtract, union } from './intervals';
import { MOST_LEVELS, type Place, placementProblem, placeUnder } from './organizations';
import { invalidField, Refusal } from './refusal';

/** Organisations that one transaction of a move takes along. */
export const MOST_DESCENDANTS = 200;
/** Holdings that it takes along, of all years together. */
export const MOST_HOLDINGS = 60;

/** A holding changed by what happens to organisations, which reaches closed years as well. */
const changedWithTree = (holding: Holding, parts: Partial<Holding>): Holding => ({
  ...holding,
  ...parts,
  rev: holding.rev + 1,
});

/** the holding of a closed organisation. Refuses while it has free numbers. */
export function retire(holding: Holding): Holding {
  const free = count(holding.free);
  if (free > 0) {
    throw new Refusal(
      'CONFLICT',
      `还有 ${holding.year} 年未使用的编号 ${free} 个，请先由上级组织回收，再撤销。`,
    );
  }
  return changedWithTree(holding, { retired: true });
}

/** the holding of the moved organisation under its new parent. */
export const rehome = (holding: Holding, parentId: string): Holding =>
  changedWithTree(holding, { parentId });

/** a holding above the moved organisation on the old side. */
export const carriedOff = (holding: Holding, moved: readonly Interval[]): Holding =>
  changedWithTree(holding, { held: subtract(holding.held, moved) });
/** a holding above the moved organisation on the new side. */
export const carriedIn = (holding: Holding, moved: readonly Interval[]): Holding =>
  changedWithTree(holding, { held: union(holding.held, moved) });

/**
 * Organisations above the moved one and below the lowest common ancestor, on the old and on the new side
 * . Paths run from the root; `from` ends with the moved one's parent, `to` with the new parent.
 */
export function chainsBetween(
  from: readonly string[],
  to: readonly string[],
): { leaving: string[]; entering: string[] } {
  let common = 0;
  while (common < from.length && from[common] === to[common]) common++;
  return { leaving: from.slice(common), entering: to.slice(common) };
}

interface Standing {
  _id: string;
  type: OrganizationType;
  path: readonly string[];
  parentId: string | null;
  committeeId: string | null;
}

/** Refuses a new parent that cannot be one, by level, type or because it lies below. `depth`: levels below. */
export function requirePlace(organization: Standing, parent: Standing, depth: number): void {
  if (parent.path.includes(organization._id)) {
    throw invalidField('parentId', '不能移到本组织或其下级组织之下，请选择其他上级。');
  }
  if (parent._id === organization.parentId) {
    throw invalidField('parentId', '已经在这个上级组织之下，请选择其他上级。');
  }
  const wrong = placementProblem(parent.type, organization.type);
  if (wrong) throw invalidField('parentId', `${wrong.problem}。${wrong.fix}。`);
  if (parent.path.length + 1 + depth > MOST_LEVELS) {
    throw invalidField('parentId', `组织最多${MOST_LEVELS}级，请选择较高一级的上级组织。`);
  }
}

/** New places of a moved organisation and everything below it, the organisation first. */
export function placesAfterMove<T extends Standing>(
  organization: T,
  below: readonly T[],
  parent: Standing,
): Array<{ organization: T; place: Place }> {
  const placed = new Map<string, Standing & Place>();
  const put = (child: T, under: Standing): { organization: T; place: Place } => {
    const place = placeUnder(under, { id: child._id, type: child.type });
    placed.set(child._id, { ...child, ...place });
    return { organization: child, place };
  };
  const ordered = [...below].sort((a, b) => a.path.length - b.path.length);
  return [
    put(organization, parent),
    ...ordered.flatMap((child) => {
      const under = placed.get(child.parentId ?? '');
      return under ? [put(child, under)] : [];
    }),
  ];
}
