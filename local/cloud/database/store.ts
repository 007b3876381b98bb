/**
 * The committed state: what lies in the engine plus what is on its way there, and for as long as a
 * transaction needs them the former versions of changed documents.
 */
import type { Change, Engine } from './engine';
import type { Catalog } from './catalog';
import { systemError } from './errors';
import { successor } from './keys';
import { RecentDocuments } from './recent';
import type { Collection, Index } from './schema';
import { engineKey, type DocumentKey, type StoredDocument } from './stored';
import { View, type Overlay } from './view';
import { uniqueKeysOf, type WriteSet } from './writes';

interface Pending {
  sequence: number;
  stored: StoredDocument | null;
}

interface Version {
  sequence: number;
  /** The document before the commit with that number. */
  before: StoredDocument | null;
}

export class Store {
  private sequence = 0;
  private readonly pending = new Map<Collection, Map<DocumentKey, Pending>>();
  private readonly pendingUnique = new Map<string, DocumentKey>();
  private readonly history = new Map<Collection, Map<DocumentKey, Version[]>>();
  private readonly snapshots = new Map<number, number>();
  private readonly inFlight = new Set<Promise<void>>();
  private readonly recent = new RecentDocuments();

  constructor(
    readonly engine: Engine,
    readonly catalog: Catalog,
  ) {}

  /** The newest committed state. */
  latest(): View {
    return new View(
      this.engine,
      this.recent,
      (collection, id) => this.pending.get(collection)?.get(id)?.stored,
      (collection) => this.pendingOverlay(collection),
    );
  }

  /** The newest committed form of a document. */
  current(collection: Collection, id: DocumentKey): StoredDocument | null {
    return this.latest().get(collection, id);
  }

  /** The state at a snapshot with changes of its own on top. */
  viewAt(snapshot: number, writes: WriteSet): View {
    const former = (versions: Version[] | undefined) =>
      versions?.find((version) => version.sequence > snapshot)?.before;
    return new View(
      this.engine,
      this.recent,
      (collection, id) => {
        const own = writes.get(collection)?.get(id);
        if (own !== undefined) return own;
        const before = former(this.history.get(collection)?.get(id));
        if (before !== undefined) return before;
        return this.pending.get(collection)?.get(id)?.stored;
      },
      (collection) => {
        const overlay = this.pendingOverlay(collection);
        for (const [id, versions] of this.history.get(collection) ?? []) {
          const before = former(versions);
          if (before !== undefined) overlay.set(id, before);
        }
        for (const [id, stored] of writes.get(collection) ?? []) overlay.set(id, stored);
        return overlay;
      },
    );
  }

  /** Begins to keep former versions; the number names the state of this moment. */
  openSnapshot(): number {
    this.snapshots.set(this.sequence, (this.snapshots.get(this.sequence) ?? 0) + 1);
    return this.sequence;
  }

  /** Ends one use of a snapshot and forgets versions that no other one needs. */
  closeSnapshot(snapshot: number): void {
    const left = (this.snapshots.get(snapshot) ?? 0) - 1;
    if (left > 0) {
      this.snapshots.set(snapshot, left);
      return;
    }
    this.snapshots.delete(snapshot);
    const oldest = Math.min(...this.snapshots.keys());
    if (oldest === Infinity) this.history.clear();
    else if (oldest > snapshot) this.forgetVersions(oldest);
  }

  /** Whether a document was changed by a commit after a snapshot that is still open. */
  changedSince(collection: Collection, id: DocumentKey, snapshot: number): boolean {
    const versions = this.history.get(collection)?.get(id);
    return versions !== undefined && versions[versions.length - 1]!.sequence > snapshot;
  }

  /** The committed document that has a key of a unique index, if one has. */
  uniqueHolder(collection: Collection, key: Buffer): DocumentKey | undefined {
    const onItsWay = this.pendingUnique.get(key.toString('latin1'));
    if (onItsWay !== undefined) return onItsWay;
    const changed = this.pending.get(collection);
    for (const row of this.engine.scan('rows', { from: key, to: successor(key) }, false)) {
      const id = row.value.toString('latin1');
      if (!changed?.has(id)) return id;
    }
    return undefined;
  }

  /**
   * The unique index that a document would violate, given the committed state and the changes that
   * are to be committed with it; `null` if none.
   */
  violation(collection: Collection, stored: StoredDocument, writes: WriteSet): Index | null {
    for (const { index, bytes, text } of uniqueKeysOf(collection, stored)) {
      const own = writes.holder(text);
      if (own !== undefined && own !== stored.id) return index;
      const holder = this.uniqueHolder(collection, bytes);
      if (holder === undefined || holder === stored.id) continue;
      if (!writes.get(collection)?.has(holder)) return index;
    }
    return null;
  }

  /**
   * Commits: from this moment everyone sees all of it; the promise resolves when it is on the disk.
   * SYS_ERR when the disk does not take it; then it has not happened (`forgetPending`).
   */
  async commit(writes: WriteSet): Promise<void> {
    if (writes.empty) return;
    const sequence = ++this.sequence;
    const changes: Change[] = [];
    for (const [collection, documents] of writes.changes)
      for (const [id, stored] of documents)
        changes.push(...this.change(collection, id, stored, sequence));
    changes.push(...this.catalog.takeNoted());
    const written = this.engine.apply(changes);
    this.inFlight.add(written);
    try {
      await written;
    } catch (error) {
      throw systemError(`the database cannot write: ${(error as Error).message}`);
    } finally {
      this.inFlight.delete(written);
    }
    this.settle(writes, sequence);
  }

  /**
   * Everything on its way to the engine is lost, and what the engine has is true again. Transactions that have
   * seen any of it must end.
   */
  forgetPending(): void {
    this.pending.clear();
    this.pendingUnique.clear();
    this.catalog.noteAgain();
  }

  /** Waits for commits on their way and closes the engine. */
  async close(): Promise<void> {
    await Promise.allSettled(this.inFlight);
    await this.engine.close();
  }

  private pendingOverlay(collection: Collection): Overlay {
    const overlay: Overlay = new Map();
    for (const [id, { stored }] of this.pending.get(collection) ?? []) overlay.set(id, stored);
    return overlay;
  }

  private change(
    collection: Collection,
    id: DocumentKey,
    stored: StoredDocument | null,
    sequence: number,
  ): Change[] {
    const before = this.current(collection, id);
    if (this.snapshots.size > 0) this.remember(collection, id, { sequence, before });
    const changes: Change[] = [
      {
        table: 'documents',
        key: engineKey(collection, id),
        before: before?.text ?? null,
        value: stored?.text ?? null,
      },
    ];
    const old = new Set(before?.rows(collection).map(({ key }) => key));
    for (const { index, key } of stored?.rows(collection) ?? []) {
      if (index.unique) this.pendingUnique.set(key, id);
      if (!old.delete(key)) changes.push({ table: 'rows', ...stored!.rowEntry(key), before: null });
    }
    for (const key of old) {
      if (this.pendingUnique.get(key) === id) this.pendingUnique.delete(key);
      const row = before!.rowEntry(key);
      changes.push({ table: 'rows', key: row.key, before: row.value, value: null });
    }
    let pending = this.pending.get(collection);
    if (!pending) this.pending.set(collection, (pending = new Map()));
    pending.set(id, { sequence, stored });
    return changes;
  }

  /** Forgets what is now in the engine, unless a later commit has changed it again. */
  private settle(writes: WriteSet, sequence: number): void {
    for (const [collection, documents] of writes.changes) {
      const pending = this.pending.get(collection);
      for (const [id, stored] of documents) {
        if (pending?.get(id)?.sequence !== sequence) continue;
        pending.delete(id);
        if (stored) this.recent.keep(collection, stored);
        for (const { text } of uniqueKeysOf(collection, stored))
          if (this.pendingUnique.get(text) === id) this.pendingUnique.delete(text);
      }
    }
  }

  private remember(collection: Collection, id: DocumentKey, version: Version): void {
    let documents = this.history.get(collection);
    if (!documents) this.history.set(collection, (documents = new Map()));
    const versions = documents.get(id);
    if (versions) versions.push(version);
    else documents.set(id, [version]);
  }

  private forgetVersions(oldest: number): void {
    for (const documents of this.history.values()) {
      for (const [id, versions] of documents) {
        const kept = versions.filter((version) => version.sequence > oldest);
        if (kept.length === 0) documents.delete(id);
        else documents.set(id, kept);
      }
    }
  }
}
