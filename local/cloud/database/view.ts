/** One consistent state of the documents: the engine's, with an overlay of documents that differ from it. */
import { wholeRange, type Collection, type Index } from './schema';
import type { Engine, Range } from './engine';
import type { RecentDocuments } from './recent';
import { engineKey, type DocumentKey, type StoredDocument } from './stored';

/** Documents that differ from the engine's; `null` means there is none. */
export type Overlay = Map<DocumentKey, StoredDocument | null>;

interface Found {
  key: Buffer;
  id: DocumentKey;
  stored?: StoredDocument;
}

const inRange = (key: Buffer, { from, to }: Range): boolean =>
  Buffer.compare(key, from) >= 0 && Buffer.compare(key, to) < 0;

export class View {
  private readonly overlays = new Map<Collection, Overlay>();

  constructor(
    private readonly engine: Engine,
    private readonly recent: RecentDocuments,
    private readonly overlaid: (
      collection: Collection,
      id: DocumentKey,
    ) => StoredDocument | null | undefined,
    private readonly makeOverlay: (collection: Collection) => Overlay,
  ) {}

  get(collection: Collection, id: DocumentKey): StoredDocument | null {
    const overlaid = this.overlaid(collection, id);
    if (overlaid !== undefined) return overlaid;
    const text = this.engine.get('documents', engineKey(collection, id));
    return text === undefined ? null : this.recent.of(collection, id, text);
  }

  /** Number of documents of a collection. */
  count(collection: Collection): number {
    let count = this.engine.count('documents', wholeRange(collection.id));
    for (const [id, stored] of this.overlay(collection)) {
      const there = this.engine.get('documents', engineKey(collection, id)) !== undefined;
      count += Number(stored !== null) - Number(there);
    }
    return count;
  }

  /** Whether a range holds more keys than `most`; what is on its way to the engine is not counted. */
  exceeds(index: Index | null, range: Range, most: number): boolean {
    return this.engine.exceeds(index ? 'rows' : 'documents', range, most);
  }

  /**
   * Keys of the documents in a range of an index (`null`: of the documents' own keys), in order of
   * the index or against it. A document comes once for each of its rows in the range.
   */
  *scan(
    collection: Collection,
    index: Index | null,
    range: Range,
    reverse: boolean,
  ): Generator<DocumentKey | StoredDocument> {
    const added = this.overlayRows(collection, index, range, reverse);
    let next = added.next();
    for (const found of this.engineRows(collection, index, range, reverse)) {
      while (!next.done && Buffer.compare(next.value.key, found.key) < 0 !== reverse) {
        yield next.value.stored ?? next.value.id;
        next = added.next();
      }
      yield found.stored ?? found.id;
    }
    for (; !next.done; next = added.next()) yield next.value.stored ?? next.value.id;
  }

  private overlay(collection: Collection): Overlay {
    let overlay = this.overlays.get(collection);
    if (!overlay) this.overlays.set(collection, (overlay = this.makeOverlay(collection)));
    return overlay;
  }

  private *engineRows(
    collection: Collection,
    index: Index | null,
    range: Range,
    reverse: boolean,
  ): Generator<Found> {
    const overlay = this.overlay(collection);
    for (const { key, value } of this.engine.scan(index ? 'rows' : 'documents', range, reverse)) {
      const id = index ? value.toString('latin1') : key.toString('latin1', 4);
      if (overlay.has(id)) continue;
      if (index) yield { key, id };
      else yield { key, id, stored: this.recent.of(collection, id, value.toString('utf8')) };
    }
  }

  private *overlayRows(
    collection: Collection,
    index: Index | null,
    range: Range,
    reverse: boolean,
  ): Generator<Found> {
    const rows: Found[] = [];
    for (const [id, stored] of this.overlay(collection)) {
      if (!stored) continue;
      const keys = index
        ? stored
            .rows(collection)
            .filter((row) => row.index === index)
            .map((row) => stored.rowEntry(row.key).key)
        : [engineKey(collection, id)];
      for (const key of keys) if (inRange(key, range)) rows.push({ key, id, stored });
    }
    rows.sort((a, b) => Buffer.compare(a.key, b.key) * (reverse ? -1 : 1));
    yield* rows;
  }
}
