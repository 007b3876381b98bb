/** Documents between their wire form (text of canonical EJSON) and plain JavaScript values. */
import { calculateObjectSize, EJSON } from 'bson';
import { invalidParameter, requestFailed } from './errors';

export type Plain = Record<string, unknown>;

/** Largest document, in bytes of BSON (cloud-wire.md §5). */
export const DOCUMENT_LIMIT = 512 * 1024;

export function isPlain(value: unknown): value is Plain {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp)
  );
}

/** Objects of EJSON that stand for one value; everything else that begins with `$` is an operator. */
const WRAPPED: Record<string, (inner: unknown, now: number) => unknown> = {
  $numberInt: Number,
  $numberLong: Number,
  $numberDouble: Number,
  $date: (inner) => new Date(isPlain(inner) ? Number(inner.$numberLong) : String(inner)),
  // The service answers an ObjectId as its hex string, so it is one from the start.
  $oid: String,
  $regularExpression(inner) {
    const { pattern, options } = inner as { pattern: string; options?: string };
    return new RegExp(pattern, (options ?? '').replace(/[^ims]/g, ''));
  },
  $tcb_server_date(inner, now) {
    const offset = isPlain(inner) ? revive(inner.offset, now) : 0;
    return new Date(now + (typeof offset === 'number' ? offset : 0));
  },
};

/** Turns what JSON gives into values, in place: documents are read often, and this is most of the work. */
function revive(value: unknown, now: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = revive(value[i], now);
    return value;
  }
  const plain = value as Plain;
  const keys = Object.keys(plain);
  const [first] = keys;
  if (keys.length === 1 && first!.startsWith('$') && Object.hasOwn(WRAPPED, first!))
    return WRAPPED[first!]!(plain[first!], now);
  for (const key of keys) plain[key] = revive(plain[key], now);
  return plain;
}

/**
 * Reads EJSON text, canonical or relaxed: numbers, strings, dates, expressions, arrays and plain
 * objects come out; server dates become the time `now` (ms) plus their offset. INVALID_PARAM when it
 * cannot be read.
 */
export function parseValue(text: string, now: number = Date.now()): unknown {
  try {
    return revive(JSON.parse(text), now);
  } catch (error) {
    throw invalidParameter(`not EJSON: ${(error as Error).message}`);
  }
}

/** Like parseValue, for an object. INVALID_PARAM when the text holds something else. */
export function parseObject(text: string, now?: number): Plain {
  const value = parseValue(text, now);
  if (!isPlain(value)) throw invalidParameter('an object is expected');
  return value;
}

/** Canonical EJSON text of a document; DATABASE_REQUEST_FAILED beyond 512 KB. */
export function documentText(document: Plain): string {
  const text = EJSON.stringify(document, { relaxed: false });
  if (text.length * 3 > DOCUMENT_LIMIT) {
    const size = calculateObjectSize(document);
    if (size > DOCUMENT_LIMIT)
      throw requestFailed(`document is larger than 512 KB: it takes ${size} bytes`);
  }
  return text;
}

/** Whether a field of the value, at any depth, has no value. */
const hasMissing = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(hasMissing)
    : isPlain(value) && Object.values(value).some((item) => item === undefined || hasMissing(item));

/** A value without fields that are missing: EJSON would write null for them. */
function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => present(item));
  if (!isPlain(value)) return value;
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(fields.map(([key, item]) => [key, present(item)]));
}

/** EJSON text of any answer row. */
export const answerText = (value: unknown): string =>
  EJSON.stringify(hasMissing(value) ? present(value) : value, { relaxed: false });

/** Deep copy of plain values; dates and expressions are shared, nothing here changes them. */
export function copy<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => copy(item)) as T;
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)])) as T;
}

/** Refuses `$` at the beginning of a field name at any depth, as the service does, and expressions as values. */
export function checkStorable(value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) checkStorable(item);
    return;
  }
  if (value instanceof RegExp) throw requestFailed('an expression cannot be stored');
  if (!isPlain(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (key.startsWith('$'))
      throw requestFailed(`The dollar ($) prefixed field '${key}' is not valid for storage.`);
    checkStorable(item);
  }
}

/** Whether two values are the same to the database: types, order of elements and of fields count. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (a instanceof Date) return b instanceof Date && a.getTime() === b.getTime();
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (!isPlain(a) || !isPlain(b)) return false;
  const left = Object.entries(a);
  const right = Object.entries(b);
  return (
    left.length === right.length &&
    left.every(([key, item], i) => {
      const other = right[i];
      return other !== undefined && other[0] === key && same(item, other[1]);
    })
  );
}
