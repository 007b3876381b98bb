import { z } from 'zod';

import type { YearStatus } from '../../../../typings/api';
import { CALENDAR, dayOfYear } from '../../domain/calendar';
import { count } from '../../domain/intervals';
import { postOf, query } from '../action';
import { holdingsOf } from '../holdings';
import { OrganizationNames } from '../organization-lookup';
import { totalsOf } from '../totals';
import { year } from './input';

/** The province has fewer direct children than one query gives. */
const MOST_CHILDREN = 1000;

/**
 * What the province looks at before it closes a year: people who still wait, covers not written, numbers
 * not used and where they are. Figures of subtrees may be minutes old. Six requests.
 */
export const yearStatus = query(
  'numbering.yearStatus',
  z.strictObject({ year }),
  async (context, input): Promise<YearStatus> => {
    const { database } = context;
    const { orgId } = postOf(context);
    const stored = await database.get('years', String(input.year));
    const holdings = await holdingsOf(database, input.year, [{ _id: orgId, parentId: null }]);
    const children = await database.find(
      'holdings',
      { parentId: orgId, year: input.year },
      { limit: MOST_CHILDREN, fields: ['orgId', 'held'] },
    );
    const ids = children.map((child) => child.orgId);
    const totals = await totalsOf(database, input.year, [orgId, ...ids]);
    const names = await OrganizationNames.load(database, ids);
    const coversUnwritten = await database.count('members', {
      path: orgId,
      joinYear: input.year,
      coverWrittenAt: null,
    });
    const { held } = holdings.get(orgId)!;
    const { used, waiting } = totals.get(orgId)!;
    const below = children
      .map((child) => {
        const figures = totals.get(child.orgId)!;
        return {
          organization: names.ref(child.orgId),
          unused: Math.max(0, count(child.held) - figures.used),
          waiting: figures.waiting,
        };
      })
      .sort((a, b) => b.unused - a.unused);
    const state = stored?.state ?? 'OPEN';
    return {
      year: input.year,
      state,
      total: count(held),
      used,
      unused: Math.max(0, count(held) - used),
      waiting,
      coversUnwritten,
      below,
      dates: {
        useUp: dayOfYear(input.year, CALENDAR.useUp),
        lastDay: dayOfYear(input.year, CALENDAR.lastDay),
      },
      may: {
        startClosing: state === 'OPEN',
        close: state === 'CLOSING',
        reopen: state === 'CLOSING' && !stored?.swept,
      },
      statement: stored?.statement ?? null,
    };
  },
);
