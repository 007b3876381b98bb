import type { Database } from '../../ports/database';
import type { HoldingDocument } from '../../ports/documents';

const PAGE = 1000;

/** Every holding of a year, page by page in the order of ids; one request a thousand. */
export async function* holdingsOfYear(
  database: Database,
  year: number,
  fields: readonly string[],
): AsyncGenerator<HoldingDocument> {
  const end = `${year}-\uffff`;
  let after = `${year}-`;
  for (;;) {
    const page = await database.find(
      'holdings',
      { _id: { gt: after, lt: end } },
      { sort: [['_id', 1]], limit: PAGE, fields },
    );
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)!._id;
  }
}
