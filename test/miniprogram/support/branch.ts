import type {
  Answer,
  Call,
  Invitation,
  JournalEntry,
  MemberItem,
  NumberRequest,
  Overview,
  Post,
  ReclaimPlan,
  ReviewItem,
  UndoPlan,
} from '../../../typings/api';
import { BRANCH, COMMITTEE, GENERAL, me, NOW, postAt, PROVINCE, reviewItem } from './people';
import type { FakePhone } from './phone';
import { ok } from './phone';

/** What may be done by nobody here. */
export const MAY_NOTHING: Overview['may'] = {
  defineRange: false,
  shrinkRange: false,
  allocate: false,
  reclaim: false,
  giveBack: false,
  requestMore: false,
  undo: null,
};

/** 20 numbers of the branch (2)1, two of them used, three people waiting. */
export const overview = (changes: Partial<Overview> = {}): Overview => ({
  organization: BRANCH,
  path: [PROVINCE, COMMITTEE, GENERAL],
  year: 2020,
  yearState: 'OPEN',
  rev: 3,
  total: 20,
  handedDown: 0,
  free: 18,
  used: 2,
  voided: 0,
  expired: 0,
  rows: [
    { start: 202000012020, end: 202000012021, count: 2, kind: 'USED' },
    { start: 202000012022, end: 202000012039, count: 18, kind: 'FREE' },
  ],
  waiting: 3,
  usedBelow: 2,
  may: {
    defineRange: false,
    shrinkRange: false,
    allocate: false,
    reclaim: false,
    giveBack: false,
    requestMore: true,
    undo: null,
  },
  parent: GENERAL,
  pool: { organization: BRANCH, free: 18 },
  recent: [
    {
      id: 'j1',
      at: NOW - 60_000,
      kind: 'ALLOCATE',
      text: '0604团总支分来 20 个（202000012020—202000012039）',
      actor: '林书',
      reason: null,
    },
  ],
  ...changes,
});

export const request = (changes: Partial<NumberRequest> = {}): NumberRequest => ({
  id: '2020-b2',
  version: 1,
  organization: BRANCH,
  year: 2020,
  count: 10,
  reason: '下一批发展团员',
  askedAt: NOW - 120_000,
  state: 'OPEN',
  granted: null,
  answer: null,
  decidedAt: null,
  used: 2,
  free: 0,
  waiting: 4,
  ...changes,
});

const figures = { total: 20, handedDown: 0, free: 18, used: 2, voided: 0, expired: 0 };

/** Gives the highest `count` of the 18 free numbers back to the general branch. */
export const giveBackPlan = (count: number, rev = 3): ReclaimPlan => ({
  year: 2020,
  count,
  intervals: [{ start: 202000012040 - count, end: 202000012039 }],
  from: {
    organization: BRANCH,
    before: figures,
    after: { ...figures, total: 20 - count, free: 18 - count },
    freeBefore: [{ start: 202000012022, end: 202000012039 }],
    freeAfter: count === 18 ? [] : [{ start: 202000012022, end: 202000012039 - count }],
    waiting: 3,
  },
  to: {
    organization: GENERAL,
    before: { ...figures, free: 0 },
    after: { ...figures, free: count },
    freeBefore: [],
    freeAfter: [{ start: 202000012040 - count, end: 202000012039 }],
    waiting: 3,
  },
  rev,
  warnings: [],
});

const given = [{ start: 202000012038, end: 202000012039 }];

/** Takes the give-back of two numbers back. */
export const undoPlan: UndoPlan = {
  year: 2020,
  text: '0604团总支的 2 个编号（202000012038—202000012039）将回到0604团支部（2）1',
  sides: [
    {
      organization: BRANCH,
      before: { ...figures, total: 18, free: 16 },
      after: figures,
      freeBefore: [{ start: 202000012022, end: 202000012037 }],
      freeAfter: [{ start: 202000012022, end: 202000012039 }],
      waiting: 3,
      intervals: given,
      count: 2,
      gains: true,
    },
    {
      organization: GENERAL,
      before: { ...figures, free: 2 },
      after: { ...figures, free: 0 },
      freeBefore: given,
      freeAfter: [],
      waiting: 0,
      intervals: given,
      count: 2,
      gains: false,
    },
  ],
  warnings: [],
};

export const journalEntry = (changes: Partial<JournalEntry> = {}): JournalEntry => ({
  id: 'j2',
  at: NOW,
  kind: 'GIVE_BACK',
  text: '交还给0604团总支 2 个（202000012038—202000012039）',
  actor: '苏晓',
  reason: '编号多于需要',
  mayUndo: true,
  undone: false,
  ...changes,
});

export const member = (changes: Partial<MemberItem> = {}): MemberItem => ({
  id: 'm1',
  name: '陈甲',
  branch: BRANCH,
  joinMonth: '2020-05',
  memberNumber: '202000012020',
  numberSource: 'AUTO_BRANCH',
  status: 'ACTIVE',
  approvedAt: NOW,
  coverWrittenAt: null,
  bound: true,
  ...changes,
});

export const invitation: Invitation = {
  branch: BRANCH,
  scene: '0604-1-2',
  page: 'pages/register/index',
  image: 'iVBORw0KGgo=',
};

export const listing = (items: ReviewItem[]): Answer<unknown> =>
  ok({
    items,
    next: null,
    counts: { PENDING_BRANCH: items.length, PENDING_GENERAL: 1, PENDING_COMMITTEE: 2, RETURNED: 0 },
  });

/** A phone in the hands of somebody in office there; what its pages read is answered. */
export const inOffice =
  (organization: Post['organization'], more: (phone: FakePhone) => void = () => undefined) =>
  (phone: FakePhone): void => {
    phone.answers['account.me'] = () => ok(me({ name: '苏晓', posts: [postAt(organization)] }));
    phone.answers['numbering.overview'] = () => ok(overview());
    phone.answers['numbering.requests'] = () => ok({ items: [], next: null });
    phone.answers['review.list'] = () => listing([reviewItem()]);
    more(phone);
  };

export const callsOf = ({ calls }: FakePhone, action: string): Call[] =>
  calls.filter((call) => call.action === action);

export const inputsOf = (phone: FakePhone, action: string): unknown[] =>
  callsOf(phone, action).map(({ input }) => input);
