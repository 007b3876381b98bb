import { z } from 'zod';

import { registrationOf } from '../account/me';
import { accountOf, query } from '../action';
import { myRegistration } from './view';

/** The latest registration of the signed-in person; two requests, a third for the cover of an approved one. */
export const mine = query('registration.mine', z.strictObject({}), async (context) => {
  const latest = await registrationOf(context, accountOf(context));
  if (!latest) return { registration: null };
  const registration = await myRegistration(context, latest);
  if (latest.status !== 'APPROVED') return { registration };
  const member = await context.database.get('members', latest._id);
  return { registration: { ...registration, coverWrittenAt: member?.coverWrittenAt ?? null } };
});
