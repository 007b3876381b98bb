import {
  assignReplacement,
  release,
  replacementIn,
} from '../../../cloudfunctions/core/domain/correction';
import { poolFor } from '../../../cloudfunctions/core/domain/assignment';
import {
  carriedIn,
  carriedOff,
  chainsBetween,
  rehome,
} from '../../../cloudfunctions/core/domain/organization-changes';
import { closeHolding } from '../../../cloudfunctions/core/domain/year';
import type { World } from './world';

const single = (number: number) => [{ start: number, end: number }];

/** Corrections, moves and closings on the product's side of the world (domain.md §6.2, R-63, R-70). */

/** takes a number back that is assigned from `holder`. */
export function releaseNumber(world: World, holder: string, number: number, toVoid: boolean): void {
  const after = release(world.holding(holder), number, toVoid ? 'VOID' : 'RETURN_TO_POOL');
  world.save(toVoid ? 'CORRECTION_VOID' : 'CORRECTION_RELEASE', after, single(number));
}

/** the number that replaces another one, drawn before the release; null when the pool has none. */
export function replaceNumber(world: World, branch: string, committee: string): number | null {
  const from = poolFor(world.holding(branch));
  const pool = world.holding(from === 'BRANCH' ? branch : committee);
  const number = replacementIn(pool);
  if (number === null) return null;
  world.save('CORRECTION_REASSIGN', assignReplacement(pool, number), single(number));
  return number;
}

/** one holding of the sweep. */
export function closeYearOf(world: World, org: string): void {
  const { free } = world.holding(org);
  world.save('YEAR_CLOSE', closeHolding(world.holding(org)), free);
}

/** the organisation with everything it holds under another parent. `path`: ids from the root to it. */
export function moveUnder(
  world: World,
  org: string,
  parent: string,
  path: (of: string) => string[],
): void {
  const { held, parentId } = world.holding(org);
  const { leaving, entering } = chainsBetween(path(parentId!), path(parent));
  world.save('MOVE', rehome(world.holding(org), parent), []);
  for (const above of leaving) {
    world.save('MOVE_OUT', carriedOff(world.holding(above), held), held, org);
  }
  for (const above of entering) {
    world.save('MOVE_IN', carriedIn(world.holding(above), held), held, org);
  }
}
