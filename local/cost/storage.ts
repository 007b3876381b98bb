import { join } from 'node:path';
import { calculateObjectSize } from 'bson';
import { COLLECTIONS } from '../../cloudfunctions/core/adapters/collections';
import { Catalog } from '../cloud/database/catalog';
import { openEngine } from '../cloud/database/engine';
import { wholeRange } from '../cloud/database/schema';
import { StoredDocument } from '../cloud/database/stored';
import type { Stored } from './result';

/** Bytes that an index row has beside its key: where the document lies, as MongoDB notes it. */
const ROW_BYTES = 8;

const idBytes = (id: string): number => id.length + ROW_BYTES;

/** What lies in the database of a data folder that nobody has open. */
export async function storedIn(dataDir: string): Promise<Stored[]> {
  const engine = openEngine(join(dataDir, 'database'), 'sync');
  try {
    const catalog = new Catalog(engine);
    return COLLECTIONS.map(({ name }) => {
      const collection = catalog.find(name)!;
      const ids = { name: '_id_', rows: 0, bytes: 0 };
      const byName = new Map(
        collection.indexes.map((index) => [index.name, { name: index.name, rows: 0, bytes: 0 }]),
      );
      let documents = 0;
      let bytes = 0;
      for (const { key, value } of engine.scan('documents', wholeRange(collection.id), false)) {
        const stored = new StoredDocument(key.toString('latin1', 4), value.toString('utf8'));
        documents += 1;
        bytes += calculateObjectSize(stored.document);
        ids.rows += 1;
        ids.bytes += idBytes(stored.id);
        for (const row of stored.rows(collection)) {
          const index = byName.get(row.index.name)!;
          index.rows += 1;
          // Without the four bytes that name the index.
          index.bytes += row.key.length - 4 + ROW_BYTES;
        }
      }
      return { collection: name, documents, bytes, indexes: [ids, ...byName.values()] };
    });
  } finally {
    await engine.close();
  }
}

/** What has been added, for each of `members`. */
export function addedPerMember(
  before: readonly Stored[],
  after: readonly Stored[],
  members: number,
): Stored[] {
  return after.map((now, c) => {
    const was = before[c]!;
    return {
      collection: now.collection,
      documents: (now.documents - was.documents) / members,
      bytes: (now.bytes - was.bytes) / members,
      indexes: now.indexes.map(({ name, rows, bytes }, i) => ({
        name,
        rows: (rows - was.indexes[i]!.rows) / members,
        bytes: (bytes - was.indexes[i]!.bytes) / members,
      })),
    };
  });
}
