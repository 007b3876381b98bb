import type { OrganizationType } from '../../../typings/api';
import { halfWidth } from './text';

/** A League tree has few levels; more than this is a mistake in the data. The root is level 1. */
export const MOST_LEVELS = 8;

/** The types as people write them (domain.md §3.1). */
export const TYPE_WORDS: Readonly<Record<OrganizationType, string>> = {
  PROVINCE: '团省委',
  CITY: '市级团委',
  COUNTY: '县级团委',
  GRASSROOTS_COMMITTEE: '基层团委',
  WORK_COMMITTEE: '团工委',
  GENERAL_BRANCH: '团总支',
  BRANCH: '团支部',
};

/** Whether organisations of this type approve registrations: every type but general branch and branch. */
export const isCommittee = (type: OrganizationType): boolean =>
  type !== 'GENERAL_BRANCH' && type !== 'BRANCH';

const COMMITTEES_BELOW: readonly OrganizationType[] = [
  'CITY',
  'COUNTY',
  'GRASSROOTS_COMMITTEE',
  'WORK_COMMITTEE',
];

/**
 * Types an organisation of this type may have as children: any committee under any committee (the guide's
 * own tree has 0604团委 directly under the province), general branches not nested, nothing under a
 * branch, the province only as root.
 */
export function childTypes(type: OrganizationType): readonly OrganizationType[] {
  if (type === 'BRANCH') return [];
  if (type === 'GENERAL_BRANCH') return ['BRANCH'];
  return [...COMMITTEES_BELOW, 'GENERAL_BRANCH', 'BRANCH'];
}

/** What is wrong with a child of this type under a parent of that type, as a sentence; null when nothing is. */
export function placementProblem(
  parent: OrganizationType,
  child: OrganizationType,
): { problem: string; fix: string } | null {
  if (childTypes(parent).includes(child)) return null;
  if (child === 'PROVINCE') {
    return { problem: '团省委只能在最上级', fix: '改为其他类型，或删去这一行' };
  }
  if (parent === 'BRANCH') {
    return { problem: '上级是团支部，下面不能再有组织', fix: '上级改为该团支部所属的团总支或团委' };
  }
  if (child === 'GENERAL_BRANCH') {
    return { problem: '团总支不能设在团总支下面', fix: '上级改为团委' };
  }
  return { problem: '团总支下面只能设团支部', fix: '类型改为团支部，或上级改为团委' };
}

/** What a child's place is derived from. */
export interface Parent {
  _id: string;
  type: OrganizationType;
  path: readonly string[];
  committeeId: string | null;
}

export interface Place {
  parentId: string | null;
  /** Ids from the root down to the organisation itself. */
  path: string[];
  committeeId: string | null;
  generalBranchId: string | null;
}

/** Where an organisation stands under its parent; null as parent makes it the root. */
export function placeUnder(
  parent: Parent | null,
  child: { id: string; type: OrganizationType },
): Place {
  return {
    parentId: parent?._id ?? null,
    path: [...(parent?.path ?? []), child.id],
    committeeId: isCommittee(child.type) ? child.id : (parent?.committeeId ?? null),
    generalBranchId: parent?.type === 'GENERAL_BRANCH' ? parent._id : null,
  };
}

/** 1–32 digits, capital letters and hyphens: an organisation's code is its id. */
const CODE = /^[0-9A-Z-]{1,32}$/;

/** A code as it is kept: plain-width, capitals, no spaces; small letters would make look-alike ids. */
export const tidyCode = (text: string): string => halfWidth(text).replace(/\s/g, '').toUpperCase();

/** Whether a tidy code can be the id of an organisation. */
export const isCode = (code: string): boolean => CODE.test(code);

/**
 * Orders siblings as people count: 2 before 10. Each run of digits is preceded by its length (without
 * leading zeros); the code itself follows, which makes the key unique. At most 97 characters.
 */
export function sortKey(code: string): string {
  const natural = code.replace(/\d+/g, (run) => {
    const digits = run.replace(/^0+/, '');
    return String(digits.length).padStart(2, '0') + digits;
  });
  return `${natural} ${code}`;
}

/** Bounds of a name and of a short name, in characters. */
export const NAME_LENGTH = { least: 2, most: 60 };

/** A name as it is kept: single spaces, none at the ends, no control or invisible characters. */
export const tidyName = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();

/** Whether a tidy name has a length that people can use. */
export const isName = (name: string): boolean =>
  name.length >= NAME_LENGTH.least && name.length <= NAME_LENGTH.most;

/** The short name of an organisation that was given none: 共青团鼓楼区委员会 is called 鼓楼区团委. */
export function shortNameOf(fullName: string): string {
  const committee = /^(?:中国共产主义青年团|共青团)(.+)委员会$/.exec(fullName);
  return committee ? `${committee[1]}团委` : fullName;
}
