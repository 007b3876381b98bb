import { z } from 'zod';

import type { JournalEntry, Page } from '../../../../typings/api';
import { FIRST_MANAGED_YEAR } from '../../domain/member-number';
import { isStillThere } from '../../domain/undo';
import type { JournalDocument } from '../../ports/documents';
import { type Context, query } from '../action';
import { holdingId } from '../holdings';
import { OrganizationNames, organizationInScope } from '../organization-lookup';
import { actorsOf, counterOf, entryFor } from './entries';
import { orgId, year } from './input';
import { isDoerOrAbove, isInTime } from './undoable';

const PAGE = 30;
/** `{time}.{how many entries of that time were shown}`: several operations can have one time. */
const cursor = z.string().regex(/^\d{1,15}\.\d{1,4}$/, '请刷新后重新查看。');

/**
 * The movements of numbers at an organisation, the newest first, of one year or all, each with whether it
 * can be taken back now. At most seven requests.
 */
export const journal = query(
  'numbering.journal',
  z.strictObject({ orgId, year: year.optional(), cursor: cursor.optional() }),
  async (context, input): Promise<Page<JournalEntry>> => {
    const { database } = context;
    const organization = await organizationInScope(context, 'numbering.journal', input.orgId);
    const [from, shown] = (input.cursor ?? '').split('.').map(Number);
    const found = await database.find(
      'journal',
      {
        orgs: organization._id,
        year: input.year ?? { gte: FIRST_MANAGED_YEAR },
        ...(input.cursor && { at: { lte: from } }),
      },
      {
        sort: [
          ['at', -1],
          ['_id', -1],
        ],
        limit: PAGE + (shown ?? 0) + 1,
      },
    );
    const rest = found.slice(shown ?? 0);
    const page = rest.slice(0, PAGE);
    const names = await OrganizationNames.load(
      database,
      page.flatMap((entry) => [entry.actingOrg, ...counterOf(entry, organization._id)]),
    );
    const actors = await actorsOf(database, page);
    const undo = await undoStates(context, page, names);
    const last = page.at(-1);
    return {
      items: page.flatMap((entry) => {
        const shownAs = entryFor(entry, organization._id, names, actors);
        return shownAs ? [{ ...shownAs, ...undo(entry) }] : [];
      }),
      next:
        last && rest.length > PAGE
          ? `${last.at}.${page.filter(({ at }) => at === last.at).length + (last.at === from ? (shown ?? 0) : 0)}`
          : null,
    };
  },
);

type UndoState = Pick<JournalEntry, 'mayUndo' | 'undone'>;

/** Looks once for all entries whether they were taken back and where their numbers are now. */
async function undoStates(
  context: Context,
  entries: readonly JournalDocument[],
  names: OrganizationNames,
): Promise<(entry: JournalDocument) => UndoState> {
  const { database, runtime } = context;
  const now = runtime.now();
  const done = await database.getMany(
    'undone',
    entries.map(({ _id }) => _id),
  );
  const undone = new Set(done.map(({ _id }) => _id));
  const candidates = entries.filter((entry) => {
    const acting = entry.actingOrg === null ? undefined : names.get(entry.actingOrg);
    const mine = acting !== undefined && isDoerOrAbove(context, entry, acting);
    return mine && !undone.has(entry._id) && isInTime(entry, now);
  });
  const ids = candidates.flatMap(({ lines, year: of }) =>
    lines.map(({ org }) => holdingId(of!, org)),
  );
  const holdings = await database.getMany('holdings', [...new Set(ids)].slice(0, 1000), [
    'orgId',
    'year',
    'free',
    'closed',
  ]);
  const may = new Set(
    candidates
      .filter(({ lines, year: of }) => {
        const sameYear = holdings.filter((holding) => holding.year === of);
        const closed = sameYear.some(
          (holding) => holding.closed && lines.some(({ org }) => org === holding.orgId),
        );
        return !closed && isStillThere(lines, new Map(sameYear.map((h) => [h.orgId, h])));
      })
      .map(({ _id }) => _id),
  );
  return ({ _id }) => ({ mayUndo: may.has(_id), undone: undone.has(_id) });
}
