import {
  COLLECTIONS,
  type CollectionDeclaration,
} from '../../../cloudfunctions/core/adapters/collections';
import { Catalog } from '../../cloud/database/catalog';
import { openEngine } from '../../cloud/database/engine';
import { Store } from '../../cloud/database/store';
import { StoredDocument } from '../../cloud/database/stored';
import type { Plain } from '../../cloud/database/values';
import { WriteSet } from '../../cloud/database/writes';

/** Documents of one commit. */
const AT_ONCE = 5000;

/**
 * Writes documents into the local database of a folder that nobody has open, past its front door: a
 * province has millions. Gives how many there were.
 */
export async function load(
  dir: string,
  documents: Iterable<readonly [string, object]>,
  declarations: readonly CollectionDeclaration[] = COLLECTIONS,
): Promise<number> {
  const engine = openEngine(dir, 'nosync');
  const catalog = new Catalog(engine);
  await catalog.declare(declarations);
  const store = new Store(engine, catalog);
  let writes = new WriteSet();
  let count = 0;
  // The next commit is prepared while the engine writes the last one.
  let written: Promise<void> = Promise.resolve();
  const commit = async (): Promise<void> => {
    await written;
    written = store.commit(writes);
    writes = new WriteSet();
  };
  for (const [name, document] of documents) {
    const collection = catalog.find(name);
    if (!collection) throw new Error(`there is no collection ${name}`);
    const stored = StoredDocument.of(document as Plain);
    catalog.noteArrays(collection, stored);
    writes.put(collection, stored.id, stored);
    count += 1;
    if (count % AT_ONCE === 0) await commit();
  }
  await commit();
  await written;
  await store.close();
  return count;
}
