import { Catalog } from '../cloud/database/catalog';
import { openEngine } from '../cloud/database/engine';
import { type Collection, wholeRange } from '../cloud/database/schema';
import { StoredDocument } from '../cloud/database/stored';
import { COLLECTIONS } from '../../cloudfunctions/core/adapters/collections';

/**
 * Compares every document in a folder that nobody has open with its rows in the indexes: what the system's own
 * proof cannot see, because it looks documents up by them. Gives what is wrong, as sentences.
 */
export async function wrongRows(dir: string): Promise<string[]> {
  const engine = openEngine(dir, 'nosync');
  try {
    const catalog = new Catalog(engine);
    const collections = COLLECTIONS.flatMap(({ name }) => catalog.find(name) ?? []);
    return collections.flatMap((collection): string[] => {
      let expected = 0;
      const wrong: string[] = [];
      for (const { key, value } of engine.scan('documents', wholeRange(collection.id), false)) {
        const stored = new StoredDocument(key.toString('latin1', 4), value.toString('utf8'));
        for (const row of stored.rows(collection)) {
          const entry = stored.rowEntry(row.key);
          expected += 1;
          if (engine.get('rows', entry.key) !== entry.value.toString('utf8')) {
            wrong.push(`${collection.name}/${stored.id} has no row in ${row.index.name}`);
          }
        }
      }
      const there = rowsOf(collection, (id) => engine.count('rows', wholeRange(id)));
      if (there !== expected) {
        wrong.push(
          `${collection.name} has ${there} rows in its indexes and should have ${expected}`,
        );
      }
      return wrong;
    });
  } finally {
    await engine.close();
  }
}

const rowsOf = ({ indexes }: Collection, count: (id: number) => number): number =>
  indexes.reduce((sum, { id }) => sum + count(id), 0);
