import { blocksAround } from '../../domain/cover';
import { contains } from '../../domain/intervals';
import { chainOf } from '../../domain/trace';
import type { Database } from '../../ports/database';
import type { HoldingDocument } from '../../ports/documents';

/** Fields of a holding that say where a number is; the covers are the longest and are only looked up. */
export const PLACE = ['orgId', 'parentId', 'free', 'used', 'voided', 'expired'];

/** Numbers looked up by their blocks in one request: their chains stay below a query's 1,000 rows. */
const CHUNK = 100;

/**
 * The last holder of each number that some holding has (with `held` and the fields of PLACE); one request for
 * a hundred numbers.
 */
export async function holdersOf(
  database: Database,
  numbers: readonly string[],
): Promise<Map<string, HoldingDocument>> {
  const holders = new Map<string, HoldingDocument>();
  for (let from = 0; from < numbers.length; from += CHUNK) {
    const chunk = numbers.slice(from, from + CHUNK);
    const blocks = [...new Set(chunk.flatMap((text) => blocksAround(Number(text))))];
    const holdings = await database.find(
      'holdings',
      { cover: { in: blocks } },
      { limit: 1000, fields: ['held', ...PLACE] },
    );
    for (const text of chunk) {
      const around = holdings.filter(({ held }) => contains(held, Number(text)));
      const last = chainOf(around).at(-1);
      if (last) holders.set(text, last);
    }
  }
  return holders;
}
