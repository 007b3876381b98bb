import { optionalTexts } from '../../../miniprogram/checks/optional';
import { CHARTER_AGES } from '../../../miniprogram/services/province';
import type { Me, MyRegistration, Post, ReviewDetail, ReviewItem } from '../../../typings/api';

export const NOW = Date.now();

export const BRANCH = { id: 'b2', name: '0604团支部（2）1', type: 'BRANCH' } as const;
export const GENERAL = { id: 'g1', name: '0604团总支', type: 'GENERAL_BRANCH' } as const;
export const COMMITTEE = { id: 'c1', name: '0604团委', type: 'GRASSROOTS_COMMITTEE' } as const;
export const PROVINCE = { id: 'p1', name: '团省委', type: 'PROVINCE' } as const;
export const PATH = [PROVINCE, COMMITTEE, GENERAL, BRANCH];

export const postAt = (organization: Post['organization']): Post => ({
  id: `post-${organization.id}`,
  organization,
  role: organization.type.endsWith('BRANCH') ? 'SECRETARY' : 'STAFF',
  from: '2026-03-01',
  to: '2027-02-28',
});

/** A registration of 吴子墨, waiting for the general branch unless changed. */
export const registration = (changes: Partial<MyRegistration> = {}): MyRegistration => ({
  id: 'r1',
  status: 'PENDING_GENERAL',
  name: '吴子墨',
  branch: BRANCH,
  joinMonth: '2020-05',
  submittedAt: NOW - 15 * 3_600_000,
  memberNumber: null,
  version: 2,
  mode: 'AUTO',
  form: {
    branchId: BRANCH.id,
    name: '吴子墨',
    idType: 'RESIDENT',
    idNumber: '350199200605040034',
    joinMonth: '2020-05',
    joinedInProvince: true,
    consent: true,
  },
  path: PATH,
  waitingFor: { organization: GENERAL, who: '黄同学', since: NOW - 14 * 3_600_000 },
  returned: null,
  nudgedAt: null,
  mayNudge: true,
  steps: [
    {
      at: NOW - 15 * 3_600_000,
      decision: 'SUBMIT',
      status: 'PENDING_BRANCH',
      organization: null,
      by: '吴子墨',
      onBehalfOf: null,
      reason: null,
    },
    {
      at: NOW - 14 * 3_600_000,
      decision: 'PASS',
      status: 'PENDING_GENERAL',
      organization: BRANCH,
      by: '林同学',
      onBehalfOf: null,
      reason: null,
    },
  ],
  numberSource: null,
  ...changes,
});

export const returned = registration({
  status: 'RETURNED',
  waitingFor: null,
  mayNudge: false,
  returned: {
    reason: '支部大会不是4月开的。',
    fields: ['joinMonth'],
    notes: {},
    by: '黄同学',
    at: NOW,
  },
});

export const approved = registration({
  status: 'APPROVED',
  waitingFor: null,
  memberNumber: '202000012020',
  numberSource: 'AUTO_BRANCH',
});

export const me = (changes: Partial<Me> = {}): Me => ({
  accountId: 'a1',
  name: null,
  phone: '159****2046',
  posts: [],
  registration: null,
  quickPhone: false,
  settings: { ages: CHARTER_AGES, prompts: {} },
  templates: {},
  ...changes,
});

export const reviewItem = (changes: Partial<ReviewItem> = {}): ReviewItem => ({
  id: 'r1',
  name: '吴子墨',
  status: 'PENDING_BRANCH',
  branch: BRANCH,
  joinMonth: '2020-05',
  mode: 'AUTO',
  since: NOW - 26 * 60_000,
  submittedAt: NOW - 26 * 60_000,
  attention: 0,
  stops: 0,
  phone: '159****2046',
  nudgedAt: null,
  mayReview: true,
  onBehalf: false,
  memberNumber: null,
  ...changes,
});

export const detail = (changes: Partial<ReviewDetail> = {}): ReviewDetail => ({
  ...reviewItem({ status: 'PENDING_COMMITTEE' }),
  version: 3,
  path: PATH,
  form: {
    idType: 'RESIDENT',
    idNumber: '350199********0034',
    birthDate: '2006-05-04',
    gender: 'MALE',
    phone: '159****2046',
    joinedInProvince: true,
    typedNumber: null,
    ...optionalTexts(() => null),
    isCadre: false,
    ethnicity: '汉族',
  },
  checks: [
    { id: 'id', level: 'OK', text: '证件号校验通过' },
    { id: 'pool', level: 'STOP', text: '编号已用完' },
  ],
  forecast: null,
  may: { pass: true, return: true, why: null, onBehalfOf: null },
  steps: [],
  changes: [],
  ...changes,
});
