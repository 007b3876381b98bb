/** Projections of `field()`: 1 keeps, 0 leaves out, parts of lists. */
import { Context } from 'mingo/core';
import * as projections from 'mingo/operators/projection';
import { Query } from 'mingo/query';
import { query } from './matcher';
import { locate, read, write } from './places';
import { copy, isPlain, type Plain } from './values';

type Groups = NonNullable<Parameters<typeof Context.init>[0]>;

const options = {
  context: Context.init({ query, projection: projections as Groups['projection'] }),
  scriptEnabled: false,
};

/** `n` from the beginning or, negative, from the end; or `[skip, limit]`. */
function part(list: readonly unknown[], slice: unknown): unknown[] {
  if (!Array.isArray(slice))
    return (slice as number) < 0 ? list.slice(slice as number) : list.slice(0, slice as number);
  const [skip, limit] = slice as [number, number];
  const from = skip < 0 ? Math.max(0, list.length + skip) : skip;
  return list.slice(from, from + limit);
}

/** Applies a checked projection; `$slice` alone leaves the other fields where they are. */
export function project(document: Plain, projection: Plain): Plain {
  const slices = Object.entries(projection).filter(
    (entry): entry is [string, Plain] => isPlain(entry[1]) && '$slice' in entry[1],
  );
  const rest = Object.entries(projection).filter(
    ([, value]) => !isPlain(value) || !('$slice' in value),
  );
  const keeps = rest.some(([field, value]) => field !== '_id' && Boolean(value));
  const kept = keeps ? slices.map(([field]) => [field, 1] as const) : [];
  const spec = Object.fromEntries([...rest, ...kept]) as Plain;
  const projected =
    rest.length === 0
      ? document
      : (new Query({}, options).find<Plain>([document], spec).next() ?? {});
  if (slices.length === 0) return projected;
  // The document is not ours to change, and parts of it may stand in the projected one.
  const out = copy(projected);
  for (const [field, { $slice }] of slices) {
    const at = locate(out, field, false);
    const list = at && read(at.holder, at.key);
    if (at && Array.isArray(list)) write(at.holder, at.key, part(list, $slice));
  }
  return out;
}
