import type { MovementEntry } from '../../../../typings/api';
import { movementText, treeChangeText } from '../../domain/movement-words';
import type { Database, Filter, Joined } from '../../ports/database';
import type { JournalDocument } from '../../ports/documents';
import type { OrganizationNames } from '../organization-lookup';

/** An entry with the account that made it, and with what took it back again. */
export type Movement = Joined<'journal', 'undone' | 'accounts'>;

/** The newest entries that one of the filters takes; one request. */
export const movementsOf = (
  database: Database,
  filters: readonly Filter[],
  limit: number,
): Promise<Movement[]> =>
  database.findJoined(
    'journal',
    filters,
    {
      sort: [
        ['at', -1],
        ['_id', -1],
      ],
      limit,
      fields: ['at', 'actor', 'post', 'actingOrg', 'kind', 'year', 'lines', 'subject', 'reason'],
    },
    { prefix: '', field: '_id', of: { undone: ['by'] } },
    { prefix: '', field: 'actor', of: { accounts: ['name'] } },
  );

/** A correction that replaces a number is two lines of one organisation, a move one for each year. */
const linesFor = (entry: JournalDocument, org: string, year?: number) =>
  entry.lines.filter((line) => line.org === org && (year === undefined || line.year === year));

/** The other sides of an entry as one organisation saw it; their names go into its sentence. */
export const counterOf = (entry: JournalDocument, org: string): string[] =>
  linesFor(entry, org).flatMap(({ counterOrg }) => (counterOrg ? [counterOrg] : []));

/** Names of the people who did what these entries tell, by account; one request. */
export async function actorsOf(
  database: Database,
  entries: readonly Pick<JournalDocument, 'actor'>[],
): Promise<Map<string, string>> {
  const ids = [...new Set(entries.map((entry) => entry.actor))];
  const accounts = await database.getMany('accounts', ids, ['name']);
  return new Map(accounts.map(({ _id, name }) => [_id, name ?? '']));
}

/**
 * An entry as a sentence, seen from one organisation, of one year or all; null when neither its numbers nor
 * its place in the tree were concerned.
 */
export function entryFor(
  entry: Movement,
  org: string,
  names: OrganizationNames,
  year?: number,
): MovementEntry | null {
  const lines = linesFor(entry, org, year);
  const sentences = lines.map(({ kind, intervals, counterOrg }) =>
    movementText({ kind, intervals, counter: counterOrg ? names.ref(counterOrg).name : null }),
  );
  const below =
    entry.subject === null || entry.subject === org ? null : names.ref(entry.subject).name;
  const text = [...new Set(sentences)].join('；') || treeChangeText(entry.kind, below);
  if (text === '') return null;
  return {
    id: entry._id,
    at: entry.at,
    kind: entry.kind,
    text: entry.kind === 'UNDO' ? `撤销操作：${text}` : text,
    actor: entry.accounts?.name ?? '',
    reason: entry.reason,
  };
}
