/** Where the paths of an update end in a document, and what stands there. */
import { requestFailed } from './errors';
import { isPlain, type Plain } from './values';

type Holder = Plain | unknown[];

/** Where a path ends: the object or array that holds it and the key in there. */
export interface Place {
  holder: Holder;
  key: string;
}

export const read = (holder: Holder, key: string): unknown => (holder as Plain)[key];

export function write(holder: Holder, key: string, value: unknown): void {
  if (Array.isArray(holder)) while (holder.length < Number(key)) holder.push(null);
  (holder as Plain)[key] = value;
}

const describe = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

/** Whether a key can stand in a holder: any in an object, a position in an array. */
const fits = (holder: unknown, key: string): holder is Holder =>
  isPlain(holder) || (Array.isArray(holder) && /^\d{1,5}$/.test(key));

/**
 * Finds the place of a path. With `create` missing objects on the way are made, and a value that
 * cannot hold a field is an error; without it such a path gives `null`.
 */
export function locate(document: Plain, path: string, create: boolean): Place | null {
  const segments = path.split('.');
  let holder: Holder = document;
  for (const [depth, key] of segments.entries()) {
    if (!fits(holder, key)) return null;
    if (depth === segments.length - 1) return { holder, key };
    const next: unknown = read(holder, key);
    const following = segments[depth + 1]!;
    if (next === undefined && create) write(holder, key, {});
    else if (!fits(next, following)) {
      if (!create) return null;
      const element = JSON.stringify({ [key]: next ?? null });
      throw requestFailed(`Cannot create field '${following}' in element ${element}`);
    }
    holder = read(holder, key) as Holder;
  }
  return null;
}

export function place(document: Plain, path: string): Place {
  const found = locate(document, path, true);
  if (!found) throw requestFailed(`Cannot create field '${path}'`);
  return found;
}

export function numberAt({ holder, key }: Place, name: string, path: string): number | undefined {
  const value = read(holder, key);
  if (value === undefined || typeof value === 'number') return value;
  throw requestFailed(
    `Cannot apply ${name} to a value of non-numeric type. The field '${path}' is of type ${describe(value)}`,
  );
}

/** The array at a path: made when nothing is there and `create` says so. */
export function arrayAt(document: Plain, path: string, create: boolean): unknown[] | null {
  const found = create ? place(document, path) : locate(document, path, false);
  const value = found ? read(found.holder, found.key) : undefined;
  if (Array.isArray(value)) return value;
  if (value !== undefined)
    throw requestFailed(
      `The field '${path}' must be an array but is of type ${describe(value)} in document {_id: ${JSON.stringify(document._id)}}`,
    );
  if (!found || !create) return null;
  const made: unknown[] = [];
  write(found.holder, found.key, made);
  return made;
}
