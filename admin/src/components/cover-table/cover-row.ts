import type { MemberItem } from '../../../../typings/api';
import { SOURCE_WORDS } from '../../format/words';

/** Somebody whose number is copied onto the cover of the paper form by hand. */
export interface CoverRow {
  /** Of the member record. */
  id: string;
  name: string;
  branch: string;
  memberNumber: string;
  /** Where the number came from, in words. */
  source: string;
  /** Numbers left in that pool after it; empty where none was drawn or it is not told. */
  remaining: string;
  /** When the registration was approved, in ms. */
  approvedAt: number;
  /** Who ticked it and when (ms); null: not written yet. */
  cover: { at: number; by: string | null } | null;
}

/** A member with a number, as a row to copy from. */
export function coverRow(member: MemberItem): CoverRow | null {
  const { id, name, branch, memberNumber, numberSource, approvedAt } = member;
  const { coverWrittenAt, coverWrittenBy } = member;
  if (memberNumber === null) return null;
  return {
    id,
    name,
    branch: branch.name,
    memberNumber,
    source: SOURCE_WORDS[numberSource],
    remaining: '',
    approvedAt,
    cover: coverWrittenAt === null ? null : { at: coverWrittenAt, by: coverWrittenBy ?? null },
  };
}

/** The rows as lines for a spreadsheet, cells separated by tabs. */
export function coverText(rows: readonly CoverRow[]): string {
  return rows
    .map(({ name, branch, memberNumber }) => `${name}\t${branch}\t${memberNumber}`)
    .join('\n');
}
