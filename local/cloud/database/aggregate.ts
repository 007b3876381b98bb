/** Aggregates: the leading match, sort and limit by the planner, the rest by mingo. */
import { Aggregator } from 'mingo/aggregator';
import { checkStages, type Stage } from './aggregate-check';
import { invalidParameter } from './errors';
import { find, take } from './find';
import { pipelineOptions } from './matcher';
import type { SortSpec } from './paths';
import { sortFrom } from './request';
import type { Collection } from './schema';
import type { UnindexedJudge } from './unindexed';
import { isPlain, parseObject, parseValue, type Plain } from './values';
import type { View } from './view';

/** Rows an aggregate gives without a `$limit` of its own (cloud-wire.md §5). */
const DEFAULT_ROWS = 20;

/** Reads and checks the stages of a request. DATABASE_INVALID_OPERRATOR names what is not offered. */
export function stagesOf(value: unknown, now: number): Stage[] {
  if (!Array.isArray(value)) throw invalidParameter('stages must be a list');
  const stages = value.map((item: unknown): Stage => {
    if (!isPlain(item) || typeof item.stageKey !== 'string' || typeof item.stageValue !== 'string')
      throw invalidParameter('a stage needs stageKey and stageValue');
    return { name: item.stageKey, value: parseValue(item.stageValue, now) };
  });
  checkStages(stages);
  if (!stages.some(({ name }) => name === '$limit'))
    stages.push({ name: '$limit', value: DEFAULT_ROWS });
  return stages;
}

/** Rows of an aggregate over a collection. Stages as stagesOf gives them. */
export function aggregate(
  view: View,
  collection: Collection,
  stages: readonly Stage[],
  judge: UnindexedJudge,
): Plain[] {
  const rest = [...stages];
  const next = (name: string): unknown =>
    rest[0]?.name === name ? rest.shift()?.value : undefined;
  const filters: Plain[] = [];
  while (rest[0]?.name === '$match') filters.push(next('$match') as Plain);
  const filter = filters.length > 1 ? { $and: filters } : (filters[0] ?? {});
  const sortStage = next('$sort');
  const sort: SortSpec = sortStage === undefined ? [] : sortFrom(sortStage);
  const skip = (next('$skip') as number | undefined) ?? 0;
  const limit = (next('$limit') as number | undefined) ?? Infinity;
  const request = { collection, filter, sort, whole: limit === Infinity };
  // Decoded anew: later stages may change what they get.
  const rows = take(find(view, request, judge), skip, limit).map(({ text }) => parseObject(text));
  if (rest.length === 0) return rows;
  const pipeline = rest.map(({ name, value }) => ({ [name]: value }));
  return new Aggregator(pipeline, pipelineOptions).run<Plain>(rows);
}
