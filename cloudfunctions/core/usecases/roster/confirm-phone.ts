import { z } from 'zod';

import type { InputOf } from '../../../../typings/api';
import { checkPhone, maskPhone } from '../../domain/phone';
import { invalidField } from '../../domain/refusal';
import type { StoredStep } from '../../ports/documents';
import { accountByPhone, rereading } from '../account/by-phone';
import { newAccount } from '../account/new-account';
import { accountOf, command, type Context, postOf } from '../action';
import { bindMember } from '../binding';
import { resultMessages, tell } from '../messages';
import { officeName } from '../office';
import { operate } from '../operation';
import { requireBelow } from '../organization/below';
import { memberInScope } from './member-in-scope';

const ACTION = 'roster.confirmPhone';

/**
 * the own phone number of a member who was taken over without one, after somebody in office looked at the
 * document. The account of the number is bound to the record, or made; all its sessions end and the next sign-in
 * asks for the last six of the ID number, so a mistyped number opens nothing. Whoever holds a post beside or
 * above is left to the organisation above. 17 requests at most. Throws CONFLICT, FORBIDDEN, NOT_FOUND.
 */
export const confirmPhone = command(
  ACTION,
  z.strictObject({
    memberId: z.string().min(1).max(64),
    phone: z.string().max(40),
    reason: z.string().trim().min(2, '请写明怎样核实了身份。').max(200, '说明最多 200 个字。'),
  }),
  async (context, input) => {
    const checked = checkPhone(input.phone);
    if (!checked.ok) throw invalidField('phone', checked.text);
    const phone = checked.value;
    const member = await context.database.get('members', input.memberId);
    const { branchId } = memberInScope(context, ACTION, member);
    const openids = await rereading(() => confirm(context, input, phone, branchId));
    const subscriber = openids.at(-1) ?? null;
    await tell(context, resultMessages(context, { subscriber }, 'BOUND'));
    return { phone: maskPhone(phone) };
  },
);

/** Gives the WeChat identities that were signed in with the number before; none when it happened earlier. */
async function confirm(
  context: Context,
  input: InputOf<typeof ACTION>,
  phone: string,
  branchId: string,
): Promise<string[]> {
  const { runtime, secrets, opKey } = context;
  const now = runtime.now();
  const found = await accountByPhone(context, phone);
  if (found) await requireBelow(context, found);
  const account = found ?? newAccount(secrets, secrets.digest('account', opKey), phone, now);
  const { fresh } = await operate(context, input, async (transaction, attempt) => {
    await bindMember(context, transaction, attempt, {
      memberId: input.memberId,
      account,
      isNew: !found,
      step: stepBy(context, now),
      changes: { openids: [], browsers: [], sessionsEndedAt: now, phoneGiven: true },
    });
    await transaction.create('audit', {
      _id: opKey,
      at: now,
      actor: accountOf(context)._id,
      post: postOf(context).id,
      what: 'BIND_MEMBER',
      subject: input.memberId,
    });
    return {
      kind: 'BIND',
      actingOrg: postOf(context).orgId,
      orgs: [branchId],
      subject: input.memberId,
      reason: input.reason,
      result: null,
    };
  });
  return fresh ? account.openids : [];
}

function stepBy(context: Context, at: number): StoredStep {
  const { _id: accountId, name } = accountOf(context);
  const { orgId, role } = postOf(context);
  return {
    at,
    decision: 'BIND',
    status: 'APPROVED',
    orgId,
    onBehalfOf: null,
    accountId,
    by: officeName(name, role),
    reason: null,
  };
}
