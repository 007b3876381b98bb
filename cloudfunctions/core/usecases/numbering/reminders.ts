import { z } from 'zod';

import type { Reminder } from '../../../../typings/api';
import { daysLater, today } from '../../domain/dates';
import { isCommittee } from '../../domain/organizations';
import { type ReminderFacts, remindersFor, TERM_DAYS } from '../../domain/reminders';
import { type Context, postOf, query, requireScope } from '../action';
import { orgId } from './input';
import { figuresOfYears } from './year-figures';

/**
 * What dates ask of the acting post's organisation today, and terms of office that end
 * soon: its own, and of the secretaries whom a committee looks after. Three requests, four when there are such. Figures
 * of subtrees may be minutes old.
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
    const figures = await figuresOfYears(database, id, [year, year - 1]);
    const below = isCommittee(post.orgType) ? await termsBelow(context, id, day) : null;
    return {
      items: remindersFor(day, {
        type: post.orgType,
        thisYear: figures[0]!,
        lastYear: figures[1]!,
        termEnds: post.to,
        below,
        settings: await context.settings(),
      }),
    };
  },
);

/** Secretaries of the branches and general branches of a committee whose term ends soon; one request, two if there are any. */
async function termsBelow(
  { database }: Context,
  committeeId: string,
  day: string,
): Promise<ReminderFacts['below']> {
  const ending = { committeeId, 'secretary.to': { gte: day, lte: daysLater(day, TERM_DAYS) } };
  const [first] = await database.find('organizations', ending, {
    sort: [['secretary.to', 1]],
    limit: 1,
    fields: ['fullName', 'secretary'],
  });
  if (!first?.secretary) return null;
  const count = await database.count('organizations', ending);
  return { name: first.fullName, to: first.secretary.to, count: Math.max(1, count) };
}
