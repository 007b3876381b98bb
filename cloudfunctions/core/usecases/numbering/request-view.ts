import type { NumberRequest } from '../../../../typings/api';
import { count } from '../../domain/intervals';
import type { Database } from '../../ports/database';
import type { RequestDocument } from '../../ports/documents';
import { holdingId } from '../holdings';
import type { OrganizationNames } from '../organization-lookup';
import { totalsId } from '../totals';

/**
 * Requests with what the decider has to know of each asker (used, free, waiting), as it is today; two
 * requests. `names` has the askers. Totals may be minutes old.
 */
export async function viewsOf(
  database: Database,
  requests: readonly RequestDocument[],
  names: OrganizationNames,
): Promise<NumberRequest[]> {
  const holdings = await database.getMany(
    'holdings',
    requests.map(({ year, orgId }) => holdingId(year, orgId)),
    ['free'],
  );
  const totals = await database.getMany(
    'totals',
    requests.map(({ year, orgId }) => totalsId(year, orgId)),
  );
  const free = new Map(holdings.map((holding) => [holding._id, count(holding.free)]));
  const below = new Map(totals.map((total) => [total._id, total]));
  return requests.map((request) => {
    const { orgId, year } = request;
    const figures = below.get(totalsId(year, orgId));
    return {
      id: request._id,
      version: request.version,
      organization: names.ref(orgId),
      year,
      count: request.count,
      reason: request.reason,
      askedAt: request.askedAt,
      state: request.state,
      granted: request.granted,
      answer: request.answer,
      decidedAt: request.decidedAt,
      used: figures?.used ?? 0,
      free: free.get(holdingId(year, orgId)) ?? 0,
      waiting: Math.max(0, figures?.waiting ?? 0),
    };
  });
}
