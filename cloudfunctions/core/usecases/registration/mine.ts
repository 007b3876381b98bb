import { z } from 'zod';

import { registrationOf } from '../account/me';
import { accountOf, query } from '../action';
import { myRegistration } from './view';

/** The latest registration of the signed-in person; two requests. */
export const mine = query('registration.mine', z.strictObject({}), async (context) => {
  const latest = await registrationOf(context, accountOf(context));
  return { registration: latest && (await myRegistration(context, latest)) };
});
