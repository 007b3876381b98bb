import type { Gender, IdType, TakeoverProblem, TakeoverRow } from '../../../typings/api';
import { isDay, isMonth, thisMonth, today } from './dates';
import { checkIdNumber } from './id-number';
import { ageWarning } from './joining';
import { checkName } from './names';
import { checkPhone } from './phone';
import { tidyCode } from './organizations';
import { halfWidth } from './text';
import { checkTypedNumber } from './typed-number';

/** A row as it is kept: everything checked, normalised and derived. */
export interface CheckedRow {
  line: number;
  /** 12 digits, or 16 of the old kind (domain.md §5.5). */
  number: string;
  name: string;
  idType: IdType;
  idNumber: string;
  birthDate: string;
  gender: Gender;
  branchCode: string;
  joinMonth: string;
  joinedInProvince: boolean;
  phone: string | null;
}

/** A month or day as spreadsheets and people write it. */
const MONTH = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月]\d{0,2}日?)?$/;
const DIGITS = /^(\d{4})(\d{2})(?:\d{2})?$/;

/** `2020年5月`, `2020/5/4`, `202005` … as `2020-05`; null when it is no month. */
export function readMonth(text: string): string | null {
  const plain = halfWidth(text).replace(/\s/g, '');
  const match = MONTH.exec(plain) ?? DIGITS.exec(plain);
  if (!match) return null;
  const month = `${match[1]}-${match[2]!.padStart(2, '0')}`;
  return isMonth(month) ? month : null;
}

const FIXES = {
  name: '按身份证件上的姓名更正',
  idNumber: '按身份证件更正证件号；不是居民身份证的，在“证件类型”中注明',
  birthDate: '居民身份证以外的证件，请填写出生日期，如 2006-01-15',
  gender: '居民身份证以外的证件，请填写性别',
  branchCode: '填写团支部编码，在“组织管理”中可以查到',
  joinMonth: '按《入团志愿书》更正入团年月，如 2020-05',
  number: '核对《入团志愿书》封面，更正编号或入团年月',
  phone: '更正手机号；不知道的留空',
  noNumber: '填写《入团志愿书》封面上的编号；2017年前入团且没有编号的，不用导入，删去这一行',
} as const;

/**
 * Checks what a row says by itself at the day of `now` (milliseconds): all problems at once, or the row as
 * it is kept with what is worth a look (domain.md §5). Old records are not refused for the age at joining.
 */
export function readTakeoverRow(
  row: TakeoverRow,
  now: number,
): { ok: true; row: CheckedRow; warnings: string[] } | { ok: false; problems: TakeoverProblem[] } {
  const problems: TakeoverProblem[] = [];
  const wrong = (
    column: TakeoverProblem['column'],
    problem: string,
    fix: string = FIXES[column as keyof typeof FIXES],
  ): void => void problems.push({ column, problem, fix });

  const idType = row.idType ?? 'RESIDENT';
  const name = checkName(row.name, idType);
  if (!name.ok) wrong('name', name.text);
  const id = checkIdNumber(idType, row.idNumber, today(now));
  if (!id.ok) wrong('idNumber', id.text);
  const birthDate = (id.ok && id.birthDate) || row.birthDate?.trim() || '';
  const gender = (id.ok && id.gender) || row.gender;
  if (idType === 'OVERSEAS') {
    if (!isDay(birthDate) || birthDate > today(now)) wrong('birthDate', '缺少正确的出生日期。');
    if (!gender) wrong('gender', '缺少性别。');
  }
  const branchCode = tidyCode(row.branchCode);
  if (branchCode === '') wrong('branchCode', '没有填写团支部编码。');

  const joinMonth = readMonth(row.joinMonth);
  if (joinMonth === null) wrong('joinMonth', '入团年月不正确。');
  else if (joinMonth > thisMonth(now)) wrong('joinMonth', '入团年月不能晚于本月。');
  const number = joinMonth === null ? null : checkTypedNumber(row.number, joinMonth);
  if (number?.ok === false) {
    wrong('number', number.text, row.number.trim() ? FIXES.number : FIXES.noNumber);
  }

  const phone = row.phone?.trim() ? checkPhone(row.phone) : null;
  if (phone?.ok === false) wrong('phone', '手机号不正确。');

  if (problems.length > 0 || !name.ok || !id.ok || !number?.ok || !gender || !joinMonth) {
    return { ok: false, problems };
  }
  const age = ageWarning(joinMonth, birthDate);
  return {
    ok: true,
    warnings: age === null ? [] : [`${age}。`],
    row: {
      line: row.line,
      number: number.value,
      name: name.value,
      idType,
      idNumber: id.value,
      birthDate,
      gender,
      branchCode,
      joinMonth,
      joinedInProvince: row.joinedInProvince ?? true,
      phone: phone?.ok ? phone.value : null,
    },
  };
}
