import type { OrganizationType } from '../../../typings/api';
import { PAGES } from '../../platform/pages';

/** A way on from the first page, as an icon with a word. */
export interface Way {
  icon: string;
  word: string;
  page: string;
}

const OWN_BRANCH: readonly Way[] = [
  { icon: 'qr', word: '大会二维码', page: PAGES.branchMeeting },
  { icon: 'number', word: '支部编号', page: PAGES.branchHome },
  { icon: 'page', word: '团员名册', page: PAGES.branchMembers },
  { icon: 'plus', word: '申请补充', page: PAGES.requestMore },
];
const ABOVE: readonly Way[] = [
  { icon: 'number', word: '编号', page: PAGES.branchHome },
  { icon: 'tree', word: '下级组织', page: PAGES.branchBelow },
  { icon: 'people', word: '下级申请', page: PAGES.requests },
  { icon: 'page', word: '团员名册', page: PAGES.branchMembers },
];

/** What an office of this kind does most often beside reviewing. */
export const waysOf = (type: OrganizationType): readonly Way[] =>
  type === 'BRANCH' ? OWN_BRANCH : ABOVE;
