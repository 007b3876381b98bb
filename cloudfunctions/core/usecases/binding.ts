import { idTail } from '../domain/id-number';
import { personTerms } from '../domain/person-terms';
import { Refusal } from '../domain/refusal';
import { orderKey } from '../domain/review';
import type { Attempt, Transaction } from '../ports/database';
import type {
  AccountDocument,
  MemberDocument,
  PersonFields,
  RegistrationDocument,
  StoredStep,
} from '../ports/documents';
import { OutOfDate, recheckIfMissing } from './account/by-phone';
import type { Context } from './action';
import { missingOrganization } from './organization-lookup';
import { isIdTail, sealIdTail } from './personal-hashes';
import { phoneClaimIds, standingClaims, takeClaims } from './registration/claims';
import { personOf } from './registration/person';

/** Who is tied to whom, looked at before the transaction. */
export interface Binding {
  memberId: string;
  /** The account of the phone number; with `isNew` it is made. */
  account: AccountDocument;
  isNew: boolean;
  step: StoredStep;
  /** What else becomes of the account. */
  changes: Partial<
    Pick<AccountDocument, 'openids' | 'browsers' | 'sessionsEndedAt' | 'phoneGiven'>
  >;
}

const notBound = (text: string): Refusal => new Refusal('CONFLICT', text);

/** For whoever comes second: the record has its account. */
export const boundAlready = (phoneMasked: string | null): Refusal =>
  notBound(
    `这份团籍资料已绑定手机号 ${phoneMasked ?? ''}，请用那个号码登录查看；号码换了，请由团委核实本人后更换。`,
  );

/** The registration that the take-over left out: approved when the member was taken over, the number as it is. */
function registrationOf(
  member: MemberDocument,
  person: PersonFields,
  place: Pick<RegistrationDocument, 'generalBranchId' | 'committeeId'>,
  own: Pick<RegistrationDocument, 'accountId' | 'terms' | 'steps' | 'submittedAt' | 'subscriber'>,
): RegistrationDocument {
  const isOwnNumber = member.numberSource === 'MANUAL';
  return {
    _id: member._id,
    ...own,
    status: 'APPROVED',
    version: 1,
    branchId: member.branchId,
    ...place,
    path: member.path,
    ...person,
    typedNumber: isOwnNumber ? member.memberNumber : null,
    mode: isOwnNumber ? 'MANUAL' : 'AUTO',
    since: member.approvedAt,
    order: orderKey(member.approvedAt, member._id),
    returned: null,
    moveTo: null,
    nudgedAt: null,
    needsLook: false,
    memberNumber: member.memberNumber,
    numberSource: member.numberSource,
    poolOrgId: member.poolOrgId,
  };
}

/**
 * ties an account to somebody who was taken over without one. The record gets the phone number, its claim
 * and an approved registration, so that from here on the person is a member like any other: sees the number,
 * changes the phone, is asked for the last six on a new device. A member is bound once and an account to one
 * member: everybody who tries writes the record and the claim. 10 requests. Throws CONFLICT, OutOfDate.
 */
export async function bindMember(
  { caller, runtime, secrets }: Pick<Context, 'caller' | 'runtime' | 'secrets'>,
  transaction: Transaction,
  attempt: Attempt,
  { memberId, account, isNew, step, changes }: Binding,
): Promise<MemberDocument> {
  if (isNew) recheckIfMissing(null, attempt);
  const member = await transaction.get('members', memberId);
  if (!member || member.memberNumber === null) {
    throw notBound('这份团籍资料的编号已收回，不能绑定。请本人在手机上重新报到。');
  }
  if (member.accountId !== null) throw boundAlready(member.phoneMasked);
  const present = isNew ? account : await transaction.get('accounts', account._id);
  if (present?.phoneHash !== account.phoneHash) throw new OutOfDate();
  const idNumber = secrets.open(member.idNumberSealed);
  if (present.idTailSealed !== null && !isIdTail(secrets, present, idTail(idNumber))) {
    throw notBound('这个手机号已登记在另一人名下，请核对号码，或换用本人现在的手机号。');
  }
  const claims = phoneClaimIds(secrets, secrets.open(account.phoneSealed));
  if ((await standingClaims(transaction, claims)).length > 0) {
    throw notBound('这个手机号已有一份报到。请先在“办理进度”里撤回，再绑定原有的编号。');
  }
  const branch = await transaction.get('organizations', member.branchId);
  if (!branch?.committeeId) throw missingOrganization();
  const { generalBranchId, committeeId } = branch;
  const { phoneSealed, phoneHash, phoneMasked } = account;
  const phone = { phoneSealed, phoneHash, phoneMasked };
  const terms = personTerms({ name: member.name, path: member.path, phoneMasked });
  const steps = [...member.steps, step];
  await transaction.update('members', memberId, {
    ...phone,
    accountId: account._id,
    terms,
    steps,
    filePhoneSealed: null,
  });
  await takeClaims(transaction, claims, memberId);
  await transaction.create(
    'registrations',
    registrationOf(
      member,
      personOf({ ...member, ...phone }),
      { generalBranchId, committeeId },
      {
        accountId: account._id,
        terms,
        steps,
        submittedAt: runtime.now(),
        subscriber:
          caller.kind === 'phone' && account.openids.includes(caller.openid) ? caller.openid : null,
      },
    ),
  );
  const known = {
    ...changes,
    name: present.name ?? member.name,
    idTailSealed: present.idTailSealed ?? sealIdTail(secrets, idNumber),
  };
  if (isNew) await transaction.create('accounts', { ...account, ...known });
  else await transaction.update('accounts', account._id, known);
  return member;
}
