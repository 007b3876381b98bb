/**
 * Order-preserving keys: bytes that compare as MongoDB compares values. No component is the beginning
 * of another one, so components can stand one behind the other, and a descending one is its bytes inverted.
 */
import { requestFailed } from './errors';
import { isPlain } from './values';

/** Longest key of an index, in bytes (cloud-wire.md §5). */
export const KEY_LIMIT = 1024;

/** Order of the types: `empty` stands for an empty array, `missing` also for null. */
export const TYPE = {
  empty: 0x08,
  missing: 0x10,
  number: 0x20,
  string: 0x30,
  object: 0x40,
  array: 0x50,
  boolean: 0x70,
  date: 0x80,
} as const;

/** A value that is an empty array behind an index path; an index holds it as a key of its own. */
export const EMPTY = Symbol('empty array');

const END = Buffer.from([0]);
const STRING = String.fromCharCode(TYPE.string);

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  // NaN sorts before every number; -0 and 0 are the same number.
  if (Number.isNaN(value)) return bytes;
  bytes.writeDoubleBE(value === 0 ? 0 : value);
  if (bytes[0]! & 0x80) for (let i = 0; i < 8; i++) bytes[i] = ~bytes[i]!;
  else bytes[0] = bytes[0]! | 0x80;
  return bytes;
}

/**
 * UTF-8 in which the byte 0 does not occur (0 is written 1 1, and 1 is written 1 2), so that 0 can end
 * it; without the end a prefix of the text is a prefix of the bytes.
 */
function textBytes(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  if (!bytes.includes(0) && !bytes.includes(1)) return bytes;
  const escaped: number[] = [];
  for (const byte of bytes) {
    if (byte > 1) escaped.push(byte);
    else escaped.push(1, byte + 1);
  }
  return Buffer.from(escaped);
}

/** The type byte under which a value sorts; null and undefined are one. */
export function typeOf(value: unknown): number {
  if (value === EMPTY) return TYPE.empty;
  if (value === null || value === undefined) return TYPE.missing;
  if (typeof value === 'number') return TYPE.number;
  if (typeof value === 'string') return TYPE.string;
  if (typeof value === 'boolean') return TYPE.boolean;
  if (value instanceof Date) return TYPE.date;
  if (Array.isArray(value)) return TYPE.array;
  if (isPlain(value)) return TYPE.object;
  throw requestFailed(`a value of this type has no place in an order: ${typeof value}`);
}

/** One ascending component of a key. */
export function component(value: unknown): Buffer {
  const type = Buffer.from([typeOf(value)]);
  switch (type[0]) {
    case TYPE.number:
      return Buffer.concat([type, numberBytes(value as number)]);
    case TYPE.date:
      return Buffer.concat([type, numberBytes((value as Date).getTime())]);
    case TYPE.string:
      return Buffer.concat([type, textBytes(value as string), END]);
    case TYPE.boolean:
      return Buffer.from([TYPE.boolean, value ? 1 : 0]);
    case TYPE.array:
      return Buffer.concat([type, ...(value as unknown[]).map(component), END]);
    case TYPE.object: {
      const fields = Object.entries(value as object).map(([name, item]) => {
        const bytes = component(item);
        return Buffer.concat([bytes.subarray(0, 1), textBytes(name), END, bytes.subarray(1)]);
      });
      return Buffer.concat([type, ...fields, END]);
    }
    default:
      return type;
  }
}

/** Signs that stand in a key as they are. */
const PLAIN = /^[ -~]*$/;

/** One ascending component of a key as latin1 text: a document has many, and nearly all are short texts. */
export const componentText = (value: unknown): string =>
  typeof value === 'string' && PLAIN.test(value)
    ? `${STRING}${value}\0`
    : component(value).toString('latin1');

/** Beginning shared by the components of all texts that begin with `prefix`. */
export const textPrefix = (prefix: string): Buffer =>
  Buffer.concat([Buffer.from([TYPE.string]), textBytes(prefix)]);

/** Bytes of a component in the other direction. */
export function inverted(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => 0xff - byte));
}

/** The smallest key behind every key that begins with `bytes`. */
export function successor(bytes: Buffer): Buffer {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0xff) length--;
  if (length === 0) return Buffer.alloc(bytes.length + 1, 0xff);
  const next = Buffer.from(bytes.subarray(0, length));
  next[length - 1] = next[length - 1]! + 1;
  return next;
}

/** Compares two values in the order of their types and then of the values: negative, 0, positive. */
export function compareValues(a: unknown, b: unknown): number {
  const types = typeOf(a) - typeOf(b);
  if (types !== 0) return types;
  if (typeof a === 'number' && typeof b === 'number' && a === b) return 0;
  return Buffer.compare(component(a), component(b));
}
