import { personTerms } from '../../domain/person-terms';
import type { Database } from '../../ports/database';
import type { MemberDocument, MoveDocument, RegistrationDocument } from '../../ports/documents';
import type { JobServices } from '../clock/job';

const SLICE = 20;

/** Whoever read the tree before the move has written by then: until it is over, another pass follows. */
const SETTLED_MS = 60_000;

const FOLLOWERS = ['organizations', 'registrations', 'members', 'corrections'] as const;
type Follower = (typeof FOLLOWERS)[number];

/** Documents of one collection below the moved organisation, in the order of ids. */
function pageOf(
  database: Database,
  collection: Follower,
  orgId: string,
  after: string,
): Promise<Array<{ _id: string }>> {
  return database.find(
    collection,
    { path: orgId, _id: { gt: after } },
    { sort: [['_id', 1]], limit: SLICE, fields: ['_id'] },
  );
}

/** Writes the present place of their branch into one slice of documents, in one transaction. */
const rewrite = (database: Database, collection: Follower, ids: readonly string[]): Promise<void> =>
  database.transact(async (transaction) => {
    for (const id of ids) {
      if (collection === 'organizations') {
        const child = await transaction.get('organizations', id);
        const parent = child?.parentId && (await transaction.get('organizations', child.parentId));
        if (!child || !parent) continue;
        const path = [...parent.path, id];
        if (path.join() === child.path.join()) continue;
        // Made below a moved organisation at the moment of the move.
        const { committeeId, type } = child;
        const isOwn = committeeId === id;
        await transaction.update('organizations', id, {
          path,
          committeeId: isOwn ? id : parent.committeeId,
          generalBranchId:
            type === 'BRANCH' && parent.type === 'GENERAL_BRANCH' ? parent._id : null,
        });
        continue;
      }
      const follower = await transaction.get(collection, id);
      const branch = follower && (await transaction.get('organizations', follower.branchId));
      if (!branch || branch.path.join() === follower.path.join()) continue;
      const { path, generalBranchId, committeeId } = branch;
      if (collection === 'corrections') {
        await transaction.update('corrections', id, { path });
        continue;
      }
      const { name, phoneMasked } = follower as RegistrationDocument | MemberDocument;
      const terms = personTerms({ name, phoneMasked, path });
      if (collection === 'members') {
        await transaction.update('members', id, { path, terms });
      } else if (committeeId) {
        const place = { path, generalBranchId, committeeId, terms };
        await transaction.update('registrations', id, place);
      }
    }
  });

/**
 * Lets registrations, member records and corrections follow a moved organisation, in slices until
 * `until` (ms); gives how many documents it went through. Repeatable: it writes where the branch stands now.
 */
export async function followMove(
  { database, runtime }: JobServices,
  { _id, orgId, at, cursors }: MoveDocument,
  until: number,
): Promise<number> {
  const reached = { ...cursors };
  let seen = 0;
  for (const collection of FOLLOWERS) {
    for (;;) {
      if (runtime.now() >= until) return seen;
      const page = await pageOf(database, collection, orgId, reached[collection] ?? '');
      const last = page.at(-1);
      if (!last) break;
      await rewrite(
        database,
        collection,
        page.map((document) => document._id),
      );
      seen += page.length;
      reached[collection] = last._id;
      await database.update('moves', _id, { cursors: { ...reached } });
      if (page.length < SLICE) break;
    }
  }
  const done = runtime.now() - at > SETTLED_MS;
  await database.update('moves', _id, { done, cursors: {} });
  return seen;
}
