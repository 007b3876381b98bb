import { z } from 'zod';

import type { JournalEntry, Page } from '../../../../typings/api';
import { FIRST_MANAGED_YEAR } from '../../domain/member-number';
import type { Database, Filter } from '../../ports/database';
import type { JournalDocument } from '../../ports/documents';
import { query } from '../action';
import { OrganizationNames, organizationInScope } from '../organization-lookup';
import { actorsOf, counterOf, entryFor } from './entries';
import { orgId, year } from './input';
import { undoStates } from './undo-states';

const PAGE = 30;
/** `{time}.{how many entries of that time were shown}`: several operations can have one time. */
const cursor = z.string().regex(/^\d{1,15}\.\d{1,4}$/, '请刷新后重新查看。');

/** What happened to organisations and not to a year's numbers; these entries have no year of their own. */
const TREE_CHANGES = ['MOVE', 'ORG_CLOSE'];

/**
 * The movements of numbers at an organisation, the newest first, of one year or all, each with whether it
 * can be taken back now; among them that it or one below it was moved or closed. At most eight requests.
 */
export const journal = query(
  'numbering.journal',
  z.strictObject({ orgId, year: year.optional(), cursor: cursor.optional() }),
  async (context, input): Promise<Page<JournalEntry>> => {
    const { database } = context;
    const organization = await organizationInScope(context, 'numbering.journal', input.orgId);
    const [from, shown] = (input.cursor ?? '').split('.').map(Number);
    const until = input.cursor ? { at: { lte: from } } : {};
    const found = await entriesOf(
      database,
      { orgs: organization._id, ...until },
      input.year,
      PAGE + (shown ?? 0) + 1,
    );
    const rest = found.slice(shown ?? 0);
    const page = rest.slice(0, PAGE);
    const names = await OrganizationNames.load(
      database,
      page.flatMap((entry) => [
        entry.actingOrg,
        ...counterOf(entry, organization._id),
        isTreeChange(entry) ? entry.subject : null,
      ]),
    );
    const actors = await actorsOf(database, page);
    const undo = await undoStates(context, page, names);
    const last = page.at(-1);
    return {
      items: page.flatMap((entry) => {
        const shownAs = entryFor(entry, organization._id, names, actors, input.year);
        return shownAs ? [{ ...shownAs, ...undo(entry) }] : [];
      }),
      next:
        last && rest.length > PAGE
          ? `${last.at}.${page.filter(({ at }) => at === last.at).length + (last.at === from ? (shown ?? 0) : 0)}`
          : null,
    };
  },
);

const isTreeChange = ({ kind }: JournalDocument): boolean => TREE_CHANGES.includes(kind);

/** The newest entries of a year or of all, with the changes of the tree that concern it; two requests. */
async function entriesOf(
  database: Database,
  filter: Filter,
  of: number | undefined,
  limit: number,
): Promise<JournalDocument[]> {
  const newest = {
    sort: [
      ['at', -1],
      ['_id', -1],
    ],
    limit,
  } as const;
  const movements = await database.find(
    'journal',
    { ...filter, year: of ?? { gte: FIRST_MANAGED_YEAR } },
    newest,
  );
  const changes = await database.find('journal', { ...filter, kind: { in: TREE_CHANGES } }, newest);
  const concerning = changes.filter(
    ({ lines }) => of === undefined || lines.length === 0 || lines.some((line) => line.year === of),
  );
  return [...movements, ...concerning]
    .sort((a, b) => b.at - a.at || (a._id < b._id ? 1 : -1))
    .slice(0, limit);
}
