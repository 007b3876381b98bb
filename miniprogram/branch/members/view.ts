import type { MemberItem } from '../../../typings/api';
import { monthWords } from '../../format/time';
import type { Level } from '../../format/words';
import { groupsOfFour } from '../../format/words';

/** A member of the roster as a row. */
export interface MemberRow {
  id: string;
  name: string;
  /** In groups of four; empty for people who need no number. */
  number: string[];
  spoken: string;
  note: string;
  /** Whether the number stands on the paper cover; null where there is none to write. */
  written: boolean | null;
  level: Level;
  tag: string;
  /** Has a number and no account: somebody in office may confirm the phone number (R-73). */
  lacksPhone: boolean;
}

const STATUS_WORDS: Record<Exclude<MemberItem['status'], 'ACTIVE'>, string> = {
  TRANSFERRED_OUT: '已转出',
  LEFT: '已离团',
  EXPELLED: '已除名',
  RELEASED: '编号已收回',
};

/** `orgId` is the organisation of the page; who belongs to it directly needs no name of a branch. */
export function memberRow(member: MemberItem, orgId: string): MemberRow {
  const { id, name, memberNumber, joinMonth, branch, status, coverWrittenAt } = member;
  const written = memberNumber === null ? null : coverWrittenAt !== null;
  const note = `入团 ${monthWords(joinMonth)}${branch.id === orgId ? '' : ` · ${branch.name}`}`;
  const base = {
    id,
    name,
    number: groupsOfFour(memberNumber ?? ''),
    spoken: memberNumber ?? '无需编号',
    note,
    written,
    lacksPhone: !member.bound && memberNumber !== null,
  };
  if (status !== 'ACTIVE') return { ...base, level: 'mute', tag: STATUS_WORDS[status] };
  if (written === null) return { ...base, level: 'mute', tag: '无需编号' };
  return written
    ? { ...base, level: 'ok', tag: '封面已写' }
    : { ...base, level: 'warn', tag: '封面未写' };
}
