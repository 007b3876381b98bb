import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { callAtDesk, goAtDesk, picture, signInAtDesk, startWalk, type Walk } from './support';

const YEAR = 2020;
const GENERAL = '0604-1';
const BRANCHES = ['0604-1-1', '0604-1-2', '0604-1-3', '0604-1-4', '0604-1-5'];

/** Numbers lie with the branches of 0604团总支 alone, and people wait at both committees, which have none. */
describe('numbers from where they lie idle to where people wait', () => {
  let walk: Walk;
  let page: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    page = await walk.newPage();
    await signInAtDesk(walk, page, '13800000001');
    const [start, end] = ['202000012000', '202000012099'];
    await callAtDesk(page, 'numbering.defineRange', { year: YEAR, start, end });
    const hand = (orgId: string, to: string[], count: number) => {
      const items = to.map((child) => ({ orgId: child, count }));
      return callAtDesk(page, 'numbering.allocate', { orgId, year: YEAR, items });
    };
    await hand('35', ['0604'], 100);
    await hand('0604', [GENERAL], 100);
    await hand(GENERAL, BRANCHES, 20);
  });
  afterAll(async () => {
    await walk.close();
    expect(walk.errors).toEqual([]);
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const freeOf = async (orgId: string, year = YEAR) =>
    (await callAtDesk(page, 'numbering.overview', { orgId, year })).free;
  const steps = () => page.getByRole('region', { name: '办理步骤' }).getByRole('listitem');

  it('R-10, R-20: the plan goes up level by level and down again, each step as long as it is legal', async () => {
    await goAtDesk(walk, page, `/rebalance?year=${YEAR}`);
    await page.reload();
    await button('只办下一步').waitFor();
    const words = (await steps().allInnerTexts()).map((text) =>
      text.split('\n').find((line) => /回收|分给/.test(line)),
    );
    expect(words.length).toBeGreaterThan(3);
    for (const text of words.slice(0, -3)) expect(text).toMatch(/^从 0604团支部.*返还 0604团总支$/);
    expect(words.slice(-3)).toEqual([
      '从 0604团总支 回收 3 个，返还 0604团委',
      '从 0604团委 回收 1 个，返还 团省委',
      '团省委 分给 0605团委 1 个',
    ]);
    await picture(page, 'rebalance-3-chain');
  });

  it('one step at a time: each press moves the numbers of one step and no more', async () => {
    const all = await steps().count();
    const places = [GENERAL, '0604', '35', '0605'];
    const frees = () => Promise.all(places.map((orgId) => freeOf(orgId)));
    const seen: number[][] = [];
    for (let done = 1; done <= all; done += 1) {
      await button('只办下一步').click();
      await page.getByText(`已办 ${done} / ${all} 步`).waitFor();
      seen.push(await frees());
    }
    // What lies at 0604团总支, 0604团委, 团省委 and 0605团委 after the last three steps and before them.
    expect(seen.slice(-4)).toEqual([
      [3, 0, 0, 0],
      [0, 3, 0, 0],
      [0, 2, 1, 0],
      [0, 2, 0, 1],
    ]);
    await page.getByText('方案已全部办理。').waitFor();
    expect(await button('只办下一步').count()).toBe(0);
    const left = await Promise.all(BRANCHES.map((orgId) => freeOf(orgId)));
    expect(left.reduce((sum, free) => sum + free, 0)).toBe(97);
    await picture(page, 'rebalance-4-step-by-step');
  });

  it('afterwards nobody waits without a number, and what was brought is drawn', async () => {
    await button('重新生成方案').click();
    await page.getByText('不需要调剂：等待的人都有编号可用').waitFor();
    const staff = await walk.newPage();
    await signInAtDesk(walk, staff, '13800000004');
    await goAtDesk(walk, staff, '/reviews?status=PENDING_COMMITTEE');
    await staff.getByRole('button', { name: '查看 王己 的报到' }).click();
    await staff.getByRole('button', { name: '通过', exact: true }).click();
    await staff.getByText(/审核成功！将\d{12}编号分配给王己，目前还剩0个名额/).waitFor();
    await staff.context().close();
  });

  it('按去年使用: fills in what each used the year before, and those numbers are handed down', async () => {
    const committee = await walk.newPage();
    await signInAtDesk(walk, committee, '13800000003');
    const list = { status: 'PENDING_COMMITTEE' } as const;
    const { items } = await callAtDesk(committee, 'review.list', list);
    const wanted = new Set(['陈甲', '林乙', '李戊']);
    await callAtDesk(committee, 'review.passMany', {
      registrationIds: items.filter(({ name }) => wanted.has(name)).map(({ id }) => id),
      status: 'PENDING_COMMITTEE',
      coverChecked: true,
    });
    await committee.context().close();
    const [start, end] = ['202100012000', '202100012099'];
    await callAtDesk(page, 'numbering.defineRange', { year: 2021, start, end });
    const hand = (orgId: string, to: string) =>
      callAtDesk(page, 'numbering.allocate', {
        orgId,
        year: 2021,
        items: [{ orgId: to, count: 50 }],
      });
    await hand('35', '0604');
    await hand('0604', GENERAL);

    await goAtDesk(walk, page, `/numbers/allocate?org=${GENERAL}&year=2021`);
    await button('按去年使用').click();
    const used = (name: string) => page.getByLabel(`分配给 ${name} 的个数`).inputValue();
    expect(await used('0604团支部（2）1')).toBe('2');
    expect(await used('0604团支部（5）')).toBe('1');
    expect(await used('0604团支部（3）')).toBe('');
    await page.getByText('将得到的编号区间').waitFor();
    await picture(page, 'allocate-by-last-year');
    await button('提交').click();
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page.getByText('分配成功').last().waitFor();
    expect(await freeOf('0604-1-2', 2021)).toBe(2);
    expect(await freeOf(GENERAL, 2021)).toBe(47);
  });
});
