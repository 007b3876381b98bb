/** Aggregates: the leading match, sort and limit by the planner, look-ups by queries, the rest by mingo. */
import { checkStages, readStages, type Stage } from './aggregate-check';
import { find, take } from './find';
import { geoNear } from './geo/stage';
import type { SortSpec } from './paths';
import { sortFrom } from './request';
import type { Collection } from './schema';
import { byMingo, OWN_STAGES } from './stages';
import type { UnindexedJudge } from './unindexed';
import { parseObject, parseValue, type Plain } from './values';
import type { View } from './view';

/** Rows an aggregate gives without a `$limit` of its own (cloud-wire.md §5). */
const DEFAULT_ROWS = 20;

/** Reads and checks the stages of a request. DATABASE_INVALID_OPERRATOR names what is not offered. */
export function stagesOf(value: unknown, now: number): Stage[] {
  const stages = readStages(value, (text) => parseValue(text, now));
  checkStages(stages);
  if (!stages.some(({ name }) => name === '$limit'))
    stages.push({ name: '$limit', value: DEFAULT_ROWS });
  return stages;
}

/** Stages that leave the rows they get as they are, and answer with others. */
const ONLY_READ = new Set(['$group', '$count', '$limit', '$skip']);

/** What an aggregate reads from. */
export interface Sources {
  view: View;
  judge: UnindexedJudge;
  collectionNamed: (name: string) => Collection;
}

/** Rows of an aggregate over a collection. Stages as stagesOf gives them; `variables` as `$lookup` defines them. */
export function aggregate(
  sources: Sources,
  collection: Collection,
  stages: readonly Stage[],
  variables: Plain = {},
): Plain[] {
  const rest = [...stages];
  let rows = firstRows(sources, collection, rest, variables);
  while (rest.length > 0) {
    const own = OWN_STAGES[rest[0]!.name];
    if (own) {
      rows = own(rows, rest.shift()!.value, sources, variables);
      continue;
    }
    const end = rest.findIndex(({ name }) => name in OWN_STAGES);
    const stretch = rest.splice(0, end === -1 ? rest.length : end);
    rows = byMingo(rows, stretch, variables);
  }
  return rows;
}

/** Takes the stages from the list that a query can do, and gives what it finds. */
function firstRows(
  { view, judge }: Sources,
  collection: Collection,
  rest: Stage[],
  variables: Plain,
): Plain[] {
  const next = (name: string): unknown =>
    rest[0]?.name === name ? rest.shift()?.value : undefined;
  const near = next('$geoNear');
  if (near !== undefined) return geoNear({ view, judge }, collection, near as Plain);
  const filters: Plain[] = [];
  while (rest[0]?.name === '$match') filters.push(next('$match') as Plain);
  const filter = filters.length > 1 ? { $and: filters } : (filters[0] ?? {});
  const sortStage = next('$sort');
  const sort: SortSpec = sortStage === undefined ? [] : sortFrom(sortStage);
  const skip = (next('$skip') as number | undefined) ?? 0;
  const limit = (next('$limit') as number | undefined) ?? Infinity;
  const request = { collection, filter, sort, whole: limit === Infinity, variables };
  const found = take(find(view, request, judge), skip, limit);
  // Decoded anew where later stages may change what they get.
  return rest.every(({ name }) => ONLY_READ.has(name))
    ? found.map(({ document }) => document)
    : found.map(({ text }) => parseObject(text));
}
