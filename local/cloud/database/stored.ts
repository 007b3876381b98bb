/** A document as it lies in the store: its text, decoded when first needed, and its index rows. */
import { component, inverted, KEY_LIMIT } from './keys';
import { requestFailed } from './errors';
import { indexedValues } from './paths';
import { documentText, parseObject, type Plain } from './values';
import { prefixOf, type Collection, type Index } from './schema';

/** Key of one index row, without the document's own key behind it. */
export interface IndexRow {
  index: Index;
  key: Buffer;
}

/** The key of a document within its collection: the bytes of its `_id` as latin1 text. */
export type DocumentKey = string;

/** Key of a document from its `_id`, a text or a number. DATABASE_REQUEST_FAILED for anything else. */
export function documentKey(id: unknown): DocumentKey {
  if (typeof id !== 'string' && typeof id !== 'number')
    throw requestFailed(`_id must be a string or a number, not ${JSON.stringify(id)}`);
  const bytes = component(id);
  if (bytes.length > KEY_LIMIT / 2) throw requestFailed('_id is longer than 512 bytes');
  return bytes.toString('latin1');
}

/** Where a document lies in the engine. */
export const engineKey = (collection: Collection, id: DocumentKey): Buffer =>
  Buffer.concat([prefixOf(collection.id), Buffer.from(id, 'latin1')]);

export class StoredDocument {
  private decoded: Plain | undefined;
  private ownRows: IndexRow[] | undefined;

  constructor(
    readonly id: DocumentKey,
    readonly text: string,
  ) {}

  /** Encodes a document with an `_id`. DATABASE_REQUEST_FAILED when it is too large. */
  static of(document: Plain): StoredDocument {
    return new StoredDocument(documentKey(document._id), documentText(document));
  }

  /** The decoded document, shared: nobody may change it. */
  get document(): Plain {
    this.decoded ??= parseObject(this.text);
    return this.decoded;
  }

  /** Its rows in all indexes of the collection. DATABASE_REQUEST_FAILED for a key longer than 1,024 bytes. */
  rows(collection: Collection): IndexRow[] {
    this.ownRows ??= collection.indexes.flatMap((index) => this.rowsOf(index));
    return this.ownRows;
  }

  /** Key and value under which a row lies in the store. */
  rowEntry(key: Buffer): { key: Buffer; value: Buffer } {
    const id = Buffer.from(this.id, 'latin1');
    return { key: Buffer.concat([key, id]), value: id };
  }

  /** Positions of arrays in the indexes of a collection. */
  arrays(collection: Collection): Array<{ index: Index; positions: number[] }> {
    return collection.indexes.map((index) => ({
      index,
      positions: index.keys.flatMap(([field], position) =>
        indexedValues(this.document, field).multiple ? [position] : [],
      ),
    }));
  }

  /** The values under an index as MongoDB prints them in an E11000 error. */
  describe(index: Index): string {
    const parts = index.keys.map(([field]) => {
      const [first] = indexedValues(this.document, field).values;
      return `${field}: ${JSON.stringify(first ?? null)}`;
    });
    return `{ ${parts.join(', ')} }`;
  }

  private rowsOf(index: Index): IndexRow[] {
    let keys = [prefixOf(index.id)];
    let arrayRoot: string | undefined;
    for (const [field, direction] of index.keys) {
      const { values, multiple } = indexedValues(this.document, field);
      const root = field.split('.', 1)[0]!;
      if (multiple && arrayRoot !== undefined && arrayRoot !== root)
        throw requestFailed(`cannot index parallel arrays [${root}] [${arrayRoot}]`);
      if (multiple) arrayRoot = root;
      const components = new Map<string, Buffer>();
      for (const value of values) {
        const bytes = direction === 1 ? component(value) : inverted(component(value));
        components.set(bytes.toString('latin1'), bytes);
      }
      const distinct = [...components.values()];
      keys = keys.flatMap((key) => distinct.map((bytes) => Buffer.concat([key, bytes])));
    }
    for (const key of keys) {
      if (key.length - 4 > KEY_LIMIT)
        throw requestFailed(`key too large to index: ${index.name} takes ${key.length - 4} bytes`);
    }
    return keys.map((key) => ({ index, key }));
  }
}
