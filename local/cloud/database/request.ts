/** Reads the fields of a request and finds what they name. */
import type { WireBody } from '../types';
import type { Catalog } from './catalog';
import { collectionMissing, invalidOperator, invalidParameter } from './errors';
import { checkFilter } from './operators';
import type { SortSpec } from './paths';
import type { Collection } from './schema';
import { isPlain, parseObject, type Plain } from './values';

/** Rows a query gives when it names no limit, and at most (cloud-wire.md §5). */
const DEFAULT_ROWS = 100;
const MAX_ROWS = 1000;

function text(body: WireBody, field: string): string | undefined {
  const value = body[field];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw invalidParameter(`${field} must be EJSON text`);
  return value;
}

/** The collection of a request. DATABASE_COLLECTION_NOT_EXIST, INVALID_PARAM without a name. */
export function collectionOf(body: WireBody, catalog: Catalog): Collection {
  const collection = catalog.find(nameOf(body));
  if (!collection) throw collectionMissing();
  return collection;
}

export function nameOf(body: WireBody): string {
  const name = body.collectionName;
  if (typeof name !== 'string' || name === '') throw invalidParameter('collectionName is missing');
  return name;
}

/** The checked query of a request, `null` when it has none. */
export function filterOf(body: WireBody, now: number): Plain | null {
  const query = text(body, 'query');
  if (query === undefined) return null;
  const filter = parseObject(query, now);
  checkFilter(filter);
  return filter;
}

/** The checked query of a writing request. INVALID_PARAM when it has none. */
export function neededFilterOf(body: WireBody, now: number): Plain {
  const filter = filterOf(body, now);
  if (!filter) throw invalidParameter('a query is needed: use doc() or where()');
  return filter;
}

/** The document or the update of a request. */
export function dataOf(body: WireBody, now: number): Plain {
  const data = text(body, 'data');
  if (data === undefined) throw invalidParameter('data is missing');
  return parseObject(data, now);
}

/** Documents of an insert, in order. */
export function documentsOf(body: WireBody, now: number): Plain[] {
  if (!Array.isArray(body.data) || body.data.length === 0)
    throw invalidParameter('data must be a list of documents');
  return body.data.map((item: unknown) => parseObject(String(item), now));
}

/** A sort from its object form. INVALID_PARAM for a direction that is neither 1 nor -1. */
export function sortFrom(spec: unknown): SortSpec {
  if (!isPlain(spec)) throw invalidParameter('a sort must be an object');
  return Object.entries(spec).map(([field, direction]) => {
    if (direction !== 1 && direction !== -1)
      throw invalidParameter(`the sort direction of '${field}' must be 1 or -1`);
    return [field, direction] as const;
  });
}

export function sortOf(body: WireBody): SortSpec {
  const order = text(body, 'order');
  return order === undefined ? [] : sortFrom(parseObject(order));
}

/** Operators of `field()` (`db.command.project`). */
const PROJECTED = new Set(['$slice', '$elemMatch']);

function checkProjected(field: string, value: unknown): void {
  const [name, ...others] = isPlain(value) ? Object.keys(value) : [field];
  if (name === undefined || !PROJECTED.has(name) || others.length > 0)
    throw invalidOperator(name ?? field, 'a projection');
  const { $elemMatch, $slice } = value as Plain;
  if (name === '$elemMatch') checkFilter($elemMatch);
  else if (![1, 2].includes([$slice].flat().length) || ![$slice].flat().every(Number.isInteger))
    throw invalidParameter('$slice needs a whole number or [skip, limit]');
}

/** The projection of `field()`, `null` when the request has none: 1, 0, `$slice` and `$elemMatch` are offered. */
export function projectionOf(body: WireBody): Plain | null {
  const projection = text(body, 'projection');
  if (projection === undefined) return null;
  const spec = parseObject(projection);
  for (const [field, value] of Object.entries(spec)) {
    if (value === 0 || value === 1 || typeof value === 'boolean') continue;
    checkProjected(field, value);
  }
  return Object.keys(spec).length > 0 ? spec : null;
}

function wholeNumber(body: WireBody, field: string, otherwise: number): number {
  const value = body[field] ?? otherwise;
  if (!Number.isInteger(value) || (value as number) < 0)
    throw invalidParameter(`${field} must be a whole number, not negative`);
  return value as number;
}

/** How many rows to leave out and to give. */
export function windowOf(body: WireBody): { skip: number; limit: number } {
  const limit = wholeNumber(body, 'limit', DEFAULT_ROWS);
  return { skip: wholeNumber(body, 'offset', 0), limit: Math.min(limit, MAX_ROWS) };
}
