/** Which stages, accumulators and expressions of an aggregate are offered. */
import { invalidOperator, invalidParameter } from './errors';
import { checkFilter } from './operators';
import { isPlain } from './values';

export interface Stage {
  name: string;
  value: unknown;
}

const ACCUMULATORS = new Set([
  '$sum',
  '$avg',
  '$min',
  '$max',
  '$first',
  '$last',
  '$push',
  '$addToSet',
]);

const EXPRESSIONS = new Set(
  `$abs $add $ceil $divide $floor $mod $multiply $round $subtract
   $and $or $not $eq $ne $gt $gte $lt $lte $cmp
   $cond $ifNull $switch $literal $type $isArray
   $arrayElemAt $concatArrays $filter $in $map $reduce $reverseArray
   $size $slice $mergeObjects $sum $avg $min $max
   $concat $split $substrCP $strLenCP $toLower $toUpper $toString $trim
   $year $month $dayOfMonth $hour $minute $second $dateToString`.split(/\s+/),
);

function checkExpression(value: unknown, where: string): void {
  if (Array.isArray(value)) {
    for (const item of value) checkExpression(item, where);
    return;
  }
  if (!isPlain(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (key.startsWith('$') && !EXPRESSIONS.has(key)) throw invalidOperator(key, where);
    if (key !== '$literal') checkExpression(item, where);
  }
}

function checkGroup(value: unknown): void {
  if (!isPlain(value) || !('_id' in value)) throw invalidParameter('$group needs an _id');
  checkExpression(value._id, '$group');
  for (const [field, spec] of Object.entries(value)) {
    if (field === '_id') continue;
    const [name, ...others] = isPlain(spec) ? Object.keys(spec) : [];
    if (name === undefined || others.length > 0)
      throw invalidParameter(`'${field}' in $group needs one accumulator`);
    if (!ACCUMULATORS.has(name)) throw invalidOperator(name, '$group');
    checkExpression(Object.values(spec as object)[0], '$group');
  }
}

function checkNumber(name: string, value: unknown, least: number): void {
  if (!Number.isInteger(value) || (value as number) < least)
    throw invalidParameter(`${name} needs a whole number of at least ${least}`);
}

function checkSort(value: unknown): void {
  const valid =
    isPlain(value) &&
    Object.keys(value).length > 0 &&
    Object.values(value).every((direction) => direction === 1 || direction === -1);
  if (!valid) throw invalidParameter('$sort needs fields with 1 or -1');
}

function needObject(name: string, value: unknown): void {
  if (!isPlain(value)) throw invalidParameter(`${name} needs an object`);
  checkExpression(value, name);
}

const STAGES: Record<string, (value: unknown) => void> = {
  $match: checkFilter,
  $group: checkGroup,
  $sort: checkSort,
  $limit: (value) => checkNumber('$limit', value, 1),
  $skip: (value) => checkNumber('$skip', value, 0),
  $count: (value) => {
    if (typeof value !== 'string' || value === '') throw invalidParameter('$count needs a name');
  },
  $project: (value) => needObject('$project', value),
  $addFields: (value) => needObject('$addFields', value),
  $unwind: (value) => {
    const path = isPlain(value) ? value.path : value;
    if (typeof path !== 'string' || !path.startsWith('$'))
      throw invalidParameter('$unwind needs a path that begins with $');
  },
  $sample: (value) => checkNumber('$sample', isPlain(value) ? value.size : value, 1),
  $sortByCount: (value) => checkExpression(value, '$sortByCount'),
  $replaceRoot: (value) => needObject('$replaceRoot', value),
};

/** Checks all stages before any document is read. DATABASE_INVALID_OPERRATOR names what is not offered. */
export function checkStages(stages: readonly Stage[]): void {
  for (const { name, value } of stages) {
    if (!Object.hasOwn(STAGES, name)) throw invalidOperator(name, 'an aggregate');
    STAGES[name]!(value);
  }
}
