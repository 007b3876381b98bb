/** Lists, sets and objects where mingo takes what MongoDB refuses, or the other way round. */
import { requestFailed } from '../errors';
import { compareValues } from '../keys';
import { isPlain, same, type Plain } from '../values';
import {
  evaluated,
  evaluatedInRows,
  isMissing,
  needList,
  needWhole,
  ofMany,
  ofOne,
  type Expression,
  type Options,
} from './operands';

function slice(list: unknown, first: unknown, count?: unknown): unknown {
  if ([list, first].some(isMissing) || count === null) return null;
  const items = needList('$slice', list);
  const from = needWhole('$slice', first);
  if (count === undefined) return from < 0 ? items.slice(from) : items.slice(0, from);
  const most = needWhole('$slice', count);
  if (most <= 0) throw requestFailed('Third argument to $slice must be positive');
  const start = from < 0 ? Math.max(0, items.length + from) : from;
  return items.slice(start, start + most);
}

function indexOf(list: unknown, value: unknown, start: unknown = 0, end?: unknown): unknown {
  if (isMissing(list)) return null;
  const items = needList('$indexOfArray', list);
  const from = needWhole('$indexOfArray', start);
  const to = end === undefined ? items.length : needWhole('$indexOfArray', end);
  const position = items.slice(from, to).findIndex((item) => same(item, value));
  return position < 0 ? -1 : from + position;
}

/** Distinct values in their order, as MongoDB's sets come. */
const asSet = (items: readonly unknown[]): unknown[] =>
  [...items].sort(compareValues).filter((item, i, sorted) => i === 0 || !same(item, sorted[i - 1]));

const ofSets = (name: string, act: (sets: unknown[][]) => unknown): Expression =>
  ofMany(name, [0, Infinity], (...values) =>
    values.some(isMissing) ? null : act(values.map((value) => needList(name, value))),
  );

/** The first branch whose case is true; one whose case is not reached is not evaluated. */
function firstBranch(document: Plain, operand: unknown, options: Options): unknown {
  const { branches, default: otherwise } = (isPlain(operand) ? operand : {}) as {
    branches?: Array<{ case: unknown; then: unknown }>;
    default?: unknown;
  };
  const value = (part: unknown): unknown => evaluated(document, part, options);
  if (!Array.isArray(branches) || branches.length === 0)
    throw requestFailed('$switch requires at least one branch');
  // Neither 0 nor null nor a missing value is true; an empty text is.
  const taken = branches.find(
    (branch) => ![false, 0, null, undefined].includes(value(branch.case) as never),
  );
  if (taken) return value(taken.then);
  if (!isPlain(operand) || !('default' in operand))
    throw requestFailed(
      '$switch could not find a matching branch for an input, and no default was specified.',
    );
  return value(otherwise);
}

/** As an accumulator over the rows of a group; otherwise over operands, or over a list of objects. */
function mergeObjects(document: Plain, operand: unknown, options: Options): Plain {
  const values = Array.isArray(document)
    ? evaluatedInRows(document as Plain[], operand, options)
    : [evaluated(document, operand, options)].flat();
  const objects = values.filter((item) => !isMissing(item));
  if (!objects.every(isPlain)) throw requestFailed('$mergeObjects requires object inputs');
  return Object.assign({}, ...objects) as Plain;
}

/** Values of a group's rows; a missing one is none. */
const gathered = (rows: readonly Plain[], operand: unknown, options: Options): unknown[] =>
  evaluatedInRows(rows, operand, options).filter((value) => value !== undefined);

export const ACCUMULATORS = {
  $push: gathered,
  $addToSet: (rows: readonly Plain[], operand: unknown, options: Options): unknown[] =>
    asSet(gathered(rows, operand, options)),
};

export const LISTS: Record<string, Expression> = {
  $slice: ofMany('$slice', [2, 3], slice),
  $indexOfArray: ofMany('$indexOfArray', [2, 4], indexOf),
  $size: ofOne('$size', (value) => needList('$size', value).length),
  $setUnion: ofSets('$setUnion', (sets) => asSet(sets.flat())),
  $setIntersection: ofSets('$setIntersection', ([first = [], ...others]) =>
    asSet(first.filter((item) => others.every((set) => set.some((other) => same(item, other))))),
  ),
  $mergeObjects: mergeObjects,
  $switch: firstBranch,
};
