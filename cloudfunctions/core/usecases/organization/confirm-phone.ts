import { z } from 'zod';

import type { ConfirmPhoneInput } from '../../../../typings/api';
import { checkPhone, maskPhone } from '../../domain/phone';
import { invalidField, Refusal } from '../../domain/refusal';
import type { AccountDocument } from '../../ports/documents';
import { OutOfDate, rereading } from '../account/by-phone';
import { lookAtPhone, movePhone } from '../account/move-phone';
import { accountOf, command, type Context, postOf, requireScope } from '../action';
import { postsInOffice } from '../identity';
import { operate } from '../operation';
import { organizationInScope } from '../organization-lookup';
import { hasPhone, sealIdTail } from '../personal-hashes';
import { requireBelow } from './below';
import { orgId } from './input';

const ACTION = 'organization.confirmPhone';

const nobody = (): Refusal =>
  new Refusal('NOT_FOUND', '没有找到这个人的账号。请让本人先用新手机号登录，再核对。');

/** Whose number it is, where that person belongs, and what the account is to be known by on a new device. */
interface Person {
  account: AccountDocument;
  orgId: string;
  idTailSealed?: string;
}

async function personFor(
  context: Context,
  { person }: Pick<ConfirmPhoneInput, 'person'>,
): Promise<Person> {
  const { database, secrets } = context;
  if ('orgId' in person) {
    const organization = await organizationInScope(context, ACTION, person.orgId);
    const account = await database.get('accounts', person.accountId);
    const posts = account ? postsInOffice(account, context.runtime.now()) : [];
    if (!account || !posts.some((post) => post.orgId === organization._id)) throw nobody();
    return { account, orgId: organization._id };
  }
  const registration = await database.get('registrations', person.registrationId);
  if (!registration) throw nobody();
  requireScope(context, ACTION, registration.path);
  const account = await database.get('accounts', registration.accountId);
  if (!account) throw nobody();
  const idTailSealed = sealIdTail(secrets, secrets.open(registration.idNumberSealed));
  return { account, orgId: registration.branchId, idTailSealed };
}

/**
 * A new phone number for somebody of an organisation below whose identity was confirmed in person
 * (design §10). It ends all sessions; the next sign-in on it asks for the last six of the ID number, so
 * a mistyped number opens nothing. 20 requests at most. Throws NOT_FOUND, FORBIDDEN, INVALID, CONFLICT.
 */
export const confirmPhone = command(
  ACTION,
  z.strictObject({
    person: z.union([
      z.strictObject({ registrationId: z.string().min(1).max(64) }),
      z.strictObject({ orgId, accountId: z.string().min(1).max(64) }),
    ]),
    phone: z.string().max(40),
    reason: z.string().trim().min(2, '请写明怎样核实了身份。').max(200, '说明最多 200 个字。'),
  }),
  async (context, input): Promise<{ phone: string }> => {
    const checked = checkPhone(input.phone);
    if (!checked.ok) throw invalidField('phone', checked.text);
    const phone = checked.value;
    await rereading(() => confirm(context, input, phone));
    return { phone: maskPhone(phone) };
  },
);

async function confirm(context: Context, input: ConfirmPhoneInput, phone: string): Promise<void> {
  const person = await personFor(context, input);
  const { account } = person;
  await requireBelow(context, account);
  const newPhone = await lookAtPhone(context, phone);
  const now = context.runtime.now();
  await operate(context, input, async (transaction, attempt) => {
    if (attempt.afterDuplicate) throw new OutOfDate();
    const present = await transaction.get('accounts', account._id);
    if (!present) throw nobody();
    if (hasPhone(context.secrets, present, phone)) {
      throw invalidField('phone', '这就是此人现在登记的手机号，无需更换。');
    }
    await movePhone(context, transaction, present, newPhone, {
      now,
      phoneGiven: true,
      ...(present.idTailSealed === null && { idTailSealed: person.idTailSealed }),
    });
    await transaction.create('audit', {
      _id: context.opKey,
      at: now,
      actor: accountOf(context)._id,
      post: postOf(context).id,
      what: 'CONFIRM_PHONE',
      subject: account._id,
    });
    return {
      kind: 'PHONE',
      actingOrg: postOf(context).orgId,
      orgs: [person.orgId],
      subject: account._id,
      reason: input.reason,
      result: null,
    };
  });
}
