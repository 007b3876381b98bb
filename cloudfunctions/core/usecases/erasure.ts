import type { Changes, Transaction } from '../ports/database';
import type {
  AccountDocument,
  MemberDocument,
  PersonFields,
  RegistrationDocument,
} from '../ports/documents';
import type { Secrets } from '../ports/secrets';
import { personOf } from './registration/person';

/*
 * Personal data that goes on request (design §10): what tells who somebody is. Number, organisations, months and
 * dates stay under the id, for a number is for life.
 */

/** Stands where the name was. */
export const ERASED = '个人信息已按申请删除';
/** The same where nobody asked: the time it was kept for is over. */
export const EXPIRED = '个人信息已到期删除';

/** In the place of an account that does not lead there any more. */
const NOBODY = 'nobody';

/** They tell nothing of one person, and belong to the number: its year, and whether it is one of the province's. */
const KEPT = ['idType', 'gender', 'joinMonth', 'joinedInProvince'] as const;
type Kept = (typeof KEPT)[number];

/**
 * The personal fields with nothing in them: whatever field a person is declared to have. Sealed values are sealed
 * anew and hold nothing, so that whoever opens them finds nothing.
 */
function erasedFields(
  secrets: Secrets,
  registration: RegistrationDocument | MemberDocument,
): Omit<PersonFields, Kept> {
  const blank = (field: string, value: unknown): unknown => {
    if (value === null) return null;
    if (field === 'name') return ERASED;
    if (field.endsWith('Sealed')) return secrets.seal('');
    if (field.endsWith('Hash')) return secrets.hash(field.slice(0, -'Hash'.length), '');
    return typeof value === 'boolean' ? false : '';
  };
  const person = personOf(registration as RegistrationDocument);
  const fields = Object.entries(person).filter(([field]) => !KEPT.includes(field as Kept));
  return Object.fromEntries(
    fields.map(([field, value]) => [field, blank(field, value)]),
  ) as unknown as Omit<PersonFields, Kept>;
}

/** Reasons are free text: they may tell whom they are about. */
const silent = ({ steps }: Pick<MemberDocument, 'steps'>): MemberDocument['steps'] =>
  steps.map((step) => ({ ...step, reason: null }));

/** The member record: the number, where it belongs, and that the rest was removed. Claims apart. One request. */
export const eraseMember = (
  secrets: Secrets,
  transaction: Transaction,
  member: MemberDocument,
  now: number,
): Promise<void> =>
  transaction.update('members', member._id, {
    ...(erasedFields(secrets, member) as Changes<MemberDocument>),
    accountId: null,
    filePhoneSealed: null,
    terms: [],
    steps: silent(member),
    erasedAt: now,
  });

const withoutPerson = (
  secrets: Secrets,
  registration: RegistrationDocument,
): Changes<RegistrationDocument> => ({
  ...erasedFields(secrets, registration),
  terms: [],
  steps: silent(registration),
  returned: null,
  changes: [],
  moveTo: null,
  subscriber: null,
});

/** The registration: as the member record, and what it keeps of returns and changes. One request. */
export const eraseRegistration = (
  secrets: Secrets,
  transaction: Transaction,
  registration: RegistrationDocument,
): Promise<void> =>
  transaction.update('registrations', registration._id, withoutPerson(secrets, registration));

/**
 * A registration that came to nothing. Its account stays and no longer leads to it: the holder begins anew. Claims
 * apart. One request.
 */
export const expireRegistration = (
  secrets: Secrets,
  transaction: Transaction,
  registration: RegistrationDocument,
): Promise<void> =>
  transaction.update('registrations', registration._id, {
    ...withoutPerson(secrets, registration),
    name: EXPIRED,
    status: 'WITHDRAWN',
    accountId: NOBODY,
    steps: silent(registration).map((step) =>
      step.orgId === null ? { ...step, accountId: NOBODY } : step,
    ),
    typedNumber: null,
  });

/**
 * The account. One that never held a post is removed; of an officer the name stays, for it stands under what was
 * done in office, and nobody signs in any more. One request.
 */
export const eraseAccount = (
  secrets: Secrets,
  transaction: Transaction,
  account: AccountDocument,
  now: number,
): Promise<void> =>
  account.posts.length === 0
    ? transaction.remove('accounts', account._id)
    : transaction.update('accounts', account._id, {
        // In the place of a number something that is one of a kind, as the unique index wants it.
        phoneSealed: secrets.seal(account._id),
        phoneHash: secrets.hash('phone', account._id),
        phoneMasked: '',
        idTailSealed: null,
        openids: [],
        browsers: [],
        sessionsEndedAt: now,
      });
