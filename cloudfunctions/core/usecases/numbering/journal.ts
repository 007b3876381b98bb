import { z } from 'zod';

import type { JournalEntry, Page } from '../../../../typings/api';
import { FIRST_MANAGED_YEAR } from '../../domain/member-number';
import { query, requireScope } from '../action';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { counterOf, entryFor, type Movement, movementsOf } from './entries';
import { orgId, year } from './input';
import { undoStates } from './undo-states';

const PAGE = 30;
/** `{time}.{how many entries of that time were shown}`: several operations can have one time. */
const cursor = z.string().regex(/^\d{1,15}\.\d{1,4}$/, '请刷新后重新查看。');

/** What happened to organisations and not to a year's numbers; these entries have no year of their own. */
const TREE_CHANGES = ['MOVE', 'ORG_CLOSE'];

/**
 * The movements of numbers at an organisation, the newest first, of one year or all, each with whether it
 * can be taken back now; among them that it or one below it was moved or closed. A page can be shorter
 * than usual where changes of the tree had to do with other years only. Three requests.
 */
export const journal = query(
  'numbering.journal',
  z.strictObject({ orgId, year: year.optional(), cursor: cursor.optional() }),
  async (context, input): Promise<Page<JournalEntry>> => {
    const { database } = context;
    const [from, shown = 0] = (input.cursor ?? '').split('.').map(Number);
    const filter = { orgs: input.orgId, at: input.cursor ? { lte: from } : undefined };
    const found = await movementsOf(
      database,
      [
        { ...filter, year: input.year ?? { gte: FIRST_MANAGED_YEAR } },
        { ...filter, kind: { in: TREE_CHANGES } },
      ],
      PAGE + shown + 1,
    );
    const rest = found.slice(shown);
    const page = rest.slice(0, PAGE);
    // The organisation asked about comes with the names, so scope is checked before anything is answered.
    const names = await OrganizationNames.load(database, [
      input.orgId,
      ...page.flatMap((entry) => [
        entry.actingOrg,
        ...counterOf(entry, input.orgId),
        isTreeChange(entry) ? entry.subject : null,
      ]),
    ]);
    const organization = names.get(input.orgId);
    if (!organization) throw missingOrganization();
    requireScope(context, 'numbering.journal', organization.path);
    const undo = await undoStates(context, page, names);
    const last = page.at(-1);
    const ofLast = page.filter(({ at }) => at === last?.at).length;
    return {
      items: page.flatMap((entry) => {
        if (!concerns(entry, input.year)) return [];
        const shownAs = entryFor(entry, organization._id, names, input.year);
        return shownAs ? [{ ...shownAs, ...undo(entry) }] : [];
      }),
      next:
        last && rest.length > PAGE ? `${last.at}.${ofLast + (last.at === from ? shown : 0)}` : null,
    };
  },
);

const isTreeChange = ({ kind }: Movement): boolean => TREE_CHANGES.includes(kind);

/** Whether an entry has to do with a year: that of its own, or of one of its lines, or with none in particular. */
const concerns = ({ year: own, lines }: Movement, of: number | undefined): boolean =>
  of === undefined || own === of || lines.length === 0 || lines.some((line) => line.year === of);
