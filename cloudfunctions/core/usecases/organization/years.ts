import type { Database } from '../../ports/database';

/** Every year that ever had a range, in order, and whether it is closed; two requests on few documents. */
export async function yearsWithRanges(
  database: Database,
): Promise<Array<{ year: number; closed: boolean }>> {
  const guards = await database.find('rangeGuards', {}, { limit: 200, fields: ['_id'] });
  const states = await database.find('years', { state: 'CLOSED' }, { limit: 200, fields: ['_id'] });
  const closed = new Set(states.map(({ _id }) => _id));
  return guards
    .map(({ _id }) => ({ year: Number(_id), closed: closed.has(_id) }))
    .sort((a, b) => a.year - b.year);
}
