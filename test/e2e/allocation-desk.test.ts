import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import {
  callAtDesk,
  chooseOrganization,
  goAtDesk,
  handDownTheExample,
  picture,
  rowsBecome,
  signInAtDesk,
  startWalk,
  type Walk,
} from './support';

/** Branches made for the long list: two operations of at most 100. */
const MANY = 130;

/** 首页 and 团员编号分配 beyond the guide's main line: requests, giving back, undoing, long lists, rebalancing. */
describe('the desk of whoever hands numbers out', () => {
  let walk: Walk;
  let page: Page;
  let staff: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    page = await walk.newPage();
    await signInAtDesk(walk, page, '13800000001');
    await handDownTheExample(page);
    staff = await walk.newPage();
    await signInAtDesk(walk, staff, '13800000003');
  });
  afterAll(async () => {
    await walk.close();
    expect(walk.errors).toEqual([]);
  });

  it('the home page tells what waits, how far the numbers got and where somebody waits', async () => {
    await goAtDesk(walk, page, '/?year=2020');
    await page.getByRole('region', { name: '编号使用' }).getByText('编号总数').waitFor();
    await page.locator('svg path').first().waitFor();
    await page.getByText('没有编号，1 人在等').waitFor();
    await page.getByText('还有 1000 个编号没有使用').waitFor();
    await picture(page, 'home-1-province');
    await goAtDesk(walk, staff, '/?year=2020');
    await staff.getByRole('button', { name: /^审核 \d+ 人$/ }).waitFor();
    await staff.getByText('用团委的编号').waitFor();
    await picture(staff, 'home-2-committee');
  });

  it('R-19: a date that has passed leads to where it is put right', async () => {
    const dates = page.getByRole('list', { name: '日期提醒' });
    await dates.getByText('年还没有设置编号区间，请先新增编号区间范围。').waitFor();
    await dates.getByRole('link', { name: '去新增' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page.getByRole('dialog', { name: '新增编号区间范围' }).waitFor();
    await goAtDesk(walk, page, '/?year=2020');
  });

  it('the rebalance plan is read as a whole and run step by step', async () => {
    await page.getByRole('button', { name: '查看调剂方案' }).click();
    await page.getByText('团省委 分给 0605团委 1 个').waitFor();
    await picture(page, 'rebalance-1-plan');
    await page.getByRole('button', { name: '全部办理' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page.getByText('方案已全部办理。').waitFor();
    await picture(page, 'rebalance-2-done');
    await page.getByRole('button', { name: '重新生成方案' }).click();
    await page.getByText('不需要调剂：等待的人都有编号可用').waitFor();
  });

  it('fills the counts by the people who wait, alike for all, and empties them', async () => {
    const { items } = await callAtDesk(page, 'organization.children', {
      parentId: '35',
      year: 2020,
    });
    const waiting = items.map(({ name, stock }) => [name, String(stock?.waiting || '')]);
    expect(waiting).toContainEqual(['0605团委', '1']);
    await goAtDesk(walk, page, '/numbers/allocate?org=35&year=2020');
    const filled = () =>
      Promise.all(
        items.map(async ({ name }) => [
          name,
          await page.getByLabel(`分配给 ${name} 的个数`).inputValue(),
        ]),
      );
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await button('按等待人数').click();
    expect(await filled()).toEqual(waiting);
    await page.getByText('将得到的编号区间').first().waitFor();
    await picture(page, 'allocate-by-waiting');
    await button('平均').click();
    const counts = (await filled()).map(([, count]) => Number(count));
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(799);
    await button('清空').click();
    expect((await filled()).every(([, count]) => count === '')).toBe(true);
  });

  it('asks the organisation above for more, which answers with the figures before it', async () => {
    await goAtDesk(walk, staff, '/numbers?year=2020');
    await staff.getByRole('button', { name: '申请补充' }).click();
    const form = staff.getByRole('dialog');
    await form.getByRole('button', { name: '提交申请' }).click();
    await form.getByText('请填写申请个数。').waitFor();
    await form.getByLabel('申请个数').fill('10');
    await form.getByLabel('事由').fill('5 月发展大会还有 10 人');
    await form.getByRole('button', { name: '提交申请' }).click();
    await staff.getByText('已向 团省委 申请 10 个编号，请等待答复。').waitFor();
    await form.waitFor({ state: 'hidden' });

    await goAtDesk(walk, page, '/numbers/requests');
    await page.getByRole('button', { name: '答复 0604团委 的申请' }).click();
    const answer = page.getByRole('dialog');
    await answer.getByLabel('给出的个数').fill('6');
    await answer.getByText('将分配 6 个编号给 0604团委').waitFor();
    await answer.getByLabel('理由').fill('先给六个');
    await picture(page, 'requests-1-decide');
    await answer.getByRole('button', { name: '同意并分配' }).click();
    await page.getByText('已给 0604团委 6 个编号。').waitFor();
    await page.getByText('没有等待答复的申请').waitFor();

    await goAtDesk(walk, staff, '/numbers/requests?box=OWN');
    await staff.getByText('已给 6 个').waitFor();
    await staff.getByText('先给六个').waitFor();
    await picture(staff, 'requests-2-own');
  });

  it('gives numbers back to the organisation above, saying why', async () => {
    await goAtDesk(walk, staff, '/numbers?year=2020');
    await staff.getByRole('button', { name: '交还' }).click();
    const form = staff.getByRole('dialog');
    await form.getByText('指定个数').click();
    await form.getByLabel('交还个数').fill('6');
    await form.getByText(/将把 0604团委 的 6 个未使用编号.*交还给 团省委/).waitFor();
    await form.getByRole('button', { name: '确定' }).click();
    await form.getByText('请写明交还的事由。').waitFor();
    await form.getByLabel('事由').fill('发展计划已完成');
    await picture(staff, 'give-back');
    await form.getByRole('button', { name: '确定' }).click();
    await staff.getByText('交还成功').waitFor();
    await form.waitFor({ state: 'hidden' });
  });

  it('R-71: takes a movement back from the history, once', async () => {
    await staff.getByRole('link', { name: '全部' }).click();
    await staff.getByRole('button', { name: /^撤销：交还给团省委/ }).click();
    const confirm = staff.getByRole('dialog');
    await confirm.getByText(/^团省委的 6 个编号（.*）将回到0604团委，确定吗？/).waitFor();
    await picture(staff, 'undo-1-confirm');
    await confirm.getByRole('button', { name: '撤销', exact: true }).click();
    await staff.getByText('撤销成功').waitFor();
    await staff.getByText('已撤销').first().waitFor();
    await picture(staff, 'undo-2-journal');
    expect(await staff.getByRole('button', { name: /^撤销：交还给团省委/ }).count()).toBe(0);
    const { free } = await callAtDesk(staff, 'numbering.overview', { orgId: '0604', year: 2020 });
    expect(free).toBe(106);
  });

  it('R-5: makes a top range smaller from its end', async () => {
    await goAtDesk(walk, page, '/numbers?year=2020');
    await page.getByRole('button', { name: '缩减以 202000012999 结束的编号区间' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('缩减个数').fill('100');
    await form.getByText('202000012900(包)—202000012999(包)').waitFor();
    await picture(page, 'shrink-range');
    await form.getByRole('button', { name: '缩减' }).click();
    await page.getByText('缩减成功').waitFor();
    await form.waitFor({ state: 'hidden' });
    await rowsBecome(page, ['200 是', '1 是', '6 是', '693 否']);
  });

  it('goes into the strip down to one number and on to its life', async () => {
    await chooseOrganization(page, '团省委', '0604团委', '0604团总支');
    await page.getByRole('button', { name: /^202000012020—202000012039/ }).click();
    const cell = page.getByRole('button', { name: /，202000012039 在0604团支部（2）1，尚未分配/ });
    await cell.click();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: /，202000012038/, pressed: true }).waitFor();
    await picture(page, 'strip-cells');
    await page.getByRole('link', { name: '看这个编号的一生' }).click();
    await page.getByRole('heading', { name: /的一生/ }).waitFor();
  });

  it('the tree is worked with the keyboard: a name typed, opened, chosen', async () => {
    await goAtDesk(walk, page, '/numbers?year=2020');
    await page.getByRole('treeitem').filter({ hasText: '0605团委' }).waitFor();
    await page.getByRole('tree', { name: '组织' }).focus();
    await page.keyboard.type('0605');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '0605团委' }).waitFor();
  });

  it('a long list pasted from a spreadsheet goes on after the browser was closed, and serves all once', async () => {
    const {
      organization: { id: wideId },
    } = await callAtDesk(page, 'organization.create', {
      parentId: '35',
      code: 'wide',
      fullName: '宽团委',
      type: 'GRASSROOTS_COMMITTEE',
    });
    for (let at = 1; at <= MANY; at += 1) {
      await callAtDesk(page, 'organization.create', {
        parentId: wideId,
        code: `wide-${at}`,
        fullName: `宽团委第${at}团支部`,
        type: 'BRANCH',
      });
    }
    await callAtDesk(page, 'numbering.allocate', {
      orgId: '35',
      year: 2020,
      items: [{ orgId: wideId, count: 300 }],
    });
    await goAtDesk(walk, page, `/numbers/allocate?org=${wideId}&year=2020`);
    await page.getByRole('button', { name: '从表格粘贴' }).click();
    const lines = Array.from({ length: MANY }, (_, at) => `宽团委第${at + 1}团支部\t2`);
    const paste = page.getByRole('dialog');
    await paste
      .getByLabel('要粘贴的组织和个数')
      .fill(['组织\t个数', ...lines, '别处\t3'].join('\n'));
    await paste.getByText('直属下级里没有这个组织').waitFor();
    await picture(page, 'allocate-paste');
    await paste.getByRole('button', { name: `填入 ${MANY} 个组织` }).click();
    await page.getByText('将得到的编号区间').waitFor();

    let sent = 0;
    let onItsWay = (): void => undefined;
    const second = new Promise<void>((resolve) => {
      onItsWay = resolve;
    });
    await page.route('**/api/numbering.allocate', async (route) => {
      sent += 1;
      if (sent === 1) await route.continue();
      // The second one never gets an answer: the browser is closed meanwhile.
      else onItsWay();
    });
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page.getByText(`已完成 100 / ${MANY} 个组织`).waitFor();
    await second;
    const context = page.context();
    await page.close();
    page = await context.newPage();
    await goAtDesk(walk, page, `/numbers/allocate?org=${wideId}&year=2020`);
    await page.getByText(/已分给 100 个组织，还有\s*30 个没有分/).waitFor();
    await picture(page, 'allocate-resume');
    // Giving it up asks first: nobody knows whether the last operation happened.
    await page.getByRole('button', { name: '不再继续' }).click();
    const question = page.getByRole('dialog', { name: '不再继续上次的分配' });
    await question.getByText(/已分给 100 个组织的编号不收回。断开的那一次有 30 个组织/).waitFor();
    await question.getByRole('button', { name: '取消' }).click();
    await question.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '继续办理' }).click();
    await page.getByText('分配成功').last().waitFor();
    const wide = await callAtDesk(page, 'numbering.overview', { orgId: wideId, year: 2020 });
    expect([wide.total, wide.handedDown, wide.free]).toEqual([300, 2 * MANY, 300 - 2 * MANY]);
    expect(wide.rows.filter(({ kind }) => kind === 'HANDED_DOWN')).toHaveLength(MANY);
  });
});
