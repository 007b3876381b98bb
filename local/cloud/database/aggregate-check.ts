/** Which stages, accumulators and expressions of an aggregate are offered. */
import { checkExpression } from './expression-check';
import { invalidOperator, invalidParameter, requestFailed } from './errors';
import { nearness, nearnessOf } from './geo/conditions';
import { compareValues } from './keys';
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
  '$stdDevPop',
  '$stdDevSamp',
  '$mergeObjects',
]);

function checkMatch(value: unknown): void {
  checkFilter(value);
  if (nearnessOf(value))
    throw requestFailed('$geoNear, $near, and $nearSphere are not allowed in this context');
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

const isName = (value: unknown): boolean => typeof value === 'string' && value !== '';

function checkLookup(value: unknown): void {
  const spec = isPlain(value) ? value : {};
  const names = 'pipeline' in spec ? ['from', 'as'] : ['from', 'localField', 'foreignField', 'as'];
  const others = Object.keys(spec).filter((key) => !names.includes(key));
  if (!names.every((key) => isName(spec[key])))
    throw invalidParameter(`$lookup needs ${names.join(', ')}`);
  const other = others.find((key) => !('pipeline' in spec) || !/^(let|pipeline)$/.test(key));
  if (other !== undefined) throw invalidOperator(other, '$lookup');
  if (!('pipeline' in spec)) return;
  checkExpression(spec.let ?? {}, '$lookup');
  checkStages(stagesFrom(spec.pipeline));
}

const GEO_NEAR = new Set(
  'near distanceField key query limit num maxDistance minDistance distanceMultiplier includeLocs spherical'.split(
    ' ',
  ),
);

function checkGeoNear(value: unknown): void {
  const spec = isPlain(value) ? value : {};
  const other = Object.keys(spec).find((key) => !GEO_NEAR.has(key));
  if (other !== undefined) throw invalidOperator(other, '$geoNear');
  if (!isName(spec.distanceField) || !isName(spec.key) || spec.spherical !== true)
    throw invalidParameter('$geoNear needs near, distanceField, key and spherical: true');
  nearness(spec.key as string, { $geometry: spec.near });
  checkFilter(spec.query ?? {});
  if (spec.limit !== undefined) checkNumber('limit', spec.limit, 1);
}

const BUCKET = new Set(['groupBy', 'boundaries', 'default', 'output']);
const BUCKET_AUTO = new Set(['groupBy', 'buckets', 'granularity', 'output']);

function checkBuckets(name: string, value: unknown, parts: ReadonlySet<string>): void {
  if (!isPlain(value) || value.groupBy === undefined)
    throw invalidParameter(`${name} needs groupBy`);
  const other = Object.keys(value).find((key) => !parts.has(key));
  if (other !== undefined) throw invalidOperator(other, name);
  checkExpression(value.groupBy, name);
  checkGroup({ _id: null, ...((value.output ?? {}) as object) });
}

function checkBucket(value: unknown): void {
  checkBuckets('$bucket', value, BUCKET);
  const { boundaries } = value as { boundaries?: unknown };
  const ascending =
    Array.isArray(boundaries) &&
    boundaries.length > 1 &&
    boundaries.every((bound, i) => i === 0 || compareValues(boundaries[i - 1], bound) < 0);
  if (!ascending) throw requestFailed('$bucket needs at least 2 boundaries in ascending order');
}

function needObject(name: string, value: unknown): void {
  if (!isPlain(value)) throw invalidParameter(`${name} needs an object`);
  checkExpression(value, name);
}

const STAGES: Record<string, (value: unknown) => void> = {
  $match: checkMatch,
  $geoNear: checkGeoNear,
  $bucket: checkBucket,
  $bucketAuto: (value) => {
    checkBuckets('$bucketAuto', value, BUCKET_AUTO);
    checkNumber('$bucketAuto', (value as { buckets?: unknown }).buckets, 1);
  },
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
  $sample: (value) => checkNumber('$sample', isPlain(value) ? value.size : undefined, 1),
  $sortByCount: (value) => checkExpression(value, '$sortByCount'),
  $lookup: checkLookup,
  $replaceRoot: (value) => needObject('$replaceRoot', value),
};

/** Stages from a list of `{$name: value}`, the form of a pipeline within a stage. */
export function stagesFrom(pipeline: unknown): Stage[] {
  if (!Array.isArray(pipeline)) throw invalidParameter('a pipeline must be a list');
  return pipeline.map((item: unknown): Stage => {
    const [entry, ...others] = isPlain(item) ? Object.entries(item) : [];
    if (!entry || others.length > 0)
      throw invalidParameter('a stage of a pipeline has one field, its name');
    return { name: entry[0], value: entry[1] };
  });
}

/** Stages of a request, in the form the SDK sends: name and value as text. */
export function readStages(value: unknown, parse: (text: string) => unknown): Stage[] {
  if (!Array.isArray(value)) throw invalidParameter('stages must be a list');
  return value.map((item: unknown): Stage => {
    if (!isPlain(item) || typeof item.stageKey !== 'string' || typeof item.stageValue !== 'string')
      throw invalidParameter('a stage needs stageKey and stageValue');
    return { name: item.stageKey, value: parse(item.stageValue) };
  });
}

/** Checks all stages before any document is read. DATABASE_INVALID_OPERRATOR names what is not offered. */
export function checkStages(stages: readonly Stage[]): void {
  for (const [position, { name, value }] of stages.entries()) {
    if (!Object.hasOwn(STAGES, name)) throw invalidOperator(name, 'an aggregate');
    if (name === '$geoNear' && position > 0)
      throw requestFailed('$geoNear is only valid as the first stage in a pipeline.');
    STAGES[name]!(value);
  }
}
