/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import type { Post, ReviewItem } from '../../typings/api';
import {
  approved,
  BRANCH,
  COMMITTEE,
  detail,
  GENERAL,
  me,
  postAt,
  PROVINCE,
  registration,
  reviewItem,
} from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { show } from './support/simulate';

const inOffice =
  (posts: Post[], more: (phone: FakePhone) => void = () => undefined) =>
  (phone: FakePhone): void => {
    phone.answers['account.me'] = () => ok(me({ name: '林思远', posts }));
    more(phone);
  };
const overview = (changes: object) =>
  ok({
    organization: BRANCH,
    year: 2020,
    free: 20,
    waiting: 4,
    pool: { organization: BRANCH, free: 20 },
    ...changes,
  });
const listing = (items: ReviewItem[], next: string | null = null) =>
  ok({
    items,
    next,
    counts: { PENDING_BRANCH: items.length, PENDING_GENERAL: 2, PENDING_COMMITTEE: 0, RETURNED: 1 },
  });
const inputsOf = ({ calls }: FakePhone, action: string): unknown[] =>
  calls.filter((call) => call.action === action).map(({ input }) => input);

describe('home', () => {
  it('offers strangers to sign in', async () => {
    const page = await show('pages/home/index', {}, (phone) => {
      phone.answers['account.me'] = () => refuse('UNAUTHENTICATED', '请先登录。');
    });
    expect(page.text()).toContain('先用手机号登录');
    await page.run('onSignIn');
    expect(page.phone.log).toContain('navigateTo /pages/sign-in/index');
  });

  it('tells a newcomer what to do, and where a draft can be continued', async () => {
    const open = (draft: boolean) =>
      show('pages/home/index', {}, (phone) => {
        phone.answers['account.me'] = () => ok(me());
        if (draft) phone.storage.set('draft.registration', { accountId: 'a1' });
      });
    expect((await open(false)).labels()).toContain('开始报到');
    expect((await open(true)).labels()).toContain('继续填写');
  });

  it('gives a member the number', async () => {
    const page = await show('pages/home/index', {}, (phone) => {
      phone.answers['account.me'] = () => ok(me({ name: '吴子墨', registration: approved }));
      phone.answers['registration.mine'] = () => ok({ registration: approved });
    });
    expect(page.text()).toContain('吴子墨');
    expect(page.labels()).toContain('团员编号 2 0 2 0 0 0 0 1 2 0 2 0');
    expect(page.labels()).not.toContain('开始报到');
  });

  it('gives a secretary the count, the names, and whether numbers suffice', async () => {
    const people = [reviewItem(), reviewItem({ id: 'r2', name: '郑一诺', attention: 1 })];
    const page = await show(
      'pages/home/index',
      {},
      inOffice([postAt(BRANCH)], (phone) => {
        phone.answers['review.list'] = () => listing(people);
        phone.answers['numbering.overview'] = () => overview({});
      }),
    );
    expect(page.text()).toContain('0604团支部（2）1');
    expect(page.text()).toContain('团支书 林思远');
    expect(page.text()).toMatch(/2\s*人等你审核/);
    expect(page.text()).toContain('最久 26 分钟');
    expect(page.text()).toContain('1 项留意');
    expect(page.text()).toContain('今天能审核');
    expect(page.text()).toContain('2020年本支部的编号还剩 20 个，等待 4 人，够用');
    expect(inputsOf(page.phone, 'numbering.overview')).toEqual([{ orgId: 'b2', year: 2020 }]);
    expect(page.phone.log).toContain('badge 2');
    expect(page.labels()).not.toContain('开始报到');
  });

  it('keeps what it shows when a refresh fails, and says so', async () => {
    const page = await show('pages/home/index', {}, (phone) => {
      phone.answers['account.me'] = () => ok(me({ registration: registration() }));
      phone.answers['registration.mine'] = () => ok({ registration: registration() });
    });
    page.phone.answers['registration.mine'] = () => null;
    await page.run('load');
    expect(page.text()).toContain('网络不稳，没有收到系统的答复');
    expect(page.text()).toContain('在 0604团总支 黄同学 手里');
  });
});

describe('办理 and 我的', () => {
  it('offer only what the role may use', async () => {
    const member = await show('pages/todo/index', {}, (phone) => {
      phone.answers['account.me'] = () => ok(me());
    });
    expect(member.labels().join()).not.toContain('审核，');
    expect(member.text()).toContain('团员报到');
    const secretary = await show('pages/todo/index', {}, inOffice([postAt(BRANCH)]));
    expect(secretary.text()).toContain('团员报到审核');
  });

  it('let another post act, and remember it on this phone', async () => {
    const posts = [postAt(BRANCH), postAt(COMMITTEE)];
    const page = await show('pages/mine/index', {}, inOffice(posts));
    await page.run('onPost', { dataset: { id: 'post-c1' } });
    expect(page.phone.storage.get('acting-post')).toBe('post-c1');
    const list = await show(
      'review/list/index',
      {},
      inOffice(posts, (phone) => {
        phone.storage.set('acting-post', 'post-c1');
        phone.answers['review.list'] = () => listing([]);
        phone.answers['numbering.overview'] = () => overview({ organization: COMMITTEE });
      }),
    );
    const call = list.phone.calls.find(({ action }) => action === 'review.list');
    expect(call).toMatchObject({ post: 'post-c1', input: { status: 'PENDING_COMMITTEE' } });
  });

  it('sign out after a question, with the draft', async () => {
    const page = await show('pages/mine/index', {}, (phone) => {
      phone.answers['account.me'] = () => ok(me());
      phone.answers['account.signOut'] = () => ok({ signedOut: true });
      phone.storage.set('draft.registration', { accountId: 'a1' });
    });
    await page.run('onSignOut');
    expect(page.phone.log[0]).toBe('ask 退出登录？');
    expect(page.phone.storage.has('draft.registration')).toBe(false);
    expect(page.text()).toContain('还没有登录');
  });
});

describe('review list', () => {
  const open = (
    answer: (input: { status: string; cursor?: string; q?: string }) => ReturnType<typeof ok>,
  ) =>
    show(
      'review/list/index',
      {},
      inOffice([postAt(BRANCH)], (phone) => {
        phone.answers['review.list'] = ({ input }) => answer(input as { status: string });
        phone.answers['numbering.overview'] = () => overview({});
      }),
    );
  const names = (page: Awaited<ReturnType<typeof open>>): string[] =>
    (page.view.data.people as Array<{ name: string }>).map(({ name }) => name);

  it('counts in the tabs what waits here and elsewhere', async () => {
    const page = await open(() => listing([reviewItem(), reviewItem({ id: 'r2' })]));
    const tabs = page.view.data.tabs as Array<{ title: string }>;
    expect(tabs.map(({ title }) => title)).toEqual(['待我审核 2', '流转中 3', '已办结']);
  });

  it('reads the statuses elsewhere one after the other until a page is full', async () => {
    const page = await open(({ status }) =>
      listing(
        status === 'RETURNED' ? [reviewItem({ id: 'r9', name: '退回者', status: 'RETURNED' })] : [],
      ),
    );
    await page.run('onTab', { detail: { name: 'others' } });
    expect(names(page)).toEqual(['退回者']);
    expect(page.text()).toContain('已退回');
    const statuses = inputsOf(page.phone, 'review.list').map(
      (input) => (input as { status: string }).status,
    );
    expect(statuses.slice(1)).toEqual(['PENDING_GENERAL', 'PENDING_COMMITTEE', 'RETURNED']);
  });

  it('goes on with the cursor at the end of the page', async () => {
    const first = Array.from({ length: 20 }, (_, at) =>
      reviewItem({ id: `p${at}`, name: `甲${at}` }),
    );
    const page = await open(({ cursor }) =>
      cursor ? listing([reviewItem({ id: 'last', name: '末位' })]) : listing(first, 'after-19'),
    );
    expect(names(page)).toHaveLength(20);
    await page.run('onReachBottom');
    expect(names(page)[20]).toBe('末位');
    expect(page.text()).toContain('共 21 人，已全部显示');
    await page.run('onReachBottom');
    expect(inputsOf(page.phone, 'review.list')).toHaveLength(2);
  });

  it('searches by the start of the name, and filters by the checks', async () => {
    const page = await open(() =>
      listing([reviewItem(), reviewItem({ id: 'r2', name: '郑一诺', attention: 2 })]),
    );
    await page.run('onFilter');
    expect(page.labels().join()).not.toContain('郑一诺，');
    await page.run('onSearch', { detail: '吴' });
    expect(inputsOf(page.phone, 'review.list').pop()).toMatchObject({ q: '吴' });
  });

  it('says so when nobody waits', async () => {
    const page = await open(() => listing([]));
    expect(page.text()).toContain('没有等你审核的人');
  });

  it('says so when there is no post in office', async () => {
    const page = await show('review/list/index', {}, inOffice([]));
    expect(page.text()).toContain('你目前没有在任职务，请联系上级团组织任命。');
  });
});

describe('review detail', () => {
  const open = (
    given: Parameters<typeof detail>[0],
    more: (phone: FakePhone) => void = () => undefined,
  ) =>
    show(
      'review/detail/index',
      { registrationId: 'r1' },
      inOffice([postAt(COMMITTEE)], (phone) => {
        phone.answers['review.get'] = () => ok(detail(given));
        more(phone);
      }),
    );
  const message = '审核成功！将202000012020编号分配给吴子墨，目前还剩19个名额';
  const passed = ok({
    registrationId: 'r1',
    status: 'APPROVED',
    message,
    memberNumber: '202000012020',
    numberSource: 'AUTO_BRANCH',
    remaining: 19,
  });

  it('shows what needs a look before what is well', async () => {
    const page = await open({});
    expect(page.text()).toContain('1 项通过，1 项不符');
    expect(page.text().indexOf('编号已用完')).toBeLessThan(page.text().indexOf('证件号校验通过'));
    expect(page.text()).toContain('350199********0034');
  });

  it('passes with the stage the reviewer saw, and shows the sentence of the guide', async () => {
    const page = await open({}, (phone) => {
      phone.answers['review.pass'] = () => passed;
    });
    await page.run('onPass');
    const [input] = inputsOf(page.phone, 'review.pass');
    expect(input).toEqual({ registrationId: 'r1', status: 'PENDING_COMMITTEE' });
    expect(page.text().replace(/\s/g, '')).toContain(message);
    await page.run('onCloseResult');
    expect(page.phone.log).toContain('navigateBack');
  });

  it('asks for the look at the cover before a kept number is accepted', async () => {
    const page = await open({ mode: 'MANUAL' }, (phone) => {
      phone.answers['review.pass'] = () => passed;
    });
    await page.run('onPass');
    expect(page.text()).toContain('请先核对《入团志愿书》封面上的编号');
    expect(inputsOf(page.phone, 'review.pass')).toEqual([]);
    await page.run('onCover');
    await page.run('onPass');
    expect(inputsOf(page.phone, 'review.pass')).toMatchObject([{ coverChecked: true }]);
  });

  it('tells who can help when there is no number, and what each of them can do', async () => {
    const sentence = '该团支部的编号名额已全部分配完，无法审核通过。请联系上级团组织补充分配编号。';
    const page = await open({}, (phone) => {
      phone.answers['review.pass'] = () =>
        refuse('EXHAUSTED', sentence, {
          helpers: [
            { organization: GENERAL, free: 38 },
            { organization: COMMITTEE, free: 99 },
            { organization: PROVINCE, free: 800 },
          ],
        });
    });
    await page.run('onPass');
    expect(page.text()).toContain(sentence);
    expect(page.labels()).toEqual(
      expect.arrayContaining([
        '0604团总支，有38个可分，直属上级，可直接分给该支部',
        '0604团委，有99个可分，就是你所在的组织，可在综合管理系统“团员编号分配”里分配',
        '团省委，有800个可分，不能跨级，要逐级分到该支部',
      ]),
    );
    expect(page.text()).toContain('请联系 0604团总支 分配编号');
    expect(page.text()).toContain('吴子墨的资料已保留，仍为“待团委审核”');
  });

  it('checks an unknown outcome under the same opId and locks both decisions meanwhile', async () => {
    const page = await open({}, (phone) => {
      phone.answers['review.pass'] = () => null;
    });
    await page.run('onPass');
    expect(page.text()).toContain('结果未知，正在核对');
    expect(page.labels()).toContain('再次核对');
    page.phone.answers['review.pass'] = () => passed;
    await page.run('onCheckAgain');
    const opIds = page.phone.calls
      .filter(({ action }) => action === 'review.pass')
      .map(({ opId }) => opId);
    expect(opIds.length).toBeGreaterThan(1);
    expect(new Set(opIds).size).toBe(1);
    expect(page.text().replace(/\s/g, '')).toContain(message);
  });

  it('returns with reason and marked fields', async () => {
    const page = await open({}, (phone) => {
      phone.answers['review.return'] = () => ok({ registrationId: 'r1', status: 'RETURNED' });
    });
    await page.run('onReturn');
    const sent = { reason: '请核对入团年月。', fields: ['joinMonth'] };
    await page.run('onSendReturn', { detail: sent });
    expect(inputsOf(page.phone, 'review.return')).toEqual([
      { registrationId: 'r1', status: 'PENDING_COMMITTEE', ...sent },
    ]);
    expect(page.phone.log).toEqual(['toast 已退回，本人会看到原因', 'navigateBack']);
  });

  it('says who was faster, and shows how it stands now', async () => {
    const text = '这份报到黄同学已经处理，现在是“已退回”，请刷新列表。';
    const page = await open({}, (phone) => {
      phone.answers['review.pass'] = () => refuse('CONFLICT', text);
    });
    await page.run('onPass');
    expect(page.text()).toContain(text);
    expect(inputsOf(page.phone, 'review.get')).toHaveLength(2);
  });

  it('offers nothing to those whose turn it is not, and says why', async () => {
    const why = '现在是“待团总支审核”，还没有轮到你审核。';
    const page = await open({ may: { pass: false, return: false, why, onBehalfOf: null } });
    expect(page.text()).toContain(why);
    expect(page.labels()).not.toContain('通过');
  });
});
