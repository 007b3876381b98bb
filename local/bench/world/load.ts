import {
  COLLECTIONS,
  type CollectionDeclaration,
} from '../../../cloudfunctions/core/adapters/collections';
import { Catalog } from '../../cloud/database/catalog';
import { openEngine } from '../../cloud/database/engine';
import { engineKey, StoredDocument } from '../../cloud/database/stored';
import type { Plain } from '../../cloud/database/values';
import { SortedFiles } from './sorted-files';

/**
 * Writes documents into the empty local database of a folder that nobody has open, past its front door: a
 * province has millions. They have to be valid; an `_id` that comes twice is an error of the engine. Gives
 * how many there were.
 */
export async function load(
  dir: string,
  documents: Iterable<readonly [string, object]>,
  declarations: readonly CollectionDeclaration[] = COLLECTIONS,
): Promise<number> {
  const engine = openEngine(dir, 'nosync');
  const catalog = new Catalog(engine);
  await catalog.declare(declarations);
  const files = new SortedFiles(dir);
  let count = 0;
  for (const [name, document] of documents) {
    const collection = catalog.find(name);
    if (!collection) throw new Error(`there is no collection ${name}`);
    const stored = StoredDocument.of(document as Plain);
    catalog.noteArrays(collection, stored);
    files.add('documents', engineKey(collection, stored.id), Buffer.from(stored.text));
    for (const row of stored.rows(collection)) {
      const { key, value } = stored.rowEntry(row.key);
      files.add('rows', key, value);
    }
    count += 1;
  }
  await engine.apply(catalog.takeNoted());
  engine.append('documents', files.sorted('documents'));
  engine.append('rows', files.sorted('rows'));
  await engine.close();
  return count;
}
