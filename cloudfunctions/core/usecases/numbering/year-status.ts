import { z } from 'zod';

import type { YearStatus } from '../../../../typings/api';
import { datesOf } from '../../domain/calendar';
import { count } from '../../domain/intervals';
import { yearFigures } from '../../domain/year';
import type { HoldingDocument } from '../../ports/documents';
import { postOf, query } from '../action';
import { refOf } from '../organization-lookup';
import { totalsOf } from '../totals';
import { year } from './input';
import { holdingsOfYear } from './year-holdings';

const PARTS = ['orgId', 'parentId', 'held', 'free', 'used', 'voided'];

/** The province has fewer direct children than one query gives. */
const MOST_CHILDREN = 1000;

/**
 * What the province looks at before it closes a year: people who still wait, covers not written, numbers
 * not used and where they are. People waiting may be minutes old. Five requests, and one for each thousand holdings.
 */
export const yearStatus = query(
  'numbering.yearStatus',
  z.strictObject({ year }),
  async (context, input): Promise<YearStatus> => {
    const { database } = context;
    const { orgId } = postOf(context);
    const stored = await database.get('years', String(input.year));
    const holdings: HoldingDocument[] = [];
    for await (const holding of holdingsOfYear(database, input.year, PARTS)) holdings.push(holding);
    const figures = yearFigures(orgId, holdings);
    const children = await database.find(
      'organizations',
      { parentId: orgId },
      { limit: MOST_CHILDREN, fields: ['fullName', 'type'] },
    );
    const ids = children.map(({ _id }) => _id);
    const totals = await totalsOf(database, input.year, [orgId, ...ids]);
    const coversUnwritten = await database.count('members', {
      path: orgId,
      joinYear: input.year,
      coverWrittenAt: null,
    });
    const below = children
      .map((child) => ({
        organization: refOf(child),
        unused: figures.below.get(child._id)?.free ?? 0,
        waiting: totals.get(child._id)!.waiting,
      }))
      // Whoever has no numbers can still have people who wait for them.
      .filter(({ organization, waiting }) => figures.below.has(organization.id) || waiting > 0)
      .sort((a, b) => b.unused - a.unused);
    const state = stored?.state ?? 'OPEN';
    const { useUp, lastDay } = datesOf((await context.settings()).dates, input.year);
    return {
      year: input.year,
      state,
      total: count(holdings.find((holding) => holding.orgId === orgId)?.held ?? []),
      used: figures.whole.used,
      voided: figures.whole.voided,
      unused: figures.whole.free,
      waiting: totals.get(orgId)!.waiting,
      coversUnwritten,
      below,
      dates: { useUp, lastDay },
      may: {
        startClosing: state === 'OPEN',
        close: state === 'CLOSING',
        reopen: state === 'CLOSING' && !stored?.swept,
      },
      statement: stored?.statement ?? null,
    };
  },
);
