import { z } from 'zod';

import type { OrganizationRef, RebalancePlan, RebalanceStep } from '../../../../typings/api';
import { type Move, narrowed, rebalance } from '../../domain/rebalance';
import { query } from '../action';
import { organizationInScope } from '../organization-lookup';
import { orgId, year } from './input';
import { rebalanceTree, type Tree } from './rebalance-tree';

/** One allocation goes to so many children. */
const MOST_ITEMS = 100;

/** Places that one plan serves: more could not be reviewed as one. */
const MOST_SERVED = 300;

/** Moves as the actions that carry them out: allocations of one grantor together. */
function stepsOf(moves: readonly Move[], ref: (id: string) => OrganizationRef): RebalanceStep[] {
  const steps: RebalanceStep[] = [];
  for (const { kind, from, to, count } of moves) {
    const last = steps.at(-1);
    if (kind === 'RECLAIM') {
      steps.push({ kind, from: ref(from), to: ref(to), count });
    } else if (
      last?.kind === 'ALLOCATE' &&
      last.from.id === from &&
      last.items.length < MOST_ITEMS
    ) {
      last.items.push({ to: ref(to), count });
      last.count += count;
    } else {
      steps.push({ kind, from: ref(from), items: [{ to: ref(to), count }], count });
    }
  }
  return steps;
}

function planOf({
  places: all,
  refs,
  partial,
}: Tree): Omit<RebalancePlan, 'organization' | 'year' | 'at'> {
  const ref = (id: string): OrganizationRef => refs.get(id)!;
  const { places, postponed } = narrowed(all, MOST_SERVED);
  const { moves, brought, given, unserved } = rebalance(places);
  return {
    steps: stepsOf(moves, ref),
    served: places
      .filter(({ free, need }) => need > free)
      .map((place) => ({
        organization: ref(place.orgId),
        waiting: place.need,
        free: place.free,
        brought: brought.get(place.orgId) ?? 0,
      })),
    given: places.flatMap((place) => {
      const count = given.get(place.orgId) ?? 0;
      return count > 0 ? [{ organization: ref(place.orgId), count }] : [];
    }),
    unserved,
    postponed,
    partial,
  };
}

/**
 * The legal chain of reclaims and allocations that brings idle numbers to where people wait,
 * for the face to run step by step; nothing is written. Everybody who waits counts as needing a number. About
 * three requests for a thousand organisations with numbers.
 */
export const rebalancePlan = query(
  'numbering.rebalancePlan',
  z.strictObject({ orgId, year }),
  async (context, input): Promise<RebalancePlan> => {
    const { database, runtime } = context;
    const top = await organizationInScope(context, 'numbering.rebalancePlan', input.orgId);
    const tree = await rebalanceTree(database, top, input.year);
    return {
      organization: tree.refs.get(top._id)!,
      year: input.year,
      at: runtime.now(),
      ...planOf(tree),
    };
  },
);
