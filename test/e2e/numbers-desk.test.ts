import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import {
  callAtDesk,
  goAtDesk,
  handDownTheExample,
  picture,
  signInAtDesk,
  startWalk,
  type Walk,
} from './support';

const TAKEOVER_HEAD = '团员编号,姓名,证件号,团支部编码,入团年月';

/** 上线接管, 编号查询, 编号对账, 年度关闭: the province answers for every number. */
describe('the province answers for its numbers', () => {
  let walk: Walk;
  let page: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    page = await walk.newPage();
    await signInAtDesk(walk, page, '13800000001');
    await handDownTheExample(page);
  });
  afterAll(async () => {
    await walk.close();
    expect(walk.errors).toEqual([]);
  });

  it('R-73: takes members over from a table, and names what clashes with what to do', async () => {
    await goAtDesk(walk, page, '/takeover');
    const lines = [
      '202000012022,张晓,350199200601150025,0604-1-2,2020-05',
      '202000012040,李想,350199200603010018,0604-1-2,2020-05',
      '201900000077,王朋,35019920050101005X,0604-1-2,2019-05',
    ];
    await page.locator('input[type=file]').setInputFiles({
      name: '老团员.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([TAKEOVER_HEAD, ...lines].join('\n')),
    });
    await page.getByText('可以登记').first().waitFor();
    await page.getByRole('cell', { name: '李想' }).waitFor();
    await picture(page, 'takeover-1-checked');
    await page.getByRole('button', { name: /^登记 \d 位团员$/ }).click();
    const question = page.getByRole('dialog', { name: '登记团员' });
    await question.getByText(/登记后不能撤销/).waitFor();
    await question.getByRole('button', { name: /^登记 \d 位$/ }).click();
    await page.getByText('已登记').first().waitFor();
    await page.getByRole('button', { name: '再导入一个表' }).waitFor();
    await picture(page, 'takeover-2-done');
    const members = await callAtDesk(page, 'roster.list', { q: '202000012022' });
    expect(members.items.map(({ name }) => name)).toEqual(['张晓']);
  });

  it('shows the life of one number and its place at every level', async () => {
    await goAtDesk(walk, page, '/trace');
    await page.getByLabel('团员编号').fill('2020 0001 2022');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByRole('heading', { name: /的一生/ }).waitFor();
    await page.getByText('0604团委分配给0604团总支').waitFor();
    await page.getByRole('heading', { name: '它在每一级的位置' }).waitFor();
    await page.getByText('张晓').first().waitFor();
    await picture(page, 'trace-1-life');
  });

  it('says what is wrong with what is no number', async () => {
    await page.getByLabel('团员编号').fill('20200001202');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('团员编号是 12 位数字，请核对后再查。').waitFor();
  });

  it('answers a pasted list line by line', async () => {
    await page.getByRole('button', { name: '粘贴一批' }).click();
    await page
      .getByLabel('要查询的编号')
      .fill('2020 0001 2022\n202000012500\n202100000001\n张三\n201900000077');
    await page.getByText('共 5 个').waitFor();
    await page.getByRole('button', { name: '查询', exact: true }).click();
    const rows = page.getByRole('table').locator('tbody tr');
    await rows.nth(4).waitFor();
    const texts = await rows.allInnerTexts();
    expect(texts.map((text) => /已使用|未使用|没有查到|不是编号|沿用/.exec(text)?.[0])).toEqual([
      '已使用',
      '未使用',
      '没有查到',
      '不是编号',
      '沿用',
    ]);
    await picture(page, 'trace-2-list');
  });

  it('looks for numbers that were typed and belong to somebody else', async () => {
    await page.getByRole('button', { name: '异常编号' }).click();
    await page.getByText('没有发现异常的编号。').waitFor();
  });

  it('proves that nothing is lost: the equation, level by level', async () => {
    await goAtDesk(walk, page, '/reconcile?year=2020');
    await page.getByRole('button', { name: '立即对账' }).click();
    await page.getByRole('heading', { name: '账实相符，没有丢失，没有重复' }).waitFor();
    await page.getByRole('button', { name: '展开 0604团委 的下级' }).click();
    await page.getByText('200 = 100 + 0 + 0 + 0 + 100').waitFor();
    await picture(page, 'reconcile-1-sound');
  });

  it('R-63: closes the year: into the closing phase, back, and for good', async () => {
    await goAtDesk(walk, page, '/years?year=2020');
    await page.getByRole('button', { name: '进入关闭期' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '进入关闭期' }).click();
    await page.getByRole('button', { name: '重新开放' }).click();
    const reopen = page.getByRole('dialog');
    await reopen.getByRole('button', { name: '重新开放' }).click();
    await reopen.getByText('请写明原因。').waitFor();
    await reopen.getByLabel('重新开放的原因').fill('还有一批编号没有下达');
    await reopen.getByRole('button', { name: '重新开放' }).click();
    await page.getByRole('button', { name: '进入关闭期' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '进入关闭期' }).click();
    await page.getByRole('button', { name: '关闭2020年' }).click();
    const confirm = page.getByRole('dialog');
    expect(await confirm.getByRole('button', { name: '关闭2020年' }).isDisabled()).toBe(true);
    await picture(page, 'year-1-confirm');
    await confirm.getByLabel('输入 2020 确认').fill('2020');
    await confirm.getByRole('button', { name: '关闭2020年' }).click();
    await page.getByText('2020年已关闭，编号只供查看').waitFor();
    await picture(page, 'year-2-closed');
    const status = await callAtDesk(page, 'numbering.yearStatus', { year: 2020 });
    expect(status.statement).toEqual({ total: 1000, used: 1, voided: 0, expired: 999 });
  });
});
