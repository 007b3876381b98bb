import { z } from 'zod';

import type { AppointInput } from '../../../../typings/api';
import { today } from '../../domain/dates';
import { checkIdNumber, idTail } from '../../domain/id-number';
import { checkName } from '../../domain/names';
import { checkPhone } from '../../domain/phone';
import { Refusal } from '../../domain/refusal';
import type { Attempt, Transaction } from '../../ports/database';
import type { AccountDocument } from '../../ports/documents';
import { accountByPhone, recheckIfMissing, rereading } from '../account/by-phone';
import { newAccount } from '../account/new-account';
import { command, type Context, postOf } from '../action';
import { type Operation, operate } from '../operation';
import { isIdTail, sealIdTail } from '../personal-hashes';
import { registrationId } from '../registration/input';
import { appointWaiting } from './appoint-waiting';
import { orgId } from './input';
import { auditPosts, newPost, putIntoOffice, replaceSecretary } from './into-office';
import { organizationToStaff, requireAnother } from './posts';

/** Who is appointed, checked. */
interface Person {
  name: string;
  phone: string;
  idTail: string | null;
  idTailSealed: string | null;
}

/** Ids only: names are looked up again for whoever asks. */
interface Appointed {
  postId: string;
  dismissedAccountId: string | null;
}

function personFrom({ secrets, runtime }: Context, input: AppointInput): Person {
  const name = checkName(input.name ?? '', 'OVERSEAS');
  const phone = checkPhone(input.phone ?? '');
  const idNumber =
    input.idNumber === undefined
      ? null
      : checkIdNumber('RESIDENT', input.idNumber, today(runtime.now()));
  if (name.ok && phone.ok && idNumber?.ok !== false) {
    return {
      name: name.value,
      phone: phone.value,
      idTail: idNumber && idTail(idNumber.value),
      idTailSealed: idNumber && sealIdTail(secrets, idNumber.value),
    };
  }
  const problems = { name, phone, ...(idNumber && { idNumber }) };
  const fields: Record<string, string> = {};
  for (const [field, checked] of Object.entries(problems)) {
    if (!checked.ok) fields[field] = checked.text;
  }
  throw new Refusal('INVALID', `请检查填写的内容：${Object.values(fields)[0]}`, { fields });
}

/** The account of a phone number may belong to somebody who had the number before: then nobody is appointed. */
function requireSamePerson({ secrets }: Context, account: AccountDocument, person: Person): void {
  const isOther =
    (account.name !== null && account.name !== person.name) ||
    (account.idTailSealed !== null &&
      person.idTail !== null &&
      !isIdTail(secrets, account, person.idTail));
  if (isOther) {
    throw new Refusal(
      'CONFLICT',
      '该手机号已登记在另一人名下，请核对姓名、手机号和证件号，或换用本人现在的手机号。',
    );
  }
}

function requireIdTail(account: AccountDocument | null, person: Person): void {
  if (person.idTailSealed !== null || account?.idTailSealed != null) return;
  const text = '请填写证件号：在新设备上登录时，要核对它的最后六位。';
  throw new Refusal('INVALID', text, { fields: { idNumber: text } });
}

async function work(
  context: Context,
  transaction: Transaction,
  attempt: Attempt,
  input: AppointInput,
  found: AccountDocument | null,
  person: Person,
): Promise<Operation<Appointed>> {
  recheckIfMissing(found, attempt);
  const now = context.runtime.now();
  const organization = await transaction.get('organizations', input.orgId);
  if (organization?.status !== 'ACTIVE') {
    throw new Refusal('CONFLICT', '该组织已撤销，不能任命，请选择在用的组织。');
  }
  const existing = found && (await transaction.get('accounts', found._id));
  if (existing) {
    requireAnother(context, existing);
    requireSamePerson(context, existing, person);
  }
  requireIdTail(existing, person);
  const account =
    existing ??
    newAccount(
      context.secrets,
      context.secrets.digest('account', context.opKey),
      person.phone,
      now,
    );
  const post = newPost(context, organization);
  const dismissedAccountId = await replaceSecretary(transaction, organization, account._id, now);
  await putIntoOffice(transaction, organization, account, !existing, post, person, now);
  await auditPosts(context, transaction, 'APPOINT', account._id);
  return {
    kind: 'APPOINT',
    actingOrg: postOf(context).orgId,
    orgs: [organization._id],
    subject: account._id,
    result: { postId: post.id, dismissedAccountId },
  };
}

/**
 * Appoints the secretary of a branch or general branch, or staff of a committee, for one year. A
 * secretary in office is dismissed in the same transaction and named in the answer. The account is found by
 * the phone number or made; or it is the one of a person who waits for the committee, whom the appointment
 * approves (appoint-waiting.ts). At most 14 requests, identity apart.
 */
export const appoint = command(
  'organization.appoint',
  z.strictObject({
    orgId,
    name: z.string().max(100).optional(),
    phone: z.string().max(40).optional(),
    idNumber: z.string().max(40).optional(),
    registrationId: registrationId.optional(),
    coverChecked: z.boolean().optional(),
  }),
  async (context, input) => {
    const { registrationId: waiting } = input;
    if (waiting !== undefined) return appointWaiting(context, input, waiting);
    await organizationToStaff(context, 'organization.appoint', input.orgId);
    const person = personFrom(context, input);
    const { result } = await rereading(async () => {
      const found = await accountByPhone(context, person.phone);
      return operate(context, input, (transaction, attempt) =>
        work(context, transaction, attempt, input, found, person),
      );
    });
    const { postId, dismissedAccountId } = result;
    const dismissed =
      dismissedAccountId === null
        ? null
        : await context.database.get('accounts', dismissedAccountId);
    return { postId, dismissed: dismissed?.name ?? null, approval: null };
  },
);
