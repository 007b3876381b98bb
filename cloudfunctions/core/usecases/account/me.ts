import { z } from 'zod';

import type { Me } from '../../../../typings/api';
import type { AccountDocument, RegistrationDocument } from '../../ports/documents';
import { accountOf, query, type Services } from '../action';
import { postsInOffice } from '../identity';
import { OrganizationNames } from '../organization-lookup';
import { summaryOf } from '../registration/view';
import { quickWaysOf } from './quick-ways';

/** The latest registration of an account, whatever became of it; one request. */
export async function registrationOf(
  { database }: Services,
  account: AccountDocument,
): Promise<RegistrationDocument | null> {
  const [latest] = await database.find(
    'registrations',
    { accountId: account._id },
    { sort: [['submittedAt', -1]], limit: 1 },
  );
  return latest ?? null;
}

/** An account as its holder sees it; one request for the names of organisations, if any. */
export async function meOf(
  { database, runtime, wechat, settings }: Services,
  account: AccountDocument,
  registration: RegistrationDocument | null,
): Promise<Me> {
  const posts = postsInOffice(account, runtime.now());
  const names = await OrganizationNames.load(database, [
    ...posts.map(({ orgId }) => orgId),
    registration?.branchId,
  ]);
  const { ages, prompts } = await settings();
  return {
    accountId: account._id,
    name: account.name,
    phone: account.phoneMasked,
    posts: posts.map(({ id, orgId, role, from, to }) => ({
      id,
      organization: names.ref(orgId),
      role,
      from,
      to,
    })),
    registration: registration && summaryOf(registration, names.ref(registration.branchId)),
    ...quickWaysOf(wechat),
    settings: { ages, prompts },
  };
}

/** Who is signed in, with the posts in office and the registration under way. */
export const me = query('account.me', z.strictObject({}), async (context) => {
  const account = accountOf(context);
  return meOf(context, account, await registrationOf(context, account));
});
