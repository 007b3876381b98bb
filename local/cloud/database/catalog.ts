/** Which collections and indexes there are: kept in the environment, compared with what is declared. */
import type { CollectionDeclaration } from '../../../cloudfunctions/core/adapters/collections';
import type { Change, Engine } from './engine';
import { duplicateKey } from './errors';
import { wholeRange, type Collection, type Index } from './schema';
import { StoredDocument } from './stored';

interface Saved {
  nextId: number;
  collections: Collection[];
}

const CATALOG = Buffer.from('catalog');

const sameKeys = (a: Index['keys'], b: Index['keys']): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

export class Catalog {
  private readonly byName = new Map<string, Collection>();
  private nextId: number;
  private noted = false;

  constructor(private readonly engine: Engine) {
    const text = engine.get('meta', CATALOG);
    const saved = text ? (JSON.parse(text) as Saved) : { nextId: 1, collections: [] };
    this.nextId = saved.nextId;
    for (const collection of saved.collections) this.byName.set(collection.name, collection);
  }

  find(name: string): Collection | undefined {
    return this.byName.get(name);
  }

  /** Adds a collection without indexes; resolves when it is on the disk. */
  async add(name: string): Promise<void> {
    this.byName.set(name, { id: this.nextId++, name, indexes: [] });
    await this.engine.apply([this.change()]);
  }

  /** Notes at which positions of its indexes a document that is to be written has arrays. */
  noteArrays(collection: Collection, stored: StoredDocument): void {
    for (const { index, positions } of stored.arrays(collection)) {
      for (const position of positions) {
        if (index.multikey.includes(position)) continue;
        index.multikey.push(position);
        this.noted = true;
      }
    }
  }

  /** What has to be written with the next commit because of noted arrays. */
  takeNoted(): Change[] {
    if (!this.noted) return [];
    this.noted = false;
    return [this.change()];
  }

  /** What was noted may have been lost: it goes with the next commit once more. */
  noteAgain(): void {
    this.noted = true;
  }

  /**
   * Makes declared collections and indexes that are missing, builds their rows and drops indexes that
   * are no longer declared, all in one batch. An E11000 error when existing documents violate a new unique index.
   */
  async declare(declarations: readonly CollectionDeclaration[]): Promise<void> {
    const changes: Change[] = [];
    for (const declaration of declarations) {
      let collection = this.byName.get(declaration.name);
      if (!collection) {
        collection = { id: this.nextId++, name: declaration.name, indexes: [] };
        this.byName.set(declaration.name, collection);
        changes.push(this.change());
      }
      changes.push(...this.reindex(collection, declaration));
    }
    if (changes.length > 0) await this.engine.apply([...changes, this.change()]);
  }

  private reindex(collection: Collection, { indexes }: CollectionDeclaration): Change[] {
    const changes: Change[] = [];
    const kept = collection.indexes.filter((index) =>
      indexes.some(
        (wanted) =>
          wanted.name === index.name &&
          sameKeys(wanted.keys, index.keys) &&
          Boolean(wanted.unique) === index.unique,
      ),
    );
    for (const dropped of collection.indexes.filter((index) => !kept.includes(index)))
      for (const { key, value } of this.engine.scan('rows', wholeRange(dropped.id), false))
        changes.push({
          table: 'rows',
          key: Buffer.from(key),
          before: Buffer.from(value),
          value: null,
        });
    const added = indexes
      .filter((wanted) => !kept.some((index) => index.name === wanted.name))
      .map((wanted): Index => ({
        id: this.nextId++,
        name: wanted.name,
        keys: wanted.keys,
        unique: Boolean(wanted.unique),
        multikey: [],
      }));
    if (added.length === 0 && changes.length === 0 && kept.length === collection.indexes.length)
      return changes;
    collection.indexes = [...kept, ...added];
    changes.push(this.change(), ...this.build({ ...collection, indexes: added }));
    return changes;
  }

  private build(collection: Collection): Change[] {
    if (collection.indexes.length === 0) return [];
    const changes: Change[] = [];
    const taken = new Set<string>();
    for (const entry of this.engine.scan('documents', wholeRange(collection.id), false)) {
      const id = entry.key.toString('latin1', 4);
      const stored = new StoredDocument(id, entry.value.toString('utf8'));
      this.noteArrays(collection, stored);
      for (const { index, key } of stored.rows(collection)) {
        if (index.unique && taken.has(key))
          throw duplicateKey(collection.name, index.name, stored.describe(index));
        if (index.unique) taken.add(key);
        changes.push({ table: 'rows', ...stored.rowEntry(key), before: null });
      }
    }
    return changes;
  }

  private change(): Change {
    const saved: Saved = { nextId: this.nextId, collections: [...this.byName.values()] };
    return { table: 'meta', key: CATALOG, before: null, value: JSON.stringify(saved) };
  }
}
