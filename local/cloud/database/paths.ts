/** Values behind a dotted path, as indexes, sorts and comparisons see them. */
import { component, EMPTY, inverted, compareValues } from './keys';
import { isPlain, type Plain } from './values';

export interface PathValues {
  /** What lies behind the path: elements of arrays one by one; `undefined` where nothing is. */
  values: unknown[];
  /** Whether an array lies on the path or behind it. */
  multiple: boolean;
}

function collect(value: unknown, segments: readonly string[], at: number, out: PathValues): void {
  const segment = segments[at];
  if (segment === undefined) {
    out.values.push(value);
    return;
  }
  if (Array.isArray(value)) {
    out.multiple = true;
    if (/^\d+$/.test(segment) && Number(segment) < value.length)
      collect(value[Number(segment)], segments, at + 1, out);
    let found = false;
    for (const item of value) {
      if (!isPlain(item)) continue;
      found = true;
      collect(item, segments, at, out);
    }
    if (!found && value.length === 0) out.values.push(EMPTY);
    else if (!found) out.values.push(undefined);
    return;
  }
  if (isPlain(value)) collect(value[segment], segments, at + 1, out);
  else out.values.push(undefined);
}

/** Values at the end of a path; an array there stays one value. */
export function valuesAt(document: Plain, path: string): PathValues {
  const out: PathValues = { values: [], multiple: false };
  collect(document, path.split('.'), 0, out);
  return out;
}

/** Values as an index holds them: one per element of an array, EMPTY for an array without elements. */
export function indexedValues(document: Plain, path: string): PathValues {
  const { values, multiple } = valuesAt(document, path);
  const out: PathValues = { values: [], multiple };
  for (const value of values) {
    if (!Array.isArray(value)) {
      out.values.push(value);
      continue;
    }
    out.multiple = true;
    if (value.length === 0) out.values.push(EMPTY);
    else out.values.push(...(value as unknown[]));
  }
  return out;
}

/** A sort: fields in order, 1 ascending, -1 descending. */
export type SortSpec = ReadonlyArray<readonly [path: string, direction: 1 | -1]>;

/**
 * Bytes that put documents in the order of a sort. Of an array the smallest element counts when
 * ascending and the largest when descending, as in MongoDB.
 */
export function sortKey(document: Plain, sort: SortSpec): Buffer {
  return Buffer.concat(
    sort.map(([path, direction]) => {
      const { values } = indexedValues(document, path);
      const chosen = values.reduce((best, value) =>
        compareValues(value, best) * direction < 0 ? value : best,
      );
      return direction === 1 ? component(chosen) : inverted(component(chosen));
    }),
  );
}
