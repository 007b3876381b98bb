import type { Interval, NumberMode, SuspectNumber, SuspicionKind } from '../../../typings/api';
import { contains } from './intervals';
import { isMemberNumber, yearOf } from './member-number';
import { fitsYear } from './typed-number';

/** A number that somebody typed whose registration is under way. */
export interface TypedNumber {
  id: string;
  number: string;
  mode: NumberMode;
  joinYear: number;
  /** Ids from the root down to the branch. */
  path: readonly string[];
}

/** What is known of the number. */
export interface NumberFacts {
  /** Managed ranges of the number's year. */
  ranges: readonly Interval[];
  /** The organisation that has it in its hands; null where none has. */
  holderId: string | null;
  /** Somebody else has it, or it is void: whose it is, where that is known. */
  taken: { orgId: string | null } | null;
  /** Branches of other people under way who typed the same. */
  alsoAt: readonly string[];
}

export interface Found {
  kind: SuspicionKind;
  orgId: string | null;
}

/** Whether a text is checked at all: 12 digits, or the 16 of older numbers. */
export const isWatched = (number: string): boolean =>
  isMemberNumber(number) || /^\d{16}$/.test(number);

/**
 * What is wrong with a typed number; nothing for most. Who gets the number from the system may well have
 * typed one out of the own organisations' stock: only somebody else's is told.
 */
export function suspicionsOf(typed: TypedNumber, facts: NumberFacts): Found[] {
  const { number, mode, joinYear, path } = typed;
  const { ranges, holderId, taken, alsoAt } = facts;
  const found: Found[] = [];
  const isInside = isMemberNumber(number) && contains(ranges, Number(number));
  const isOwnStock = mode === 'AUTO' && holderId !== null && path.includes(holderId);
  if (taken) found.push({ kind: 'TAKEN', orgId: taken.orgId });
  else if (isInside && !isOwnStock) found.push({ kind: 'IN_RANGE', orgId: holderId });
  if (alsoAt.length > 0) found.push({ kind: 'TYPED_TWICE', orgId: alsoAt[0]! });
  const isOtherYear =
    mode === 'AUTO' ? yearOf(number) !== joinYear : !fitsYear(yearOf(number), joinYear);
  if (isMemberNumber(number) && isOtherYear) found.push({ kind: 'WRONG_YEAR', orgId: null });
  return found;
}

/** Whether somebody has to decide; a number that is replaced at approval only informs. */
export const levelOf = (mode: NumberMode, found: readonly Found[]): SuspectNumber['level'] =>
  mode === 'AUTO' && found.every(({ kind }) => kind !== 'LATE_RANGE') ? 'INFO' : 'WRONG';

/** What is wrong and what to do, in words; `organization` is the name of the one concerned. */
export function suspicionWords(
  kind: SuspicionKind,
  { number, mode, joinYear }: Pick<TypedNumber, 'number' | 'mode' | 'joinYear'>,
  organization: string | null,
): { text: string; fix: string } {
  const text = {
    IN_RANGE: `编号属于本省系统分配的编号区间，现在${organization ?? '团省委'}名下。`,
    TAKEN: organization ? `该编号已在${organization}使用。` : '该编号已有人使用或已作废。',
    TYPED_TWICE: `${organization ?? '另一团支部'}也有人填写了同一个编号。`,
    WRONG_YEAR: `编号前四位是${yearOf(number)}，入团年份是${joinYear}。`,
    LATE_RANGE: `该编号先已认可沿用，后来落在${organization ?? '团省委'}名下的编号区间内。`,
  }[kind];
  return { text, fix: kind !== 'LATE_RANGE' && mode === 'AUTO' ? REPLACED : FIXES[kind] };
}

const REPLACED = '审核通过时由系统分配的编号替换，无需退回；若封面已写了这个编号，请提醒本人改写。';

const FIXES: Record<SuspicionKind, string> = {
  IN_RANGE:
    '请退回并核对《入团志愿书》封面：在省内入团的，更正“是否在省内入团”和入团年月，由系统分配编号。',
  TAKEN: '请退回并核对《入团志愿书》封面；确属本人编号的，由使用该编号的团员所在团委申请错号更正。',
  TYPED_TWICE: '请两个团支部分别核对《入团志愿书》封面，退回填写有误的一份。',
  WRONG_YEAR: '请退回并核对编号和入团年月，编号前四位应与入团年份一致。',
  LATE_RANGE: '请团省委核对：撤销或缩减该编号区间，不要把这个编号再分配给别人。',
};
