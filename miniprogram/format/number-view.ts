import type { MyRegistration } from '../../typings/api';
import { today } from '../checks/dates';
import type { Fact } from './field-view';
import { dayWords, monthWords } from './time';

/** An approved registration as the page 我的编号 shows it. */
export interface NumberView {
  /** Empty for people who need none. */
  number: string;
  headline: string;
  facts: Fact[];
  /** Where the number came from, in a sentence. */
  origin: string;
  /** When the committee wrote it on the paper cover, `2020年5月21日`; empty until then. */
  cover: string;
}

function originOf({ numberSource, branch, path }: MyRegistration): string {
  const committee = path
    .slice()
    .reverse()
    .find(({ type }) => type !== 'BRANCH' && type !== 'GENERAL_BRANCH');
  switch (numberSource) {
    case 'AUTO_BRANCH':
      return `团委审核通过时，系统从${branch.name}的编号里按从小到大的顺序自动分配。`;
    case 'AUTO_COMMITTEE':
      return `你所在的支部没有单独分到编号，由${committee ? committee.name : '上级团委'}统筹分配。`;
    case 'MANUAL':
      return '沿用你入团时的编号，团委已核对《入团志愿书》封面，没有占用本省的名额。';
    default:
      return '';
  }
}

/** The view of an approved registration. */
export function numberView(registration: MyRegistration): NumberView {
  const { memberNumber, name, branch, joinMonth, steps, coverWrittenAt } = registration;
  const approval = steps[steps.length - 1];
  const facts = [
    { label: '姓名', value: name },
    { label: '团支部', value: branch.name },
    { label: '入团年月', value: monthWords(joinMonth) },
  ];
  if (approval) {
    const place = approval.organization ? ` · ${approval.organization.name}` : '';
    facts.push({ label: '审核通过', value: `${dayWords(today(approval.at))}${place}` });
  }
  return {
    number: memberNumber ?? '',
    headline: memberNumber ? '' : '你不需要团员编号',
    facts,
    origin: originOf(registration),
    cover: coverWrittenAt ? dayWords(today(coverWrittenAt)) : '',
  };
}
