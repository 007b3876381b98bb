import { daysLater, today } from '../../../cloudfunctions/core/domain/dates';
import { personTerms } from '../../../cloudfunctions/core/domain/person-terms';
import { needsLook } from '../../../cloudfunctions/core/domain/preflight';
import { maskPhone } from '../../../cloudfunctions/core/domain/phone';
import { checkOptional } from '../../../cloudfunctions/core/domain/optional-fields';
import type { CheckedForm } from '../../../cloudfunctions/core/domain/registration-form';
import { orderKey } from '../../../cloudfunctions/core/domain/review';
import type {
  AccountDocument,
  MemberDocument,
  OrganizationDocument,
  RegistrationDocument,
  StoredStep,
} from '../../../cloudfunctions/core/ports/documents';
import type { Secrets } from '../../../cloudfunctions/core/ports/secrets';
import { personFields, personOf } from '../../../cloudfunctions/core/usecases/registration/person';
import { demoIdNumber } from '../../demo/people';
import type { Random } from '../../random';
import { YEAR } from './numbers';

const SUBMITTED_AT = Date.UTC(2020, 4, 4);
const SURNAMES = '陈林黄张李王吴刘郑蔡杨许郭谢何叶苏周庄曾';
const GIVEN = '安宁书远帆晓苗敏诺晨曦雨泽文轩若涵子墨思琪一凡佳怡';

/** People of a world; each has a number of its own, counted from 0. */
export class WorldPeople {
  private next = 0;

  constructor(
    private readonly secrets: Secrets,
    private readonly random: Random,
  ) {}

  /** Somebody whose phone's identity is `openid`; with a post in the organisation when one is given. */
  account(openid: string, office?: OrganizationDocument): AccountDocument {
    const phone = `13${String(this.next++).padStart(9, '0')}`;
    const day = today(Date.now());
    return {
      _id: `account-${openid}`,
      phoneSealed: this.secrets.seal(phone),
      phoneHash: this.secrets.hash('phone', phone),
      phoneMasked: maskPhone(phone),
      name: this.oneOf(SURNAMES) + this.oneOf(GIVEN) + this.oneOf(GIVEN),
      idTailSealed: null,
      openids: [openid],
      browsers: [],
      posts: office
        ? [
            {
              id: `post-${openid}`,
              orgId: office._id,
              orgType: office.type,
              role: 'STAFF',
              from: day,
              to: daysLater(day, 365),
            },
          ]
        : [],
      lastSignInAt: Date.now(),
      createdAt: SUBMITTED_AT,
    };
  }

  /** The registration of somebody who joined in the branch in May, passed by its secretary. */
  registration(
    _id: string,
    account: AccountDocument,
    { _id: branchId, generalBranchId, committeeId, path }: OrganizationDocument,
  ): RegistrationDocument {
    const at = SUBMITTED_AT + this.next * 1000;
    const birth = daysLater('2004-01-01', Math.floor(this.next / 1000) % 730);
    const idNumber = demoIdNumber(birth.replaceAll('-', ''), this.next % 1000);
    const step = (decision: StoredStep['decision'], status: StoredStep['status']): StoredStep => ({
      at,
      decision,
      status,
      orgId: decision === 'SUBMIT' ? null : branchId,
      onBehalfOf: null,
      accountId: account._id,
      by: decision === 'SUBMIT' ? '本人' : '团支部书记',
      reason: null,
    });
    const form: CheckedForm = {
      branchId,
      name: account.name!,
      idType: 'RESIDENT',
      idNumber,
      birthDate: birth,
      gender: 'FEMALE',
      joinMonth: `${YEAR}-05`,
      joinedInProvince: true,
      mode: 'AUTO',
      typedNumber: null,
      ...checkOptional(
        { ethnicity: '汉族', education: '高中', politicalStatus: '共青团员' },
        Date.now(),
      ).answers,
    };
    const person = personFields(this.secrets, form, account);
    return {
      _id,
      accountId: account._id,
      status: 'PENDING_COMMITTEE',
      version: 2,
      branchId,
      generalBranchId,
      committeeId: committeeId!,
      path,
      ...person,
      typedNumber: null,
      mode: 'AUTO',
      submittedAt: at,
      since: at,
      order: orderKey(at, _id),
      steps: [step('SUBMIT', 'PENDING_BRANCH'), step('PASS', 'PENDING_COMMITTEE')],
      returned: null,
      moveTo: null,
      nudgedAt: null,
      subscriber: account.openids[0]!,
      terms: personTerms({ ...person, path }),
      needsLook: needsLook(form),
      memberNumber: null,
      numberSource: null,
      poolOrgId: null,
    };
  }

  private oneOf(signs: string): string {
    return signs[Math.floor(this.random() * signs.length)] ?? '';
  }
}

/**
 * The registration as an approval has left it, and the member record made of it. Without the words that a
 * search by name looks up: half of the index rows of a large world, and no measured operation reads them.
 */
export function approvedBy(
  waiting: RegistrationDocument,
  number: number,
): { registration: RegistrationDocument; member: MemberDocument } {
  const { _id, accountId, branchId, path, committeeId, since } = waiting;
  const at = since + 3_600_000;
  const memberNumber = String(number);
  const steps: StoredStep[] = [
    ...waiting.steps,
    {
      at,
      decision: 'PASS',
      status: 'APPROVED',
      orgId: committeeId,
      onBehalfOf: null,
      accountId: 'account-office',
      by: '团委工作人员',
      reason: null,
    },
  ];
  const given = {
    memberNumber,
    numberSource: 'AUTO_BRANCH' as const,
    poolOrgId: branchId,
    order: orderKey(at, _id),
    steps,
  };
  return {
    registration: { ...waiting, ...given, terms: [], status: 'APPROVED', version: 3, since: at },
    member: {
      _id,
      accountId,
      branchId,
      path,
      ...personOf(waiting),
      ...given,
      joinYear: YEAR,
      numberHistory: [{ value: memberNumber, from: at, to: null, why: 'ASSIGNED' }],
      status: 'ACTIVE',
      approvedAt: at,
      coverWrittenAt: null,
      correctionId: null,
      terms: [],
    },
  };
}
