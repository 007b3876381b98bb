import type {
  CollectionDeclaration,
  IndexDeclaration,
} from '../../cloudfunctions/core/adapters/collections';
import type { Change, PlanPart } from './change';
import type { FoundCollection, FoundEnvironment } from './port';

/** The index on the primary key is the service's own. */
const OWN_INDEX = /^_id_?$/;

const shapeOf = ({ keys, unique = false }: IndexDeclaration): string =>
  JSON.stringify([keys, unique]);

function planIndexes(
  { name, indexes: declared }: CollectionDeclaration,
  found: readonly IndexDeclaration[],
): PlanPart {
  const shapes = new Set(found.map(shapeOf));
  const names = new Set(found.map((index) => index.name));
  // Made by hand under another name it serves as well.
  const missing = declared.filter((index) => !shapes.has(shapeOf(index)));
  const indexes = missing.filter((index) => !names.has(index.name));
  const declaredShapes = new Set(declared.map(shapeOf));
  const declaredNames = new Set(declared.map((index) => index.name));
  return {
    changes: indexes.length > 0 ? [{ kind: 'CREATE_INDEXES', collection: name, indexes }] : [],
    byHand: missing
      .filter((index) => names.has(index.name))
      .map(
        (index) =>
          `集合 ${name} 的索引 ${index.name} 与声明不同：请在 云开发控制台 → 数据库 → ${name} → 索引管理 里删掉它，再运行一次 deploy:apply。`,
      ),
    surplus: found
      .filter(
        (index) =>
          !OWN_INDEX.test(index.name) &&
          !declaredNames.has(index.name) &&
          !declaredShapes.has(shapeOf(index)),
      )
      .map((index) => `集合 ${name} 的索引 ${index.name}`),
  };
}

function planCollection(
  declared: CollectionDeclaration,
  found: FoundCollection | undefined,
): PlanPart[] {
  const { name: collection } = declared;
  const changes: Change[] = [];
  if (!found) changes.push({ kind: 'CREATE_COLLECTION', collection });
  // A new collection lets its creators read and write: it is closed before anything else.
  if (!found?.isClosed) changes.push({ kind: 'CLOSE_COLLECTION', collection });
  return [{ changes }, planIndexes(declared, found?.indexes ?? [])];
}

/** What the database lacks: collections, their permissions and their indexes. */
export function planCollections(
  declared: readonly CollectionDeclaration[],
  found: FoundEnvironment,
): PlanPart[] {
  const byName = new Map(found.collections.map((collection) => [collection.name, collection]));
  return [
    ...declared.flatMap((collection) => planCollection(collection, byName.get(collection.name))),
    { surplus: found.otherCollections.map((name) => `集合 ${name}`) },
  ];
}
