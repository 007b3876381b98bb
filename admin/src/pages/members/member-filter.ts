import type { MemberFilter, MemberStatus, NumberSource } from '../../../../typings/api';
import { known } from '../../components/choices';
import { parseNumber } from '../../format/numbers';
import { MEMBER_WORDS, SOURCE_WORDS } from '../../format/words';

/** A status that somebody sets by hand; RELEASED comes out of a correction. */
export type SettableStatus = Exclude<MemberStatus, 'RELEASED'>;
export const MEMBER_STATUSES: readonly SettableStatus[] = [
  'ACTIVE',
  'TRANSFERRED_OUT',
  'LEFT',
  'EXPELLED',
];

export const COVER_WORDS = { yes: '封面已填写', no: '封面待填写' } as const;
export type CoverWord = keyof typeof COVER_WORDS;

/** What the address says about the list of members, as text. */
export interface MemberQuery {
  q: string;
  year: number | null;
  status: string;
  source: string;
  cover: string;
}

/** The filter for the server; what the address has and nobody knows is left out. */
export function memberFilter({ q, year, status, source, cover }: MemberQuery): MemberFilter {
  // A number copied from elsewhere may carry spaces or full-width digits.
  const number = parseNumber(q);
  const words = number === null ? q : String(number);
  const filter: MemberFilter = {};
  if (words) filter.q = words;
  if (year !== null) filter.year = year;
  const memberStatus = known<MemberStatus>(MEMBER_WORDS, status);
  if (memberStatus) filter.status = memberStatus;
  const numberSource = known<NumberSource>(SOURCE_WORDS, source);
  if (numberSource) filter.numberSource = numberSource;
  const written = known<CoverWord>(COVER_WORDS, cover);
  if (written) filter.coverWritten = written === 'yes';
  return filter;
}

/** What the filter asks for, in words. */
export const filterParts = (filter: MemberFilter): string[] =>
  [
    filter.q ? `“${filter.q}”` : '',
    filter.year ? `${filter.year}年入团` : '',
    filter.status ? MEMBER_WORDS[filter.status] : '',
    filter.numberSource ? SOURCE_WORDS[filter.numberSource] : '',
    filter.coverWritten === undefined ? '' : COVER_WORDS[filter.coverWritten ? 'yes' : 'no'],
  ].filter(Boolean);

/** The filter as people read it: `0604团委 2020年入团、在册`. */
export function filterWords(filter: MemberFilter, organization: string): string {
  const parts = filterParts(filter);
  return ` ${organization} ${parts.length ? parts.join('、') : '全部团员'}`;
}
