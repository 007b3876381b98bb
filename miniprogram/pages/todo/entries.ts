import type { OrganizationType, RegistrationSummary } from '../../../typings/api';
import { isPending, officeWord, STATUS_WORDS } from '../../format/words';
import { PAGES } from '../../platform/pages';
import { readDraft } from '../../services/draft';
import type { Session } from '../../services/session';

/** Something to do, with where it is done. */
export interface Entry {
  icon: string;
  title: string;
  note: string;
  url: string;
}

/** What belongs together, under a title; the first group needs none. */
export interface EntryGroup {
  title: string;
  entries: Entry[];
}

const entry = (icon: string, title: string, note: string, url: string): Entry => ({
  icon,
  title,
  note,
  url,
});

function ownEntry(registration: RegistrationSummary | null, hasDraft: boolean): Entry {
  if (!registration) {
    const note = hasDraft ? '填到一半的资料还在，接着填' : '选团支部，填资料，等审核';
    return entry('pencil', '团员报到', note, PAGES.register);
  }
  const { status, branch } = registration;
  if (status === 'APPROVED') return entry('number', '我的编号', '查看、复制编号', PAGES.myNumber);
  return isPending(status)
    ? entry('clock', '报到进度', `${STATUS_WORDS[status]} · ${branch.name}`, PAGES.progress)
    : entry('undo', '修改报到资料', STATUS_WORDS[status], PAGES.amend);
}

const MEETING = entry('qr', '大会模式', '扫码报到，当场一起审核', PAGES.branchMeeting);
const REQUEST = entry('plus', '申请补充编号', '编号不够时向上级申请', PAGES.requestMore);
const MEMBERS = entry('page', '团员名册', '已通过的团员和编号', PAGES.branchMembers);

/** What an office of this kind does beside reviewing. */
function officeEntries(type: OrganizationType): Entry[] {
  if (type === 'BRANCH') {
    const stock = entry('number', '支部编号', '还有多少、从哪来、能不能审核', PAGES.branchHome);
    return [MEETING, stock, REQUEST, MEMBERS];
  }
  const above = [
    entry('people', '下级申请', '下级要求补充编号', PAGES.requests),
    entry('number', '编号', '本级还有多少、分到了哪里', PAGES.branchHome),
    entry('tree', '下级组织', '查下级的编号和等待的人', PAGES.branchBelow),
    MEMBERS,
  ];
  return type === 'PROVINCE' ? above : above.concat(REQUEST);
}

/** Everything this person can do here, and nothing else; `waiting`: people to review, null while unknown. */
export function entriesOf({ me, post }: Session, waiting: number | null): EntryGroup[] {
  if (!me) return [];
  const own = ownEntry(me.registration, readDraft(me.accountId) !== null);
  if (!post) return [{ title: '', entries: [own] }];
  const office = `${officeWord(post)} · ${post.organization.name}`;
  const note =
    waiting === null ? office : waiting > 0 ? `${waiting} 人等你审核` : '没有等你审核的人';
  return [
    {
      title: office,
      entries: [
        entry('check', '团员报到审核', note, PAGES.reviewList),
        ...officeEntries(post.organization.type),
      ],
    },
    { title: '我自己', entries: [own] },
  ];
}
