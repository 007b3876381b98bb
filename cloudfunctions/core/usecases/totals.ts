import type { Database } from '../ports/database';
import type { TotalsDocument } from '../ports/documents';
import { DuplicateError } from '../ports/database';

/** What a change counts up; `months` as it is stored. */
export type Amounts = Partial<Pick<TotalsDocument, 'used' | 'waiting' | 'months'>>;

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
  amounts: Amounts,
): Promise<void> {
  const ids = orgIds.map((orgId) => totalsId(year, orgId));
  const { months = {}, ...figures } = amounts;
  const steps = {
    ...figures,
    ...Object.fromEntries(Object.entries(months).map(([month, n]) => [`months.${month}`, n])),
  };
  try {
    if ((await database.increase('totals', ids, steps)) === ids.length) return;
    const there = new Set((await database.getMany('totals', ids)).map(({ _id }) => _id));
    for (const orgId of orgIds) {
      const _id = totalsId(year, orgId);
      if (there.has(_id)) continue;
      await database
        .add('totals', { _id, orgId, year, used: 0, waiting: 0, ...amounts })
        .catch(async (error: unknown) => {
          if (!(error instanceof DuplicateError)) throw error;
          await database.increase('totals', [_id], steps);
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
): Promise<Map<string, Required<Amounts>>> {
  const stored = await database.getMany(
    'totals',
    orgIds.map((orgId) => totalsId(year, orgId)),
  );
  const byOrg = new Map(stored.map((totals) => [totals.orgId, totals]));
  return new Map(
    orgIds.map((orgId) => {
      const { used = 0, waiting = 0, months = {} } = byOrg.get(orgId) ?? {};
      return [orgId, { used, waiting: Math.max(0, waiting), months }];
    }),
  );
}
