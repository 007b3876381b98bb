/** Documents that were read or written lately: decoding one, and making its index rows, is most of the work of a read. */
import type { Collection } from './schema';
import { StoredDocument, type DocumentKey } from './stored';

/** Characters of text kept, about 4,000 documents of ours. */
const MOST = 8_000_000;

const nameOf = (collection: Collection, id: DocumentKey): string => `${collection.id}:${id}`;

/**
 * Asked with the text that lies in the engine now, so nothing in here can be out of date: another text is
 * another document.
 */
export class RecentDocuments {
  /** The one used longest ago first. */
  private readonly kept = new Map<string, StoredDocument>();
  private characters = 0;

  constructor(private readonly most: number = MOST) {}

  /** The document with this text. */
  of(collection: Collection, id: DocumentKey, text: string): StoredDocument {
    const name = nameOf(collection, id);
    const known = this.kept.get(name);
    const stored = known?.text === text ? known : new StoredDocument(id, text);
    this.put(name, stored);
    return stored;
  }

  /** Keeps a document that was written just now. */
  keep(collection: Collection, stored: StoredDocument): void {
    this.put(nameOf(collection, stored.id), stored);
  }

  private put(name: string, stored: StoredDocument): void {
    this.drop(name);
    this.kept.set(name, stored);
    this.characters += stored.text.length;
    for (const oldest of this.kept.keys()) {
      if (this.characters <= this.most) break;
      this.drop(oldest);
    }
  }

  private drop(name: string): void {
    const known = this.kept.get(name);
    if (!known) return;
    this.kept.delete(name);
    this.characters -= known.text.length;
  }
}
