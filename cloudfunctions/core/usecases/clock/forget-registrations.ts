import { startOfDay, today, yearsLater } from '../../domain/dates';
import { mayResubmit, orderKey } from '../../domain/review';
import type { Database } from '../../ports/database';
import type { RegistrationDocument } from '../../ports/documents';
import type { Secrets } from '../../ports/secrets';
import { expireRegistration } from '../erasure';
import { claimIds, standingClaims } from '../registration/claims';
import type { Job } from './job';

const ID = 'forget-registrations';

/** So long a registration that was returned or withdrawn waits to be sent again. */
const YEARS = 1;
/** Those of one tick; a dozen requests each. */
const PAGE = 50;

type Seen = Pick<RegistrationDocument, '_id' | 'order'>;

/**
 * Removes the personal data of registrations that were returned or withdrawn and left alone for a year: nothing came
 * of them, so there is nothing to keep it for. Those with a number or a member record stay. The claims go: the
 * person may register anew. Each is looked at once, in the order in which they were left alone; gives how many
 * it emptied.
 */
export const forgetRegistrations = (secrets: Secrets): Job => ({
  id: ID,
  // A little less than the timer's ten minutes: a backlog goes on with the next tick.
  everyMs: 9 * 60_000,
  async run({ database }, now) {
    const [province] = await database.find(
      'organizations',
      { parentId: null },
      { limit: 1, fields: ['_id'] },
    );
    if (!province) return 0;
    const job = await database.get('jobs', ID);
    const before = startOfDay(yearsLater(today(now), -YEARS));
    const page = await database.find(
      'registrations',
      {
        path: province._id,
        status: { in: ['RETURNED', 'WITHDRAWN'] },
        order: { gt: job?.cursor ?? '', lt: orderKey(before, '') },
      },
      { sort: [['order', 1]], limit: PAGE, fields: ['order'] },
    );
    let emptied = 0;
    for (const seen of page) {
      if (await forget(database, secrets, seen, now)) emptied++;
      // A tick that dies goes on from there.
      await database.update('jobs', ID, { cursor: seen.order });
    }
    return emptied;
  },
});

/** Looks again and empties it, in one transaction; false where something became of it. */
const forget = (
  database: Database,
  secrets: Secrets,
  { _id, order }: Seen,
  now: number,
): Promise<boolean> =>
  database.transact(async (transaction) => {
    const registration = await transaction.get('registrations', _id);
    if (registration?.order !== order || !mayResubmit(registration.status)) return false;
    // Emptied on request of its holder, or by a tick that died.
    if (registration.memberNumber !== null || registration.idNumberMasked === '') return false;
    if (await transaction.get('members', _id)) return false;
    await expireRegistration(secrets, transaction, registration);
    const claims = await standingClaims(transaction, claimIds(secrets, registration));
    for (const claim of claims) {
      // A withdrawn one gave them up: somebody else may have them by now.
      if (claim.registrationId === _id) await transaction.remove('claims', claim._id);
    }
    await transaction.create('audit', {
      _id: `expired:${_id}`,
      at: now,
      actor: null,
      post: null,
      what: 'EXPIRE_REGISTRATION',
      subject: _id,
    });
    return true;
  });
