import type { NumberRequest } from '../../../../typings/api';
import { count } from '../../domain/intervals';
import type { Database, Joined } from '../../ports/database';
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
  const free = new Map(holdings.map((holding) => [holding._id, holding]));
  const below = new Map(totals.map((total) => [total._id, total]));
  return requests.map((request) => {
    const id = holdingId(request.year, request.orgId);
    return viewOf(
      request,
      { holdings: free.get(id) ?? null, totals: below.get(id) ?? null },
      names,
    );
  });
}

/** A request with the asker's holding and totals, which have the same id as it has. */
export function viewOf(
  request: RequestDocument,
  { holdings, totals }: Pick<Joined<'requests', 'holdings' | 'totals'>, 'holdings' | 'totals'>,
  names: OrganizationNames,
): NumberRequest {
  return {
    id: request._id,
    version: request.version,
    organization: names.ref(request.orgId),
    year: request.year,
    count: request.count,
    reason: request.reason,
    askedAt: request.askedAt,
    state: request.state,
    granted: request.granted,
    answer: request.answer,
    decidedAt: request.decidedAt,
    used: totals?.used ?? 0,
    free: count(holdings?.free ?? []),
    waiting: Math.max(0, totals?.waiting ?? 0),
  };
}
