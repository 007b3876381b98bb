import { z } from 'zod';

import type { RegistrationDocument } from '../../ports/documents';
import { accountOf, type Context, query } from '../action';
import { myRegistration } from './view';

/** The latest registration of the signed-in person; two requests. */
export const mine = query('registration.mine', z.strictObject({}), async (context) => {
  const latest = await latestRegistration(context);
  return { registration: latest && (await myRegistration(context, latest)) };
});

async function latestRegistration(context: Context): Promise<RegistrationDocument | null> {
  const [latest] = await context.database.find(
    'registrations',
    { accountId: accountOf(context)._id },
    { sort: [['submittedAt', -1]], limit: 1 },
  );
  return latest ?? null;
}
