import { z } from 'zod';

import type { Reminder } from '../../../../typings/api';
import { daysLater, today } from '../../domain/dates';
import { count } from '../../domain/intervals';
import { isCommittee } from '../../domain/organizations';
import { remindersFor, TERM_DAYS, type YearFigures } from '../../domain/reminders';
import type { Database } from '../../ports/database';
import { type Context, postOf, query, requireScope } from '../action';
import { holdingId } from '../holdings';
import { totalsId } from '../totals';
import { orgId } from './input';

/** Terms of office named at most; the page of the organisations shows all. */
const MOST_TERMS = 20;

/**
 * What dates ask of the acting post's organisation today, and terms of office that end
 * soon: its own, and of the secretaries whom a committee looks after. Three requests. Figures of subtrees
 * may be minutes old.
 */
export const reminders = query(
  'numbering.reminders',
  z.strictObject({ orgId: orgId.optional() }),
  async (context, input): Promise<{ items: Reminder[] }> => {
    const { database, runtime } = context;
    const post = postOf(context);
    const id = input.orgId ?? post.orgId;
    requireScope(context, 'numbering.reminders', [id]);
    const day = today(runtime.now());
    const year = Number(day.slice(0, 4));
    const figures = await figuresOf(database, id, [year, year - 1]);
    const below = isCommittee(post.orgType) ? await termsBelow(context, id, day) : [];
    return {
      items: remindersFor(day, {
        type: post.orgType,
        thisYear: figures[0]!,
        lastYear: figures[1]!,
        termEnds: post.to,
        below,
      }),
    };
  },
);

/** Of one organisation in several years; two requests. */
async function figuresOf(
  database: Database,
  id: string,
  years: readonly number[],
): Promise<YearFigures[]> {
  const holdings = await database.getMany(
    'holdings',
    years.map((year) => holdingId(year, id)),
    ['year', 'closed', 'held', 'free'],
  );
  const totals = await database.getMany(
    'totals',
    years.map((year) => totalsId(year, id)),
  );
  return years.map((year) => {
    const holding = holdings.find((one) => one.year === year);
    const total = totals.find((one) => one.year === year);
    return {
      year,
      closed: holding?.closed ?? false,
      held: count(holding?.held ?? []),
      free: count(holding?.free ?? []),
      used: total?.used ?? 0,
      waiting: Math.max(0, total?.waiting ?? 0),
    };
  });
}

/** Secretaries of the branches and general branches of a committee whose term ends soon; one request. */
async function termsBelow(
  { database }: Context,
  committeeId: string,
  day: string,
): Promise<Array<{ orgId: string; name: string; to: string }>> {
  const found = await database.find(
    'organizations',
    { committeeId, 'secretary.to': { gte: day, lte: daysLater(day, TERM_DAYS) } },
    { sort: [['secretary.to', 1]], limit: MOST_TERMS, fields: ['_id', 'fullName', 'secretary'] },
  );
  return found.flatMap(({ _id, fullName, secretary }) =>
    secretary ? [{ orgId: _id, name: fullName, to: secretary.to }] : [],
  );
}
