import { daysLater } from '../../../cloudfunctions/core/domain/dates';
import type { RegistrationForm } from '../../../typings/api';
import { demoIdNumber } from '../../demo/people';
import { submissionsUntil, YEAR } from '../calendar';
import { between, dice } from '../dice';
import type { Plan } from '../plan';
import { AT_SCHOOL, CLASSES, type Province } from './province';

/** Of all phones, how many sign in for the first time in the year; the others have done so before. */
const NEW_PHONES = 0.1;

/** Whoever calls: a phone with its WeChat identity, and what signing in asks for. */
export interface Phone {
  openid: string;
  ip: string;
  phone: string;
  name: string;
  idNumber: string;
}

/** Somebody who registers in the year. */
export interface Person extends Phone {
  index: number;
  /** The day of the first submission. */
  day: string;
  branchId: string;
  joinMonth: string;
  /** AUTO: the system gives the number. MANUAL: `ownNumber` is kept, from before 2020 or from another province. */
  mode: 'AUTO' | 'MANUAL';
  ownNumber: string | null;
}

const SURNAMES = '陈林黄张李王吴刘郑蔡杨许郭谢何叶苏周庄曾';
const GIVEN = '安宁书远帆晓苗敏诺晨曦雨泽文轩若涵子墨思琪一凡佳怡';

/** Of 100 new records, numbers kept from before 2020, and from another province. */
const FROM_BEFORE = 0.06;
const FROM_ELSEWHERE = 0.04;

const nameOf = (seed: number, key: string): string =>
  [SURNAMES, GIVEN, GIVEN]
    .map((signs, i) => signs[Math.floor(dice(seed, `${key} name ${i}`) * signs.length)])
    .join('');

/** Different for up to 1,000 people a day of birth; `first` is the earliest day. */
const idNumberOf = (first: string, index: number): string =>
  demoIdNumber(daysLater(first, Math.floor(index / 1000)).replaceAll('-', ''), index % 1000);

/** A dormitory or an office is one address. */
const addressOf = (place: number): string =>
  `10.${(place >> 16) & 255}.${(place >> 8) & 255}.${place & 255}`;

/** Everybody of a plan, computed when asked for. */
export class People {
  private readonly days: Array<{ day: string; until: number }>;

  constructor(
    private readonly plan: Plan,
    private readonly province: Province,
  ) {
    this.days = submissionsUntil(plan.members, plan.workEveryDays);
  }

  /** Those who submit for the first time on a day, from `from` to below `to`. */
  of(day: string): { from: number; to: number } {
    const at = this.days.findIndex((some) => some.day === day);
    if (at < 0) return { from: 0, to: 0 };
    return { from: this.days[at - 1]?.until ?? 0, to: this.days[at]!.until };
  }

  person(index: number): Person {
    const { seed } = this.plan;
    const key = `person ${index}`;
    const day = this.days.find(({ until }) => index < until)!.day;
    const branchId = this.branchOf(index, day);
    const kind = dice(seed, `${key} kind`);
    const serial = String(index).padStart(6, '0');
    const base = {
      index,
      day,
      branchId,
      openid: `member-${seed}-${index}`,
      ip: addressOf(this.province.placeOf(branchId)),
      phone: `13${String(index).padStart(9, '0')}`,
      name: nameOf(seed, key),
    };
    if (kind < FROM_BEFORE) {
      return {
        ...base,
        mode: 'MANUAL',
        idNumber: idNumberOf('2003-01-01', index),
        joinMonth: '2018-05',
        ownNumber: `201835${serial}`,
      };
    }
    const idNumber = idNumberOf('2008-01-01', index);
    if (kind < FROM_BEFORE + FROM_ELSEWHERE) {
      const year = kind < FROM_BEFORE + FROM_ELSEWHERE / 2 ? YEAR - 2 : YEAR;
      const joinMonth = year === YEAR ? `${YEAR}-01` : `${year}-05`;
      return { ...base, mode: 'MANUAL', idNumber, joinMonth, ownNumber: `${year}44${serial}` };
    }
    // The meeting of the branch was up to a month ago: in January some joined last year.
    const joinedOn = daysLater(day, -between(seed, `${key} joined`, 1, 25));
    return { ...base, mode: 'AUTO', idNumber, joinMonth: joinedOn.slice(0, 7), ownNumber: null };
  }

  form({ branchId, name, idNumber, joinMonth, mode, ownNumber }: Person): RegistrationForm {
    return {
      branchId,
      name,
      idType: 'RESIDENT',
      idNumber,
      joinMonth,
      joinedInProvince: mode === 'AUTO' || ownNumber!.slice(4, 6) === '35',
      ...(ownNumber !== null && { typedNumber: ownNumber }),
      ethnicity: '汉族',
      education: '高中',
      politicalStatus: '共青团员',
      consent: true,
    };
  }

  /** Whoever has the office in an organisation; `second` is another one in the same office. */
  officer(orgId: string, second = false): Phone {
    const { seed } = this.plan;
    const place = this.province.placeOf(orgId) * 2 + (second ? 1 : 0);
    return {
      openid: `officer-${seed}-${orgId}${second ? '-2' : ''}`,
      ip: addressOf(this.province.placeOf(orgId)),
      phone: `15${String(place).padStart(9, '0')}`,
      name: nameOf(seed, `officer ${place}`),
      idNumber: idNumberOf('1985-01-01', place),
    };
  }

  /** Whether somebody has to sign in before the first call: no account was written for the phone. */
  isNewPhone({ openid }: Phone): boolean {
    return dice(this.plan.seed, `${openid} new`) < NEW_PHONES;
  }

  private branchOf(index: number, day: string): string {
    const { seed } = this.plan;
    const { schools, branches } = this.province;
    const key = `person ${index} branch`;
    const isAtSchool = dice(seed, `${key} school`) < AT_SCHOOL;
    if (!isAtSchool && branches.length > 0) {
      return branches[between(seed, key, 0, branches.length - 1)]!;
    }
    const school = schools[between(seed, key, 0, schools.length - 1)]!;
    const at = between(seed, `${key} class`, 0, 2 * CLASSES - 1);
    // Whoever leaves school in July registers by the end of May; the new classes come in September.
    if (at < CLASSES) return school.stayingClasses[at]!;
    if (day < `${YEAR}-06-01`) return school.leavingClasses[at - CLASSES]!;
    if (day < `${YEAR}-09-01`) return school.stayingClasses[at - CLASSES]!;
    return school.laterClasses[at - CLASSES]!;
  }
}
