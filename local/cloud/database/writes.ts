/** Documents changed together: what one commit applies, also what a transaction has changed so far. */
import type { Collection, Index } from './schema';
import type { DocumentKey, StoredDocument } from './stored';

export class WriteSet {
  /** Changed documents by collection; `null` means removed. */
  readonly changes = new Map<Collection, Map<DocumentKey, StoredDocument | null>>();
  private readonly uniqueKeys = new Map<string, DocumentKey>();

  get(collection: Collection): ReadonlyMap<DocumentKey, StoredDocument | null> | undefined {
    return this.changes.get(collection);
  }

  get empty(): boolean {
    return this.changes.size === 0;
  }

  /** Replaces what the set holds for one document. */
  put(collection: Collection, id: DocumentKey, stored: StoredDocument | null): void {
    let documents = this.changes.get(collection);
    if (!documents) this.changes.set(collection, (documents = new Map()));
    for (const key of uniqueKeysOf(collection, documents.get(id))) this.uniqueKeys.delete(key.text);
    for (const key of uniqueKeysOf(collection, stored)) this.uniqueKeys.set(key.text, id);
    documents.set(id, stored);
  }

  /** The document of this set that has a unique key, if one has. */
  holder(key: string): DocumentKey | undefined {
    return this.uniqueKeys.get(key);
  }
}

/** Keys of a document in the unique indexes of its collection, as bytes and as latin1 text. */
export function uniqueKeysOf(
  collection: Collection,
  stored: StoredDocument | null | undefined,
): Array<{ index: Index; bytes: Buffer; text: string }> {
  if (!stored) return [];
  return stored
    .rows(collection)
    .filter(({ index }) => index.unique)
    .map(({ index, key }) => ({ index, bytes: Buffer.from(key, 'latin1'), text: key }));
}
