import { z } from 'zod';

import type {
  Dashboard,
  DashboardChild,
  PendingStatus,
  StockFigures,
} from '../../../../typings/api';
import { CALENDAR, dayOfYear } from '../../domain/calendar';
import { today } from '../../domain/dates';
import { count } from '../../domain/intervals';
import { exhaustionDay, monthsUpTo, paceOf } from '../../domain/pace';
import { isPending, orderKey } from '../../domain/review';
import type { Database } from '../../ports/database';
import type { HoldingDocument, OrganizationDocument } from '../../ports/documents';
import { type Context, query } from '../action';
import { holdingId } from '../holdings';
import { organizationInScope, refOf } from '../organization-lookup';
import { type Amounts, totalsOf } from '../totals';
import { orgId, year } from './input';

/** An organisation has fewer direct children than one query gives. */
const MOST_CHILDREN = 1000;
const LATE_MS = 7 * 86_400_000;
const PENDING: readonly PendingStatus[] = [
  'PENDING_BRANCH',
  'PENDING_GENERAL',
  'PENDING_COMMITTEE',
];

type Stock = Pick<HoldingDocument, 'orgId' | 'closed' | 'held' | 'free' | 'voided' | 'expired'>;
type Child = Pick<OrganizationDocument, '_id' | 'fullName' | 'type' | 'status'>;

/** What an organisation has and needs, from its holding and its totals. Void numbers further down count as unused. */
function figuresOf(
  holding: Stock | undefined,
  { used, waiting, months }: Required<Amounts>,
  day: string,
  ofYear: number,
): StockFigures {
  const { held = [], free = [], voided = [], expired = [] } = holding ?? {};
  const unused = Math.max(0, count(held) - used - count(voided) - count(expired));
  const pace = paceOf(months, day);
  return {
    held: count(held),
    free: count(free),
    used,
    unused,
    waiting,
    short: Math.max(0, waiting - unused),
    pace: Math.round(pace * 100) / 100,
    exhaustedOn: unused === 0 ? null : exhaustionDay(unused, pace, day, ofYear),
  };
}

/** How the reviews below an organisation stand, and below which child the oldest is; two requests. */
async function reviewsOf(
  database: Database,
  organization: OrganizationDocument,
  children: ReadonlyMap<string, Child>,
  now: number,
): Promise<Dashboard['reviews']> {
  const pending = { path: organization._id, status: { in: PENDING } };
  const [oldest] = await database.find('registrations', pending, {
    sort: [['order', 1]],
    limit: 1,
    fields: ['status', 'since', 'path'],
  });
  if (!oldest || !isPending(oldest.status)) return { late: 0, oldest: null };
  const { _id: registrationId, status, since, path } = oldest;
  const isLate = since < now - LATE_MS;
  const child = children.get(path[path.indexOf(organization._id) + 1] ?? '');
  return {
    late: isLate
      ? await database.count('registrations', {
          ...pending,
          order: { lt: orderKey(now - LATE_MS, '') },
        })
      : 0,
    oldest: { registrationId, status, since, organization: child ? refOf(child) : null },
  };
}

/**
 * The page 首页 of one organisation and year: stock and pace, its direct children, how old the oldest review
 * is. Six requests; figures of subtrees come from the totals and may be minutes old.
 */
export const dashboard = query(
  'numbering.dashboard',
  z.strictObject({ orgId, year }),
  async (context: Context, input): Promise<Dashboard> => {
    const { database, runtime } = context;
    const now = runtime.now();
    const day = today(now);
    const organization = await organizationInScope(context, 'numbering.dashboard', input.orgId);
    const found = organization.hasChildren
      ? await database.find(
          'organizations',
          { parentId: organization._id },
          {
            sort: [['sort', 1]],
            limit: MOST_CHILDREN,
            fields: ['fullName', 'type', 'status'],
          },
        )
      : [];
    const children = new Map<string, Child>(found.map((child) => [child._id, child]));
    const ids = [organization._id, ...children.keys()].slice(0, MOST_CHILDREN);
    const holdings = await database.getMany(
      'holdings',
      ids.map((id) => holdingId(input.year, id)),
      ['orgId', 'closed', 'held', 'free', 'voided', 'expired'],
    );
    const byOrg = new Map<string, Stock>(holdings.map((holding) => [holding.orgId, holding]));
    const totals = await totalsOf(database, input.year, ids);
    const of = (id: string): StockFigures =>
      figuresOf(byOrg.get(id), totals.get(id)!, day, input.year);
    const below = [...children.values()]
      .filter(({ _id }) => totals.has(_id))
      .map((child): DashboardChild => ({ organization: refOf(child), ...of(child._id) }))
      .filter(({ held, used, waiting }) => held > 0 || used > 0 || waiting > 0);
    return {
      organization: refOf(organization),
      year: input.year,
      closed: byOrg.get(organization._id)?.closed ?? false,
      at: now,
      ...of(organization._id),
      months: monthsUpTo(totals.get(organization._id)!.months, day),
      dates: {
        firstDistribution: dayOfYear(input.year, CALENDAR.firstDistribution),
        midyear: dayOfYear(input.year, CALENDAR.midyear),
        useUp: dayOfYear(input.year, CALENDAR.useUp),
        lastDay: dayOfYear(input.year, CALENDAR.lastDay),
      },
      below,
      reviews: await reviewsOf(database, organization, children, now),
    };
  },
);
