import type { OrganizationType } from '../../../typings/api';
import { tidyCode } from './organizations';

/** Words nearly all names share, longest first: looked up they would find everything. */
const COMMON_WORDS = [
  '中国共产主义青年团',
  '共青团',
  '委员会',
  '总支部',
  '团总支',
  '团支部',
  '团工委',
  '团委',
  '支部',
];
const COMMON = new RegExp(COMMON_WORDS.join('|'), 'g');
const HAN = /\p{Script=Han}/u;

/** What a word of the query says about the type of organisation that is meant. */
const TYPE_HINTS: ReadonlyArray<readonly [RegExp, ReadonlySet<OrganizationType>]> = [
  [/总支/, new Set<OrganizationType>(['GENERAL_BRANCH'])],
  [/支部/, new Set<OrganizationType>(['BRANCH'])],
  [
    /团委|委员会|工委/,
    new Set<OrganizationType>([
      'PROVINCE',
      'CITY',
      'COUNTY',
      'GRASSROOTS_COMMITTEE',
      'WORK_COMMITTEE',
    ]),
  ],
];

/** Text as it is compared: compatibility forms folded, small letters, letters and digits only. */
const comparable = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

function bigramsOf(text: string): string[] {
  const characters = [...text];
  return characters.slice(1).map((second, at) => `${characters[at]}${second}`);
}

/**
 * Left out of what is stored and of what is looked up alike, so that leaving them out loses no hit. The
 * longest word is not among them: its pieces 中国 and 青年 occur in names of their own.
 */
const COMMON_BIGRAMS = new Set(COMMON_WORDS.slice(1).flatMap(bigramsOf));

const tellingBigrams = (text: string): string[] =>
  bigramsOf(text).filter((bigram) => !COMMON_BIGRAMS.has(bigram));

/** What of an organisation can be searched; initials as `initialsOf` in the use cases makes them. */
export interface Searchable {
  fullName: string;
  shortName: string;
  initials: readonly string[];
}

/**
 * The terms stored with an organisation: pairs of neighbouring characters of its names and of their
 * initials, and the single Chinese characters of the names outside the words that all names share.
 */
export function storedTerms({ fullName, shortName, initials }: Searchable): string[] {
  const terms = new Set<string>();
  for (const name of new Set([fullName, shortName].map(comparable))) {
    for (const bigram of tellingBigrams(name)) terms.add(bigram);
    for (const sign of name.replace(COMMON, '')) if (HAN.test(sign)) terms.add(sign);
  }
  for (const letters of new Set(initials.map(comparable))) {
    for (const bigram of bigramsOf(letters)) terms.add(bigram);
  }
  return [...terms];
}

/** A search as it was read. */
export interface SearchQuery {
  /** All of it, comparable; empty when nothing can be searched for. */
  text: string;
  /** What of it tells names apart. */
  pieces: string[];
  /** Terms an organisation has to have; empty when the query holds only words that all names share. */
  terms: string[];
  /** The query as the beginning of a code; null when no code begins so. */
  code: string | null;
}

/** Reads what a person typed: words apart by spaces, common words only for the order of the hits. */
export function readQuery(q: string): SearchQuery {
  const words = q.split(/\s+/).map(comparable);
  const pieces = words.flatMap((word) => word.split(COMMON)).filter((piece) => piece !== '');
  const terms = new Set<string>();
  for (const piece of pieces) {
    const bigrams = tellingBigrams(piece);
    const isPart = COMMON_WORDS.some((word) => word.includes(piece));
    const wanted = bigrams.length > 0 || isPart ? bigrams : [...piece];
    for (const term of wanted) if (term.length > 1 || HAN.test(term)) terms.add(term);
  }
  const code = tidyCode(q);
  return {
    text: words.join(''),
    pieces,
    terms: [...terms],
    code: /^[0-9A-Z-]{2,32}$/.test(code) ? code : null,
  };
}

/**
 * How well an organisation answers a query, smaller is better; null when it does not. The terms only
 * bring candidates: pairs of characters may stand apart in a name.
 */
export function rankOf(
  query: SearchQuery,
  organization: Searchable & { code: string; type: OrganizationType },
): number | null {
  if (query.text === '') return null;
  const names = [organization.fullName, organization.shortName].map(comparable);
  const isHinted = TYPE_HINTS.every(
    ([word, types]) => !word.test(query.text) || types.has(organization.type),
  );
  const penalty = isHinted ? 0 : 0.5;
  if (organization.code === query.code || names.includes(query.text)) return 0;
  if (query.code !== null && organization.code.startsWith(query.code)) return 1;
  if (names.some((name) => name.startsWith(query.text))) return 1 + penalty;
  if (names.some((name) => name.includes(query.text))) return 2 + penalty;
  const { pieces } = query;
  if (pieces.length > 0 && pieces.every((piece) => names.some((name) => name.includes(piece)))) {
    return 3 + penalty;
  }
  const initials = organization.initials.map(comparable);
  return initials.some((letters) => letters.includes(query.text)) ? 4 : null;
}
