/** Stages of aggregates on rows: our own, and those that mingo does as MongoDB. */
import { Aggregator } from 'mingo/aggregator';
import { MingoError } from 'mingo/util';
import type { Sources } from './aggregate';
import type { Stage } from './aggregate-check';
import { requestFailed } from './errors';
import { evaluated } from './expressions/operands';
import { compareValues } from './keys';
import { lookup } from './lookup';
import { pipelineOptions } from './matcher';
import { sortKey, type SortSpec } from './paths';
import { sortFrom } from './request';
import type { Plain } from './values';

function sorted(rows: readonly Plain[], spec: SortSpec): Plain[] {
  return rows
    .map((row) => ({ row, key: sortKey(row, spec) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ row }) => row);
}

function sampled(rows: Plain[], { size }: { size: number }): Plain[] {
  const rest = [...rows];
  const count = Math.min(size, rest.length);
  return Array.from(
    { length: count },
    () => rest.splice(Math.floor(Math.random() * rest.length), 1)[0]!,
  );
}

interface Bucket {
  groupBy: unknown;
  /** Ascending; a bucket goes from one, inclusive, to the next, exclusive. */
  boundaries: unknown[];
  default?: unknown;
  output?: Plain;
}

function bucketed(rows: Plain[], spec: Bucket, variables: Plain): Plain[] {
  const { groupBy, boundaries, output = { count: { $sum: 1 } } } = spec;
  const buckets = new Map<unknown, Plain[]>();
  for (const row of rows) {
    const value = evaluated(row, groupBy, { ...pipelineOptions, variables });
    const next = boundaries.findIndex((bound) => compareValues(value, bound) < 0);
    const bucket = next > 0 ? boundaries[next - 1] : spec.default;
    if (bucket === undefined)
      throw requestFailed('$bucket: a value lies in no bucket, and no default was specified.');
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), row]);
  }
  return [...buckets]
    .sort(([a], [b]) => compareValues(a, b))
    .flatMap(([bucket, inIt]) =>
      byMingo(
        inIt,
        [{ name: '$group', value: { _id: { $literal: bucket }, ...output } }],
        variables,
      ),
    );
}

/**
 * Stages that are ours: mingo counts nothing as 0, draws a row twice, sorts within a type only, puts a value
 * into the bucket below its boundary, and has no indexes for its look-ups.
 */
type OwnStage = (rows: Plain[], value: unknown, sources: Sources, variables: Plain) => Plain[];
export const OWN_STAGES: Record<string, OwnStage> = {
  $count: (rows, name) => (rows.length === 0 ? [] : [{ [name as string]: rows.length }]),
  $sample: (rows, value) => sampled(rows, value as { size: number }),
  $sort: (rows, value) => sorted(rows, sortFrom(value)),
  $bucket: (rows, value, _sources, variables) => bucketed(rows, value as Bucket, variables),
  $lookup: lookup,
};

/** Runs stages by mingo. DATABASE_REQUEST_FAILED for what an expression cannot do. */
export function byMingo(rows: Plain[], stages: readonly Stage[], variables: Plain): Plain[] {
  const pipeline = stages.map(({ name, value }) => ({ [name]: value }));
  try {
    return new Aggregator(pipeline, { ...pipelineOptions, variables }).run<Plain>(rows);
  } catch (error) {
    if (error instanceof MingoError) throw requestFailed(error.message);
    throw error;
  }
}
