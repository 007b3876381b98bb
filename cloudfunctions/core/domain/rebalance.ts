/** An organisation as far as a plan needs it; the top of the tree has no parent in it. */
export interface Place {
  orgId: string;
  parentId: string | null;
  /** Numbers in its own hands. */
  free: number;
  /** People who wait and would be given a number out of them. */
  need: number;
}

/** `count` numbers from a direct child to its parent (RECLAIM), or the other way (ALLOCATE). */
export interface Move {
  kind: 'RECLAIM' | 'ALLOCATE';
  from: string;
  to: string;
  count: number;
}

export interface Rebalance {
  /** Reclaims from the bottom up, then allocations from the top down: each can be done when its turn comes. */
  moves: Move[];
  /** What pools with too few numbers get, and whose spare numbers it is, by organisation. */
  brought: Map<string, number>;
  given: Map<string, number>;
  /** People for whom there is no number. */
  unserved: number;
}

const lackOf = ({ need, free }: Place): number => Math.max(0, need - free);

/**
 * The same tree in which only the `most` places that lack most ask for numbers; the others keep what they
 * have. Gives also for how many people that leaves the asking to a later plan.
 */
export function narrowed(
  places: readonly Place[],
  most: number,
): { places: Place[]; postponed: number } {
  const later = places
    .filter((place) => lackOf(place) > 0)
    .sort((a, b) => lackOf(b) - lackOf(a))
    .slice(most);
  const ids = new Set(later.map(({ orgId }) => orgId));
  return {
    places: places.map((place) => (ids.has(place.orgId) ? { ...place, need: place.free } : place)),
    postponed: later.reduce((sum, place) => sum + lackOf(place), 0),
  };
}

/** What leaving somebody without a number costs: more than any way through the tree. */
const UNSERVED = 1_000_000;

/** A stretch of a convex cost: `length` numbers at `slope` moves each. */
interface Stretch {
  slope: number;
  length: number;
}

/** Stretches in the order of their slopes, those of one slope together. */
function ordered(stretches: readonly Stretch[]): Stretch[] {
  const lengths = new Map<number, number>();
  for (const { slope, length } of stretches) {
    if (length > 0) lengths.set(slope, (lengths.get(slope) ?? 0) + length);
  }
  return [...lengths]
    .map(([slope, length]) => ({ slope, length }))
    .sort((a, b) => a.slope - b.slope);
}

/**
 * A place with everything below it, as seen from above: what it costs inside that `n` numbers leave it (enter
 * it, when negative). The cost is convex; it begins at `least` and goes on in stretches.
 */
interface Subtree {
  place: Place;
  children: Subtree[];
  /** Everybody who needs a number is given one from above: the most that may enter, as a negative count. */
  least: number;
  /** Of the place itself: what it may give, and leave unserved. */
  own: Stretch[];
  /** On the way to the parent: one move for each number that crosses, in either direction. */
  stretches: Stretch[];
}

/** Adds the move across the edge above: what enters costs one less with each number that does not, what leaves one more. */
function withEdge(least: number, stretches: readonly Stretch[]): Stretch[] {
  let at = least;
  return stretches.flatMap(({ slope, length }) => {
    const entering = Math.min(length, Math.max(0, -at));
    at += length;
    return [
      { slope: slope - 1, length: entering },
      { slope: slope + 1, length: length - entering },
    ];
  });
}

function subtreeOf(place: Place, below: ReadonlyMap<string | null, readonly Place[]>): Subtree {
  const children = (below.get(place.orgId) ?? []).map((child) => subtreeOf(child, below));
  const spare = Math.max(0, place.free - place.need);
  const missing = lackOf(place);
  const own = [
    { slope: 0, length: spare },
    { slope: UNSERVED, length: missing },
  ];
  const least = children.reduce((sum, child) => sum + child.least, -missing);
  const inside = ordered([...own, ...children.flatMap(({ stretches }) => stretches)]);
  return { place, children, least, own, stretches: ordered(withEdge(least, inside)) };
}

/** Takes up to `wanted` out of stretches of one slope; gives how many that were. */
function take(stretches: readonly Stretch[], slope: number, wanted: number): number {
  const there = stretches.find((stretch) => stretch.slope === slope)?.length ?? 0;
  return Math.min(there, wanted);
}

/**
 * Where people wait without numbers and numbers lie idle: the fewest numbers moved, level by level (R-10,
 * R-20), that give everybody a number as far as the stock reaches. A place keeps what its own people need.
 * The cheapest flow in a tree, by the convex cost of every subtree: linear in the number of places.
 */
export function rebalance(places: readonly Place[]): Rebalance {
  const known = new Set(places.map(({ orgId }) => orgId));
  const below = new Map<string | null, Place[]>();
  for (const place of places) {
    const parent = place.parentId !== null && known.has(place.parentId) ? place.parentId : null;
    const siblings = below.get(parent);
    if (siblings) siblings.push(place);
    else below.set(parent, [place]);
  }
  const brought = new Map<string, number>();
  const given = new Map<string, number>();
  const reclaims: Move[] = [];
  const allocations: Move[] = [];
  let unserved = 0;

  /** Lets `leaving` numbers leave the subtree in the cheapest way. */
  const settle = ({ place, children, least, own }: Subtree, leaving: number): void => {
    const { orgId } = place;
    let left = leaving - least;
    let skipped = 0;
    const spent = new Map<Subtree, number>();
    const inside = ordered([...own, ...children.flatMap(({ stretches }) => stretches)]);
    for (const { slope } of inside) {
      const fromOwn = take(own, slope, left);
      left -= fromOwn;
      if (slope === 0 && fromOwn > 0) given.set(orgId, fromOwn);
      if (slope === UNSERVED) skipped = fromOwn;
      for (const child of children) {
        const fromChild = take(child.stretches, slope, left);
        left -= fromChild;
        spent.set(child, (spent.get(child) ?? 0) + fromChild);
      }
    }
    unserved += skipped;
    const arriving = lackOf(place) - skipped;
    if (arriving > 0) brought.set(orgId, arriving);
    const flows = children.map((child) => ({
      child,
      up: child.least + (spent.get(child) ?? 0),
    }));
    for (const { child, up } of flows) {
      const to = child.place.orgId;
      if (up < 0) allocations.push({ kind: 'ALLOCATE', from: orgId, to, count: -up });
    }
    for (const { child, up } of flows) settle(child, up);
    for (const { child, up } of flows) {
      const from = child.place.orgId;
      if (up > 0) reclaims.push({ kind: 'RECLAIM', from, to: orgId, count: up });
    }
  };
  for (const top of below.get(null) ?? []) settle(subtreeOf(top, below), 0);
  return { moves: [...reclaims, ...allocations], brought, given, unserved };
}
