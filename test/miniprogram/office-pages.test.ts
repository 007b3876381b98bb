/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import {
  approved,
  BRANCH,
  COMMITTEE,
  me,
  postAt,
  registration,
  reviewItem,
} from './support/people';
import { inOffice, inputsOf, listing } from './support/office';
import { ok, refuse } from './support/phone';
import { show } from './support/simulate';

const overview = (changes: object) =>
  ok({
    organization: BRANCH,
    year: 2020,
    free: 20,
    waiting: 4,
    pool: { organization: BRANCH, free: 20 },
    recent: [],
    ...changes,
  });
describe('home', () => {
  it('offers strangers to register, to sign in, or to bind a number they have', async () => {
    const page = await show('pages/home/index', {}, (phone) => {
      phone.answers['account.me'] = () => refuse('UNAUTHENTICATED', '请先登录。');
    });
    expect(page.labels()).toEqual(['新团员，开始报到', '登录', '团组织已登记过编号，绑定我的编号']);
    await page.run('onRegister');
    await page.run('onSignIn');
    await page.run('onBind');
    expect(page.phone.log).toEqual(
      expect.arrayContaining([
        'navigateTo /pages/register/index',
        'navigateTo /pages/sign-in/index',
        'navigateTo /pages/bind/index',
      ]),
    );
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

  it('takes the count off the tab once nobody is signed in any more', async () => {
    const page = await show('pages/home/index', {}, (phone) => {
      phone.answers['account.me'] = () => refuse('UNAUTHENTICATED', '请先登录。');
    });
    expect(page.phone.log).toContain('no badge');
    expect(page.labels()).toContain('登录');
  });

  it('leaves the count while it is not known who is signed in', async () => {
    const page = await show('pages/home/index', {}, (phone) => {
      phone.answers['account.me'] = () => null;
    });
    expect(page.phone.log).not.toContain('no badge');
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

  it('are read anew when they are pulled down', async () => {
    const page = await show('pages/mine/index', {}, inOffice([]));
    page.phone.answers['account.me'] = () => ok(me({ name: '林改名' }));
    await page.run('onPullDownRefresh');
    expect(page.text()).toContain('林改名');
    expect(page.phone.log).toContain('stopPullDownRefresh');
  });

  it('give the account up after a question, or are told what to do instead', async () => {
    const page = await show('pages/mine/index', {}, (phone) => {
      phone.answers['account.me'] = () => ok(me());
      phone.answers['account.erase'] = () =>
        refuse('CONFLICT', '你有一份报到正在办理。请先在“办理进度”里撤回，再注销账号。');
      phone.storage.set('draft.registration', { accountId: 'a1' });
    });
    await page.run('onErase');
    expect(page.phone.log[0]).toBe('ask 注销账号？');
    expect(page.text()).toContain('请先在“办理进度”里撤回');
    expect(page.phone.storage.has('draft.registration')).toBe(true);
    page.phone.answers['account.erase'] = () => ok({ erased: true });
    await page.run('onErase');
    expect(page.phone.storage.has('draft.registration')).toBe(false);
    expect(page.text()).toContain('还没有登录');
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
