import type { Database } from '../ports/database';
import type { TotalsDocument } from '../ports/documents';
import { DuplicateError } from '../ports/database';

export const totalsId = (year: number, orgId: string): string => `${year}-${orgId}`;

/**
 * Counts a change up in the totals of organisations, after the commit that made it: inside the
 * transaction it would serialise the whole province. What is lost here (the process dies, the
 * database refuses) the clock repairs, so a failure never turns a done operation into an error.
 */
export async function countUp(
  database: Database,
  year: number,
  orgIds: readonly string[],
  amounts: Partial<Pick<TotalsDocument, 'used' | 'waiting'>>,
): Promise<void> {
  const ids = orgIds.map((orgId) => totalsId(year, orgId));
  try {
    if ((await database.increase('totals', ids, amounts)) === ids.length) return;
    const there = new Set((await database.getMany('totals', ids)).map(({ _id }) => _id));
    for (const orgId of orgIds) {
      const _id = totalsId(year, orgId);
      if (there.has(_id)) continue;
      await database
        .add('totals', { _id, orgId, year, used: 0, waiting: 0, ...amounts })
        .catch(async (error: unknown) => {
          if (!(error instanceof DuplicateError)) throw error;
          await database.increase('totals', [_id], amounts);
        });
    }
  } catch {
    // Repaired by the clock.
  }
}

/** Totals of organisations by id; zero where nothing was counted yet. One request. */
export async function totalsOf(
  database: Database,
  year: number,
  orgIds: readonly string[],
): Promise<Map<string, { used: number; waiting: number }>> {
  const stored = await database.getMany(
    'totals',
    orgIds.map((orgId) => totalsId(year, orgId)),
  );
  const byOrg = new Map(stored.map((totals) => [totals.orgId, totals]));
  return new Map(
    orgIds.map((orgId) => {
      const { used, waiting } = byOrg.get(orgId) ?? { used: 0, waiting: 0 };
      return [orgId, { used, waiting: Math.max(0, waiting) }];
    }),
  );
}
