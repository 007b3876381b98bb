import { z } from 'zod';

import { Refusal } from '../../domain/refusal';
import type { AccountDocument, RegistrationDocument } from '../../ports/documents';
import { accountOf, command } from '../action';
import { eraseAccount, eraseRegistration } from '../erasure';
import { operate } from '../operation';
import { registrationOf } from './me';

/** Why this account cannot be removed by its holder, and what to do instead. Throws CONFLICT. */
function requireUnneeded(
  account: AccountDocument,
  registration: RegistrationDocument | null,
): void {
  if (account.posts.length > 0) {
    throw new Refusal(
      'CONFLICT',
      '你任过团内职务，经办的事项要留记录，不能自行注销。请向上级团委书面申请。',
    );
  }
  if (registration?.status === 'APPROVED') {
    throw new Refusal(
      'CONFLICT',
      '你已有团籍资料，编号终身有效，不能自行注销。要删除个人信息，请向所在团委书面申请，由县级以上团委办理。',
    );
  }
  if (registration && registration.status !== 'WITHDRAWN') {
    throw new Refusal('CONFLICT', '你有一份报到正在办理。请先在“办理进度”里撤回，再注销账号。');
  }
}

/**
 * 注销账号: removes the account of somebody without a record, and the personal data of a registration that was
 * withdrawn. Whoever signs in with the number again begins anew. Nine requests, identity apart. Throws CONFLICT.
 */
export const erase = command('account.erase', z.strictObject({}), async (context, input) => {
  const { runtime, secrets, opKey } = context;
  const now = runtime.now();
  const found = await registrationOf(context, accountOf(context));
  await operate(context, input, async (transaction) => {
    const account = await transaction.get('accounts', accountOf(context)._id);
    const registration = found && (await transaction.get('registrations', found._id));
    if (!account) throw new Refusal('CONFLICT', '这个账号已经注销。');
    requireUnneeded(account, registration);
    if (registration) await eraseRegistration(secrets, transaction, registration);
    await eraseAccount(secrets, transaction, account, now);
    await transaction.create('audit', {
      _id: opKey,
      at: now,
      actor: account._id,
      post: null,
      what: 'ERASE_ACCOUNT',
      subject: account._id,
    });
    return { kind: 'ERASE', actingOrg: null, orgs: [], subject: account._id, result: null };
  });
  return { erased: true as const };
});
