import type { Database } from '../../cloudfunctions/core/ports/database';
import type { CollectionName, Documents } from '../../cloudfunctions/core/ports/documents';

/** One answer stays far below the service's 16 MB: 200 documents, or 20 slices of 200 rows each. */
const pageSize = (collection: CollectionName): number => (collection === 'importSlices' ? 20 : 200);

/** A whole collection page by page in the order of `_id`, from behind the id `after`; with `fields`, only these. */
export async function* pagesOf<C extends CollectionName>(
  database: Database,
  collection: C,
  after = '',
  fields?: readonly string[],
): AsyncGenerator<Documents[C][]> {
  const limit = pageSize(collection);
  for (let from = after, full = true; full;) {
    const page = await database.find(
      collection,
      { _id: { gt: from } },
      { sort: [['_id', 1]], limit, ...(fields && { fields }) },
    );
    if (page.length > 0) yield page;
    full = page.length === limit;
    from = page.at(-1)?._id ?? from;
  }
}
