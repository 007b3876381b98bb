import { z } from 'zod';

import { invalidField, Refusal } from '../../domain/refusal';
import type { AccountDocument, MemberDocument } from '../../ports/documents';
import { OutOfDate, rereading } from '../account/by-phone';
import { accountOf, command, type Context, postOf } from '../action';
import { eraseAccount, ERASED, eraseMember, eraseRegistration } from '../erasure';
import { postsInOffice } from '../identity';
import { operate } from '../operation';
import { dropClaims } from '../registration/claims';
import { memberInScope } from './member-in-scope';

const ACTION = 'roster.erase';

/** What has to be settled before the data of a person can go. Throws CONFLICT, FORBIDDEN. */
function requireErasable(
  context: Context,
  member: MemberDocument,
  account: AccountDocument | null,
): void {
  if (member.accountId === accountOf(context)._id) {
    throw new Refusal('FORBIDDEN', '不能删除本人的个人信息，请由其他负责同志办理。');
  }
  if (member.status === 'RELEASED') {
    throw new Refusal('CONFLICT', '这名团员的编号已收回、正在重新审核。请先退回报到，由本人撤回。');
  }
  if (member.correctionId) {
    throw new Refusal('CONFLICT', '这个编号有一份更正申请正在等待审批，请先办结错号更正。');
  }
  if (account && postsInOffice(account, context.runtime.now()).length > 0) {
    throw new Refusal('CONFLICT', '此人还在任职，请先在“组织管理”里免去职务，再删除个人信息。');
  }
}

/**
 * Removes the personal data of a member on request (design §10): the number stays given out for ever, with its
 * organisations and dates; who it was is not told any more, here or in the registration, the corrections, the
 * account and what finds them. Cannot be undone, so the name is typed once more. At most 16 requests and one for
 * each correction, identity apart. Throws NOT_FOUND, FORBIDDEN, CONFLICT, INVALID.
 */
export const erase = command(
  ACTION,
  z.strictObject({
    memberId: z.string().min(1).max(64),
    name: z.string().max(100),
    reason: z
      .string()
      .trim()
      .min(2, '请写明谁在何时提出申请、怎样核实的身份。')
      .max(200, '原因最多200个字。'),
  }),
  async (context, input) => {
    await rereading(() => eraseOnce(context, input));
    return { memberId: input.memberId };
  },
);

async function eraseOnce(
  context: Context,
  input: { memberId: string; name: string; reason: string },
): Promise<void> {
  const { database, runtime, secrets, opKey } = context;
  const now = runtime.now();
  const corrections = await database.find(
    'corrections',
    { memberId: input.memberId },
    { sort: [['order', 1]], fields: ['status'] },
  );
  await operate(context, input, async (transaction) => {
    const member = memberInScope(context, ACTION, await transaction.get('members', input.memberId));
    if (member.name !== input.name.trim()) {
      throw invalidField('name', '姓名与这份团籍资料不一致，请核对要删除的是不是这个人。');
    }
    const account = member.accountId ? await transaction.get('accounts', member.accountId) : null;
    requireErasable(context, member, account);
    // Filed since they were looked for: the record would name it.
    if (corrections.some(({ status }) => status === 'FILED')) throw new OutOfDate();
    const registration = await transaction.get('registrations', member._id);
    await dropClaims(secrets, transaction, registration ?? member);
    await eraseMember(secrets, transaction, member, now);
    if (registration) await eraseRegistration(secrets, transaction, registration);
    if (account) await eraseAccount(secrets, transaction, account, now);
    for (const { _id } of corrections) {
      await transaction.update('corrections', _id, { reason: ERASED, note: null });
    }
    await transaction.create('audit', {
      _id: opKey,
      at: now,
      actor: accountOf(context)._id,
      post: postOf(context).id,
      what: 'ERASE_PERSON',
      subject: member._id,
      reason: input.reason,
    });
    return {
      kind: 'ERASE',
      actingOrg: postOf(context).orgId,
      orgs: [member.branchId],
      subject: member._id,
      result: null,
    };
  });
}
