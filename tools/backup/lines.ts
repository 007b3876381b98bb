import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { EJSON } from 'bson';

const NEWLINE = 10;

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};

/** A document as one line of relaxed EJSON, fields in the order of their names: equal documents are equal lines. */
export const lineOf = (document: object): string =>
  EJSON.stringify(sorted(document) as object, { relaxed: true });

/** The document in a line that `lineOf` made. Throws on anything else. */
export function documentIn(line: string): Record<string, unknown> & { _id: string } {
  const document = EJSON.parse(line) as Record<string, unknown>;
  if (typeof document?._id !== 'string') throw new Error('a line without _id');
  return document as Record<string, unknown> & { _id: string };
}

/**
 * The lines of a file, the last one also when it has no end. Not by Node's readline, which splits at
 * U+2028 as well, and people paste that.
 */
export async function* linesIn(path: string): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, from)) {
      yield rest.toString('utf8', from, end);
      from = end + 1;
    }
    rest = rest.subarray(from);
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

/** How many lines there are, and the SHA-256 (hexadecimal) of all of them with their ends. */
export interface Digest {
  documents: number;
  sha256: string;
}

/** Takes the digest of lines as a file of them would have it. */
export async function digestOf(lines: AsyncIterable<string>): Promise<Digest> {
  const hash = createHash('sha256');
  let documents = 0;
  for await (const line of lines) {
    hash.update(line).update('\n');
    documents += 1;
  }
  return { documents, sha256: hash.digest('hex') };
}
