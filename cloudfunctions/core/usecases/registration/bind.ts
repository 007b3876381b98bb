import { z } from 'zod';

import type { OutputOf } from '../../../../typings/api';
import { today } from '../../domain/dates';
import { checkIdNumber } from '../../domain/id-number';
import { checkName } from '../../domain/names';
import { invalidField, Refusal } from '../../domain/refusal';
import type { MemberDocument } from '../../ports/documents';
import { OutOfDate, rereading } from '../account/by-phone';
import { accountOf, command, type Context } from '../action';
import { bindMember, boundAlready } from '../binding';
import { officeHolder } from '../office';
import { operate } from '../operation';
import { refOf } from '../organization-lookup';
import { hasPhone } from '../personal-hashes';
import { idClaimIds, spendLook } from './claims';
import { ownStep } from './step';
import { summaryOf } from './view';

const ACTION = 'registration.bind';
type Bound = OutputOf<typeof ACTION>;

/** Said of a wrong name, of an ID number that nobody has, and of one that has no record yet. */
const notFound = (): Refusal =>
  new Refusal(
    'NOT_FOUND',
    '没有找到姓名和证件号都相符的团籍资料。请核对后再试；确实没有的，请先办理团员报到。',
  );

async function memberByIdNumber(
  { database, secrets }: Context,
  idNumber: string,
): Promise<MemberDocument | null> {
  const [claim] = await database.getMany('claims', idClaimIds(secrets, idNumber));
  return claim ? database.get('members', claim.registrationId) : null;
}

/**
 * somebody who was taken over without an account finds the own record by name and ID number. With the phone
 * number that the file of the take-over has for this person it is bound at once; otherwise somebody in office
 * looks at the document first (roster.confirmPhone). Every look counts, as at submit: who is a member is told
 * only to whoever knows both, and five times a day. Throws NOT_FOUND, CONFLICT, RATE_LIMITED.
 */
export const bind = command(
  ACTION,
  z.strictObject({
    name: z.string('请填写姓名。').max(60),
    idType: z.enum(['RESIDENT', 'OVERSEAS'], '请选择证件类型。'),
    idNumber: z.string('请填写证件号。').max(40),
  }),
  async (context, input): Promise<Bound> => {
    const { database, runtime } = context;
    const account = accountOf(context);
    const name = checkName(input.name, input.idType);
    if (!name.ok) throw invalidField('name', name.text);
    const idNumber = checkIdNumber(input.idType, input.idNumber, today(runtime.now()));
    if (!idNumber.ok) throw invalidField('idNumber', idNumber.text);

    return rereading(async () => {
      const member = await memberByIdNumber(context, idNumber.value);
      if (member?.accountId === account._id) return bound(context, member._id);
      await spendLook(context);
      if (member?.name !== name.value) throw notFound();
      if (member.accountId !== null) throw boundAlready(member.phoneMasked);
      if (!isOnFile(context, member)) {
        const branch = await database.get('organizations', member.branchId);
        if (!branch) throw notFound();
        const secretary = officeHolder(branch, runtime.now());
        return { state: 'CONFIRM', branch: refOf(branch), secretary };
      }
      await bindToCaller(context, input, member);
      return bound(context, member._id);
    });
  },
);

/** Whether the file of the take-over gave the number that the caller signed in with. */
const isOnFile = (context: Context, { filePhoneSealed }: MemberDocument): boolean =>
  Boolean(filePhoneSealed) &&
  hasPhone(context.secrets, accountOf(context), context.secrets.open(filePhoneSealed!));

async function bindToCaller(
  context: Context,
  input: unknown,
  { _id: memberId, branchId }: MemberDocument,
): Promise<void> {
  const account = accountOf(context);
  const now = context.runtime.now();
  await operate(context, input, async (transaction, attempt) => {
    await bindMember(context, transaction, attempt, {
      memberId,
      account,
      isNew: false,
      step: ownStep(account._id, now, 'BIND', 'APPROVED'),
      changes: {},
    });
    await transaction.create('audit', {
      _id: context.opKey,
      at: now,
      actor: account._id,
      post: null,
      what: 'BIND_OWN',
      subject: memberId,
    });
    return { kind: 'BIND', actingOrg: null, orgs: [branchId], subject: memberId, result: null };
  });
}

async function bound({ database }: Context, memberId: string): Promise<Bound> {
  const registration = await database.get('registrations', memberId);
  const branch = registration && (await database.get('organizations', registration.branchId));
  if (!registration || !branch) throw new OutOfDate();
  return { state: 'BOUND', registration: summaryOf(registration, refOf(branch)) };
}
