/** Chooses the index, and the ranges of it, that a query reads. */
import { conjunction, fieldIntervals, type Conjunction, type Interval } from './bounds';
import type { Range } from './engine';
import { inverted, successor } from './keys';
import type { SortSpec } from './paths';
import { prefixOf, type Collection, type Index } from './schema';
import type { Plain } from './values';

/** Ranges of one index (`null`: of the documents' own keys), read one after the other. */
export interface Stream {
  index: Index | null;
  ranges: Range[];
  reverse: boolean;
}

export interface Plan {
  streams: Stream[];
  /** Whether each stream comes in the order of the sort, so that nothing need be sorted. */
  sorted: boolean;
  /** Whether the query narrows what is read, and not only the order is served. */
  bounded: boolean;
  score: number;
}

/** More combinations of values than this are not read as streams of their own. */
const COMBINATIONS = 200;

/** Whether a range of an index (`null`: of the documents' own keys) holds more keys than `most`. */
export type Exceeds = (index: Index | null, range: Range, most: number) => boolean;

/** Where counting begins, and beyond what all ranges are equally long. */
const FEW = 256;
const MANY = 100_000;

interface Keyed {
  index: Index | null;
  prefix: Buffer;
  keys: Index['keys'];
  multikey: readonly number[];
}

const primary = (collection: Collection): Keyed => ({
  index: null,
  prefix: prefixOf(collection.id),
  keys: [['_id', 1]],
  multikey: [],
});

const secondary = (index: Index): Keyed => ({
  index,
  prefix: prefixOf(index.id),
  keys: index.keys,
  multikey: index.multikey,
});

interface Bounds {
  /** One key beginning per combination of values of the leading fields. */
  prefixes: Buffer[];
  /** How many leading fields have values, and how many of those just one. */
  points: number;
  constants: ReadonlySet<string>;
  /** Intervals of the field behind them, in the direction of the index. */
  rest: Interval[] | null;
}

function directed(interval: Interval, direction: 1 | -1): Interval {
  if (direction === 1) return interval;
  if (interval.point) {
    const from = inverted(interval.from);
    return { from, to: successor(from), point: true };
  }
  return {
    from: successor(inverted(interval.to)),
    to: successor(inverted(interval.from)),
    point: false,
  };
}

function boundsOf({ prefix, keys, multikey }: Keyed, query: Conjunction): Bounds {
  const constants = new Set<string>();
  let prefixes = [prefix];
  let points = 0;
  for (const [position, [field, direction]] of keys.entries()) {
    const arrays = multikey.includes(position);
    const intervals = fieldIntervals(query, field, arrays)?.map((interval) =>
      directed(interval, direction),
    );
    if (!intervals) break;
    const isLast = position === keys.length - 1;
    const many = prefixes.length * intervals.length > COMBINATIONS && !isLast;
    if (many || !intervals.every((interval) => interval.point))
      return { prefixes, points, constants, rest: intervals };
    prefixes = prefixes.flatMap((start) =>
      intervals.map(({ from }) => Buffer.concat([start, from])),
    );
    points++;
    if (intervals.length === 1 && !arrays) constants.add(field);
  }
  return { prefixes, points, constants, rest: null };
}

/**
 * Whether reading an index gives the order of a sort, and in which direction; fields that hold one
 * value only do not matter, neither in the index nor in the sort.
 */
function servedDirection(
  { keys, multikey }: Keyed,
  sort: SortSpec,
  constants: ReadonlySet<string>,
  fixed: number,
): 1 | -1 | null {
  const wanted = sort.filter(([field]) => !constants.has(field));
  let direction: 1 | -1 | null = null;
  let position = 0;
  for (const [field, order] of wanted) {
    while (
      position < keys.length &&
      keys[position]![0] !== field &&
      (position < fixed || constants.has(keys[position]![0]))
    )
      position++;
    const key = keys[position];
    if (!key || key[0] !== field || multikey.includes(position)) return null;
    const needed = key[1] === order ? 1 : -1;
    if (direction !== null && direction !== needed) return null;
    direction = needed;
    position++;
  }
  return direction ?? 1;
}

function rangesFrom(prefix: Buffer, rest: Interval[] | null): Range[] {
  if (!rest) return [{ from: prefix, to: successor(prefix) }];
  return rest.map(({ from, to }) => ({
    from: Buffer.concat([prefix, from]),
    to: Buffer.concat([prefix, to]),
  }));
}

const byStart = (a: Range, b: Range): number => Buffer.compare(a.from, b.from);

function planFor(keyed: Keyed, query: Conjunction, sort: SortSpec): Plan {
  const bounds = boundsOf(keyed, query);
  const bounded = bounds.points > 0 || bounds.rest !== null;
  const unique = keyed.index === null || keyed.index.unique;
  const exact = unique && bounds.points === keyed.keys.length;
  const score = bounds.points * 2 + (bounds.rest ? 1 : 0) + (exact ? 10 : 0);
  const groups = bounds.prefixes.map((prefix) => rangesFrom(prefix, bounds.rest).sort(byStart));
  const whole = servedDirection(keyed, sort, bounds.constants, 0);
  if (whole !== null) {
    const ranges = groups.flat().sort(byStart);
    const streams = [{ index: keyed.index, ranges, reverse: whole === -1 }];
    return { streams, sorted: true, bounded, score: score + (sort.length > 0 ? 1.5 : 0) };
  }
  const each =
    groups.length <= COMBINATIONS
      ? servedDirection(keyed, sort, bounds.constants, bounds.points)
      : null;
  if (each !== null) {
    const streams = groups.map((ranges) => ({
      index: keyed.index,
      ranges,
      reverse: each === -1,
    }));
    return { streams, sorted: true, bounded, score: score + 1.5 };
  }
  const ranges = groups.flat().sort(byStart);
  return {
    streams: [{ index: keyed.index, ranges, reverse: false }],
    sorted: false,
    bounded,
    score,
  };
}

/** The query once for each value of an `$all`: any one of them may be the one that is looked up. */
function variants(query: Conjunction): Conjunction[] {
  const at = query.conditions.findIndex(
    ([, operator, operand]) => operator === '$all' && (operand as unknown[]).length > 1,
  );
  const condition = query.conditions[at];
  if (!condition) return [query];
  return (condition[2] as unknown[]).map((value) => {
    const [path, operator] = condition;
    return { ...query, conditions: query.conditions.with(at, [path, operator, [value]]) };
  });
}

/** The plan with the fewest keys, as MongoDB finds it by trying: counted in steps, no further than needed. */
function shortest(plans: readonly Plan[], exceeds: Exceeds): Plan {
  const isWithin = (plan: Plan, most: number): boolean =>
    plan.streams.every(({ index, ranges }) =>
      ranges.every((range) => !exceeds(index, range, most)),
    );
  for (let most = FEW; plans.length > 1 && most < MANY; most *= 4) {
    const short = plans.find((plan) => isWithin(plan, most));
    if (short) return short;
  }
  return plans[0]!;
}

function best(collection: Collection, query: Conjunction, sort: SortSpec, exceeds: Exceeds): Plan {
  const plans = [primary(collection), ...collection.indexes.map(secondary)].flatMap((keyed) =>
    variants(query).map((variant) => planFor(keyed, variant, sort)),
  );
  const score = Math.max(...plans.map((plan) => plan.score));
  const equal = plans.filter((plan) => plan.score === score);
  return equal[0]!.bounded ? shortest(equal, exceeds) : equal[0]!;
}

/** One plan for every alternative of an `$or`, if an index narrows each of them. */
function alternatives(
  collection: Collection,
  query: Conjunction,
  sort: SortSpec,
  exceeds: Exceeds,
): Plan | null {
  for (const branches of query.alternatives) {
    const plans = branches.map((branch) => {
      const inner = conjunction(branch);
      return best(
        collection,
        { ...inner, conditions: [...inner.conditions, ...query.conditions] },
        sort,
        exceeds,
      );
    });
    if (plans.length > 0 && plans.every((plan) => plan.bounded)) {
      const streams = plans.flatMap((plan) => plan.streams);
      const score = Math.min(...plans.map((plan) => plan.score));
      return { streams, sorted: plans.every((plan) => plan.sorted), bounded: true, score };
    }
  }
  return null;
}

/**
 * Plan for a checked filter and a sort; in the worst case all documents of the collection. Of plans that
 * are equally good by their form it takes the one that reads least, by `exceeds`.
 */
export function planQuery(
  collection: Collection,
  filter: Plain,
  sort: SortSpec,
  exceeds: Exceeds,
): Plan {
  const query = conjunction(filter);
  const direct = best(collection, query, sort, exceeds);
  const either = alternatives(collection, query, sort, exceeds);
  return either && (!direct.bounded || either.score > direct.score) ? either : direct;
}
