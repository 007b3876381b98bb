/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import type { Post } from '../../typings/api';
import { inOffice, inputsOf, MAY_NOTHING, overview, request } from './support/branch';
import { BRANCH, COMMITTEE, GENERAL, NOW } from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { show } from './support/simulate';

describe('the page of an organisation', () => {
  const open = (
    organization: Post['organization'] = BRANCH,
    more: (phone: FakePhone) => void = () => undefined,
    query: Record<string, unknown> = {},
  ) => show('branch/home/index', query, inOffice(organization, more));

  it('answers first: whether it can approve today, and whose numbers it takes (R-31)', async () => {
    const page = await open();
    expect(page.phone.log).toContain('title 0604团支部（2）1');
    expect(page.text()).toContain('今天能审核');
    expect(page.text()).toContain('用完后不会自动用上级的，要请0604团总支补充。');
    expect(page.labels()).toEqual(
      expect.arrayContaining([
        '共 20 个，已使用 2 个，未使用 18 个',
        '编号区间 202000012022(包)—202000012039(包)，编号总数 18，编号分配状态 未使用',
        '等待审核，4人',
        '编号流水，最近：0604团总支分来 20 个',
      ]),
    );
    expect(page.labels()).not.toContain('查找下级组织');
  });

  it('asks about the year that the waiting people need, unless one was chosen', async () => {
    const page = await open();
    expect(inputsOf(page.phone, 'numbering.overview')).toEqual([{ orgId: 'b2', year: 2020 }]);
    await page.run('onYear', { detail: { value: '0' } });
    const [, second] = inputsOf(page.phone, 'numbering.overview') as Array<{ year: number }>;
    expect(second?.year).toBe(new Date(NOW + 8 * 3_600_000).getUTCFullYear());
  });

  it('offers to ask for more where numbers do not suffice, and not twice', async () => {
    const short = (phone: FakePhone) => {
      phone.answers['numbering.overview'] = () =>
        ok(
          overview({
            free: 0,
            pool: { organization: BRANCH, free: 0 },
            may: { ...MAY_NOTHING, requestMore: true },
          }),
        );
    };
    const page = await open(BRANCH, short);
    expect(page.text()).toContain('暂时不能通过');
    expect(page.text()).toContain('请0604团总支补充编号');
    expect(page.labels()).not.toContain('交还用不完的编号');
    await page.run('onGo', { dataset: { page: 'requestMore' } });
    expect(page.phone.log).toContain('navigateTo /branch/request/index?orgId=b2&year=2020');
    const asked = await open(BRANCH, (phone) => {
      short(phone);
      phone.answers['numbering.requests'] = () => ok({ items: [request()], next: null });
    });
    expect(asked.text()).toContain('已申请 10 个，等待0604团总支答复');
    expect(asked.text()).not.toContain('请0604团总支补充编号');
  });

  it('shows those above who below is in want, and how many requests wait', async () => {
    const node = (id: string, free: number) => ({
      ...BRANCH,
      id,
      shortName: '',
      code: id,
      status: 'ACTIVE',
      hasChildren: false,
      stock: { held: 20, free, handedDown: 0, usedBelow: 0, waiting: 3 },
    });
    const page = await open(GENERAL, (phone) => {
      phone.answers['numbering.overview'] = () =>
        ok(overview({ organization: GENERAL, parent: COMMITTEE, pool: null }));
      phone.answers['numbering.requests'] = ({ input }) =>
        ok({ items: (input as { box: string }).box === 'OPEN' ? [request()] : [], next: null });
      phone.answers['organization.children'] = () =>
        ok({ items: [node('b1', 20), node('b3', 1)], next: null });
    });
    expect(page.text()).toContain('下级有 1 个支部编号不够');
    expect(page.labels()).toContain('1个下级申请等待答复，点按去答复');
    expect(page.labels()).toContain('查找下级组织');
    const rows = page.view.data.below as Array<{ id: string }>;
    expect(rows.map(({ id }) => id)).toEqual(['b3', 'b1']);
    await page.run('onBelow', { dataset: { id: 'b3' } });
    expect(page.phone.log).toContain('navigateTo /branch/home/index?orgId=b3&year=2020');
  });

  it('lets nobody ask or give back for another organisation', async () => {
    const above = (phone: FakePhone) => {
      phone.answers['numbering.overview'] = () => ok(overview({ may: MAY_NOTHING }));
    };
    const page = await open(COMMITTEE, above, { orgId: 'b2', year: '2020' });
    expect(page.labels()).not.toContain('申请补充编号');
    expect(page.labels()).not.toContain('交还用不完的编号');
    expect(inputsOf(page.phone, 'numbering.requests')).toEqual([{ orgId: 'b2', box: 'OPEN' }]);
  });

  it('keeps what it shows when a refresh fails, and says why when nothing is there', async () => {
    const page = await open();
    page.phone.answers['numbering.overview'] = () => null;
    await page.run('load');
    expect(page.text()).toContain('网络不稳，没有收到系统的答复');
    expect(page.text()).toContain('今天能审核');
    const failed = await open(BRANCH, (phone) => {
      phone.answers['numbering.overview'] = () => refuse('FORBIDDEN', '该组织不在你的管理范围。');
    });
    expect(failed.text()).toContain('该组织不在你的管理范围。');
    expect(failed.labels()).toContain('重试');
  });

  it('R-63: a closed year is only looked at', async () => {
    const page = await open(BRANCH, (phone) => {
      phone.answers['numbering.overview'] = () =>
        ok(overview({ yearState: 'CLOSED', may: MAY_NOTHING }));
    });
    expect(page.text()).toContain('2020年编号已关闭，仅可查看。');
    expect(page.labels()).not.toContain('申请补充编号');
  });
});

describe('the card of the first page', () => {
  it('leads where a secretary goes most often, in the year that matters', async () => {
    const waiting = {
      count: 0,
      longest: '',
      people: [],
      stock: [{ year: 2020, level: 'ok', title: '今天能审核', text: '够用' }],
      year: 2020,
      type: 'BRANCH',
      latest: { title: '0604团总支分来 20 个', when: '19:24' },
    };
    const card = await show('components/secretary-card/index', { waiting });
    expect(card.labels()).toEqual(
      expect.arrayContaining(['大会二维码', '支部编号', '团员名册', '申请补充']),
    );
    await card.run('onWay', { dataset: { page: '/branch/meeting/index' } });
    await card.run('onStock', { dataset: { year: 2020 } });
    await card.run('onLatest');
    expect(card.phone.log).toEqual([
      'navigateTo /branch/meeting/index?year=2020',
      'navigateTo /branch/home/index?year=2020',
      'navigateTo /branch/history/index?year=2020',
    ]);
  });
});
