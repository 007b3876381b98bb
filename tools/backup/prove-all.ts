import type { Database } from '../../cloudfunctions/core/ports/database';
import { prove } from '../../cloudfunctions/core/usecases/reconcile/prove';
import type { Difference, Statement } from '../../typings/api';
import { pagesOf } from './pages';

/** `prove` takes at most 100 organisations. */
const SLICE = 100;

/** What the proof of one year came to. */
export interface YearProof {
  year: number;
  organizations: number;
  statement: Statement;
  findings: Array<{ orgId: string; differences: Difference[] }>;
}

/**
 * Proves every number of every year with a range, the journal from its beginning (domain.md §13). Writes
 * nothing, no checkpoints either: what was restored stays exactly what the backup says.
 */
export async function proveAll(database: Database, now: number): Promise<YearProof[]> {
  const looking: Database = { ...database, put: () => Promise.resolve() };
  const years: number[] = [];
  for await (const page of pagesOf(database, 'rangeGuards')) {
    years.push(...page.map(({ _id }) => Number(_id)));
  }
  const proofs: YearProof[] = years.map((year) => ({
    year,
    organizations: 0,
    statement: { free: 0, used: 0, voided: 0, expired: 0 },
    findings: [],
  }));
  for await (const page of pagesOf(database, 'organizations', '', ['_id', 'parentId', 'path'])) {
    for (let from = 0; from < page.length; from += SLICE) {
      const slice = page.slice(from, from + SLICE);
      for (const proof of proofs) {
        const { statement, differences } = await prove(looking, proof.year, slice, now, true);
        proof.organizations += slice.length;
        proof.statement.free += statement.free;
        proof.statement.used += statement.used;
        proof.statement.voided += statement.voided;
        proof.statement.expired += statement.expired;
        for (const [orgId, found] of differences) {
          proof.findings.push({ orgId, differences: found });
        }
      }
    }
  }
  return proofs;
}
