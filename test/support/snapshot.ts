import { COLLECTIONS } from '../../cloudfunctions/core/adapters/collections';
import type { TestCloud } from './phones';

/** What changes by itself and says nothing about the business: limits, figures of calls. */
const INCIDENTAL = new Set(['counters', 'metrics']);

/** Everything stored, as text, to see whether a call changed anything. At most 1,000 documents a collection. */
export async function everythingStored(test: TestCloud): Promise<string> {
  const stored: unknown[] = [];
  for (const { name } of COLLECTIONS) {
    if (INCIDENTAL.has(name)) continue;
    stored.push(name, await test.database.find(name, {}, { sort: [['_id', 1]], limit: 1000 }));
  }
  return JSON.stringify(stored);
}
