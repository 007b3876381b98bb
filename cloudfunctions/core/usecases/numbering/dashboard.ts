import { z } from 'zod';

import type {
  Dashboard,
  DashboardChild,
  PendingStatus,
  StockFigures,
} from '../../../../typings/api';
import { datesOf } from '../../domain/calendar';
import { today } from '../../domain/dates';
import { count } from '../../domain/intervals';
import { exhaustionDay, monthsUpTo, paceOf } from '../../domain/pace';
import { isPending, orderKey, orderTime } from '../../domain/review';
import { type LateGroup, slowPlaces } from '../../domain/timeliness';
import type { Database, Filter, Joined } from '../../ports/database';
import { type Context, query, requireScope } from '../action';
import { missingOrganization, refOf } from '../organization-lookup';
import { orgId, year } from './input';

/** An organisation and its direct children are fewer than one query gives. */
const MOST_ROWS = 1000;
const LATE_MS = 7 * 86_400_000;
const SLOW_SHOWN = 8;
const PENDING: readonly PendingStatus[] = [
  'PENDING_BRANCH',
  'PENDING_GENERAL',
  'PENDING_COMMITTEE',
];

type Place = Joined<'organizations', 'holdings' | 'totals'>;

/** What an organisation has and needs, from its holding and its totals. Void numbers further down count as unused. */
function figuresOf(
  holding: Place['holdings'],
  totals: Place['totals'],
  day: string,
  ofYear: number,
): StockFigures {
  const { held = [], free = [], voided = [], expired = [] } = holding ?? {};
  const { used = 0, months = {} } = totals ?? {};
  const waiting = Math.max(0, totals?.waiting ?? 0);
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

/** How the reviews below an organisation stand, where they are late, and below which child the oldest is; two requests. */
async function reviewsOf(
  database: Database,
  organization: Place,
  children: readonly Place[],
  now: number,
): Promise<Dashboard['reviews']> {
  const pending = { path: organization._id, status: { in: PENDING } };
  const [oldest] = await database.find('registrations', pending, {
    sort: [['order', 1]],
    limit: 1,
    fields: ['status', 'since', 'path'],
  });
  if (!oldest || !isPending(oldest.status)) return { late: 0, oldest: null, slow: [] };
  const { _id: registrationId, status, since, path } = oldest;
  const places = new Map([organization, ...children].map((place) => [place._id, place]));
  const child = places.get(path[path.indexOf(organization._id) + 1] ?? '');
  const groups =
    since < now - LATE_MS ? await lateGroups(database, organization, pending, now - LATE_MS) : [];
  const slow = slowPlaces(
    { id: organization._id, type: organization.type },
    new Map(children.map((place) => [place._id, place.type])),
    groups,
  );
  return {
    late: groups.reduce((sum, { late }) => sum + late, 0),
    oldest: { registrationId, status, since, organization: child ? refOf(child) : null },
    slow: slow.slice(0, SLOW_SHOWN).map(({ orgId: id, ...place }) => ({
      organization: refOf(places.get(id)!),
      own: id === organization._id,
      ...place,
    })),
  };
}

/** People who have been at their stage since before `limit`, by child and stage; one request. */
async function lateGroups(
  database: Database,
  { path }: Place,
  pending: Filter,
  limit: number,
): Promise<LateGroup[]> {
  const groups = await database.countWithin(
    'registrations',
    { ...pending, order: { lt: orderKey(limit, '') } },
    { list: 'path', place: path.length, field: 'status', least: 'order' },
  );
  return groups.map(({ element, value, n, least }) => ({
    child: element,
    status: value as PendingStatus,
    late: n,
    since: orderTime(least),
  }));
}

/**
 * The page 首页 of one organisation and year: stock and pace, its direct children, how old the oldest review
 * is. Three requests; figures of subtrees come from the totals and may be minutes old.
 */
export const dashboard = query(
  'numbering.dashboard',
  z.strictObject({ orgId, year }),
  async (context: Context, input): Promise<Dashboard> => {
    const { database, runtime } = context;
    const now = runtime.now();
    const day = today(now);
    const found = await database.findJoined(
      'organizations',
      [{ _id: input.orgId }, { parentId: input.orgId }],
      { limit: MOST_ROWS, fields: ['fullName', 'type', 'path', 'sort'] },
      {
        prefix: `${input.year}-`,
        field: '_id',
        of: {
          holdings: ['closed', 'held', 'free', 'voided', 'expired'],
          totals: ['used', 'waiting', 'months'],
        },
      },
    );
    const organization = found.find(({ _id }) => _id === input.orgId);
    if (!organization) throw missingOrganization();
    requireScope(context, 'numbering.dashboard', organization.path);
    const children = found
      .filter((child) => child !== organization)
      .sort((a, b) => (a.sort < b.sort ? -1 : 1));
    const of = ({ holdings, totals }: Place): StockFigures =>
      figuresOf(holdings, totals, day, input.year);
    const below = children
      .map((child): DashboardChild => ({ organization: refOf(child), ...of(child) }))
      .filter(({ held, used, waiting }) => held > 0 || used > 0 || waiting > 0);
    return {
      organization: refOf(organization),
      year: input.year,
      closed: organization.holdings?.closed ?? false,
      at: now,
      ...of(organization),
      months: monthsUpTo(organization.totals?.months ?? {}, day),
      dates: datesOf((await context.settings()).dates, input.year),
      below,
      reviews: await reviewsOf(database, organization, children, now),
    };
  },
);
