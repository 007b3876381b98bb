/** A document as it lies in the store: its text, decoded when first needed, and its index rows. */
import { component, componentText, inverted, KEY_LIMIT } from './keys';
import { requestFailed } from './errors';
import { indexedValues } from './paths';
import { documentText, parseObject, type Plain } from './values';
import { prefixOf, type Collection, type Index } from './schema';

/** Key of one index row as latin1 text, without the document's own key behind it. */
export interface IndexRow {
  index: Index;
  key: string;
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

/** What lies behind a field of an index. */
interface IndexedField {
  /** Components, each once, as latin1 text: ascending, and for indexes in the other direction. */
  ascending: string[];
  descending: string[] | null;
  /** Whether there is an array on the path or behind it. */
  multiple: boolean;
}

/** Components of values, each once; texts, because a document has many rows and texts are joined for nothing. */
const componentsOf = (values: readonly unknown[]): string[] => [
  ...new Set(values.map(componentText)),
];

const otherWay = (text: string): string => inverted(Buffer.from(text, 'latin1')).toString('latin1');

export class StoredDocument {
  private decoded: Plain | undefined;
  private ownRows: IndexRow[] | undefined;
  /** Most indexes begin with the same few fields. */
  private readonly fields = new Map<string, IndexedField>();

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
    if (!this.ownRows) {
      this.ownRows = [];
      for (const index of collection.indexes) this.ownRows.push(...this.rowsOf(index));
    }
    return this.ownRows;
  }

  /** Key and value under which a row lies in the store. */
  rowEntry(key: string): { key: Buffer; value: Buffer } {
    return { key: Buffer.from(key + this.id, 'latin1'), value: Buffer.from(this.id, 'latin1') };
  }

  /** Positions of arrays in the indexes of a collection. */
  arrays(collection: Collection): Array<{ index: Index; positions: number[] }> {
    return collection.indexes.map((index) => ({
      index,
      positions: index.keys.flatMap(([field], position) =>
        this.fieldOf(field).multiple ? [position] : [],
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

  private fieldOf(field: string): IndexedField {
    let known = this.fields.get(field);
    if (!known) {
      const { values, multiple } = indexedValues(this.document, field);
      known = { ascending: componentsOf(values), descending: null, multiple };
      this.fields.set(field, known);
    }
    return known;
  }

  private rowsOf(index: Index): IndexRow[] {
    let keys = [prefixOf(index.id).toString('latin1')];
    let arrayRoot: string | undefined;
    for (const [path, direction] of index.keys) {
      const field = this.fieldOf(path);
      if (field.multiple) {
        const root = path.split('.', 1)[0]!;
        if (arrayRoot !== undefined && arrayRoot !== root)
          throw requestFailed(`cannot index parallel arrays [${root}] [${arrayRoot}]`);
        arrayRoot = root;
      }
      if (direction === -1) field.descending ??= field.ascending.map(otherWay);
      const longer: string[] = [];
      for (const key of keys)
        for (const part of direction === 1 ? field.ascending : field.descending!)
          longer.push(key + part);
      keys = longer;
    }
    const rows: IndexRow[] = [];
    for (const key of keys) {
      if (key.length - 4 > KEY_LIMIT)
        throw requestFailed(`key too large to index: ${index.name} takes ${key.length - 4} bytes`);
      rows.push({ index, key });
    }
    return rows;
  }
}
