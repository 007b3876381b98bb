/** Runs a query on a view: lazily, in the order asked for, reading no more than is taken. */
import { distanceTo, nearnessOf } from './geo/conditions';
import { compileFilter } from './matcher';
import { sortKey, type SortSpec } from './paths';
import { planQuery, type Stream } from './plan';
import type { Collection } from './schema';
import type { DocumentKey, StoredDocument } from './stored';
import type { UnindexedJudge } from './unindexed';
import type { Plain } from './values';
import type { View } from './view';

export interface FindRequest {
  collection: Collection;
  /** Checked filter (operators.ts). */
  filter: Plain;
  sort: SortSpec;
  /** Whether every matching document is needed whatever the filter is, as an aggregate does. */
  whole?: boolean;
  /** What the filter's `$expr` may name, in the pipeline of a `$lookup`. */
  variables?: Plain;
}

/** Matching documents in order. Ask for no more than needed: reading stops when the loop does. */
export function* find(
  view: View,
  request: FindRequest,
  judge: UnindexedJudge,
): Generator<StoredDocument> {
  const { collection, filter, sort, variables } = request;
  const plan = planQuery(collection, filter, sort, (index, range, most) =>
    view.exceeds(index, range, most),
  );
  const matches = compileFilter(filter, variables);
  const narrowed = Object.keys(filter).some((field) => field !== '_id');
  const watched = !plan.bounded && (narrowed || request.whole === true);
  let examined = 0;
  const seen = new Set<DocumentKey>();
  const repeats =
    plan.streams.length > 1 || plan.streams.some(({ index }) => index?.multikey.length);

  function* matching(stream: Stream): Generator<StoredDocument> {
    for (const id of keysOf(view, collection, stream)) {
      const key = typeof id === 'string' ? id : id.id;
      if (repeats && seen.has(key)) continue;
      const stored = typeof id === 'string' ? view.get(collection, id) : id;
      if (watched) judge.examined(request, ++examined);
      if (!stored || !matches(stored.document)) continue;
      if (repeats) seen.add(key);
      yield stored;
    }
  }

  const streams = plan.streams.map(matching);
  const near = sort.length === 0 ? nearnessOf(filter) : null;
  if (near) {
    const found = streams.flatMap((stream) => [...stream]);
    yield* byDistance(found, ({ document }) => distanceTo(document, near));
  } else if (plan.sorted && sort.length > 0 && streams.length > 1) yield* merged(streams, sort);
  else if (plan.sorted) for (const stream of streams) yield* stream;
  else {
    const found = streams.flatMap((stream) => [...stream]);
    judge.sorted(request, found.length);
    yield* inOrder(found, sort);
  }
}

function* keysOf(
  view: View,
  collection: Collection,
  { index, ranges, reverse }: Stream,
): Generator<DocumentKey | StoredDocument> {
  for (const range of reverse ? ranges.toReversed() : ranges)
    yield* view.scan(collection, index, range, reverse);
}

/** The nearest first. */
const byDistance = <T>(found: readonly T[], distance: (item: T) => number): T[] =>
  found
    .map((item) => ({ item, distance: distance(item) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ item }) => item);

function inOrder(found: StoredDocument[], sort: SortSpec): StoredDocument[] {
  return found
    .map((stored) => ({ stored, key: sortKey(stored.document, sort) }))
    .sort((a, b) => Buffer.compare(a.key, b.key) || (a.stored.id < b.stored.id ? -1 : 1))
    .map(({ stored }) => stored);
}

function* merged(
  streams: ReadonlyArray<Generator<StoredDocument>>,
  sort: SortSpec,
): Generator<StoredDocument> {
  const head = (stream: Generator<StoredDocument>) => {
    const { value, done } = stream.next();
    return done ? [] : [{ stream, stored: value, key: sortKey(value.document, sort) }];
  };
  const heads = streams.flatMap(head);
  try {
    while (heads.length > 0) {
      let first = 0;
      for (let i = 1; i < heads.length; i++)
        if (Buffer.compare(heads[i]!.key, heads[first]!.key) < 0) first = i;
      const { stream, stored } = heads[first]!;
      yield stored;
      heads.splice(first, 1, ...head(stream));
    }
  } finally {
    for (const stream of streams) stream.return(undefined);
  }
}

/** Takes `limit` of what a query finds, after leaving out `skip`. */
export function take<T>(found: Generator<T>, skip: number, limit: number): T[] {
  const out: T[] = [];
  if (limit <= 0) return out;
  let position = 0;
  for (const item of found) {
    if (position++ < skip) continue;
    out.push(item);
    if (out.length >= limit) break;
  }
  return out;
}
