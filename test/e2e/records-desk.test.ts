import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import readXlsx from 'read-excel-file/node';

import {
  callAtDesk,
  goAtDesk,
  handDownTheExample,
  picture,
  signInAtDesk,
  startWalk,
  type Walk,
} from './support';

/** 团籍资料 and 错号更正: what becomes of a member and of the number after the approval. */
describe('records at the desk', () => {
  let walk: Walk;
  let province: Page;
  let page: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    province = await walk.newPage();
    await signInAtDesk(walk, province, '13800000001');
    await handDownTheExample(province);
    page = await walk.newPage();
    await signInAtDesk(walk, page, '13800000003');
    const { items } = await callAtDesk(page, 'review.list', { status: 'PENDING_COMMITTEE' });
    const wanted = new Set(['陈甲', '林乙', '张丁', '钱辛']);
    await callAtDesk(page, 'review.passMany', {
      registrationIds: items.filter(({ name }) => wanted.has(name)).map(({ id }) => id),
      status: 'PENDING_COMMITTEE',
      coverChecked: true,
    });
  });
  afterAll(async () => {
    await walk.close();
    expect(walk.errors).toEqual([]);
  });

  const row = (name: string, on: Page = page) => on.getByRole('row').filter({ hasText: name });
  const choose = async (label: string, option: string) => {
    await page.locator('.el-select', { has: page.getByLabel(label) }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  const record = async (name: string, on: Page = page): Promise<Locator> => {
    await on.getByRole('button', { name: `查看 ${name} 的团籍资料` }).click();
    const panel = on.getByRole('dialog', { name: `${name} 的团籍资料` });
    await panel.getByText('证件号码').waitFor();
    return panel;
  };
  /** The cells of the file that a press on the button saves. */
  const saved = async (on: Page, button: Locator) => {
    const [download] = await Promise.all([on.waitForEvent('download'), button.click()]);
    const [sheet] = await readXlsx(await download.path());
    return { name: download.suggestedFilename(), rows: sheet!.data };
  };

  it('finds members by number, by any part of the name, by year, source and cover', async () => {
    await goAtDesk(walk, page, '/members');
    await row('钱辛').waitFor();
    expect(await page.getByRole('row').count()).toBe(5);
    const search = page.getByLabel('编号、姓名、手机号后四位');
    await search.fill('2020 0001 2021');
    await search.press('Enter');
    await row('陈甲').waitFor({ state: 'hidden' });
    await row('林乙').waitFor();
    await page.getByRole('button', { name: '重置' }).click();
    await row('陈甲').waitFor();
    await choose('编号来自', '沿用原编号');
    await row('陈甲').waitFor({ state: 'hidden' });
    await row('钱辛').waitFor();
    await page.getByRole('button', { name: '重置' }).click();
    await choose('志愿书封面', '封面待填写');
    await row('钱辛').waitFor({ state: 'hidden' });
    await row('陈甲').waitFor();
    expect(new URL(page.url()).hash).toContain('cover=no');
    await picture(page, 'records-1-list');
    await page.getByRole('button', { name: '重置' }).click();
    await row('钱辛').waitFor();
  });

  it('shows the record masked; looking at the phone number is written down', async () => {
    const panel = await record('张丁');
    await panel.getByText('138****0104').waitFor();
    await panel.getByRole('button', { name: '查看手机号，会记入日志' }).click();
    await panel.getByText('13800000104').waitFor();
    await picture(page, 'records-2-record');
    const log = await callAtDesk(province, 'account.auditLog', { group: 'PERSONAL_DATA' });
    expect(log.items[0]?.text).toContain('张丁');
  });

  it('a lost phone: after a look at the document the record gets another number, once (design §10)', async () => {
    const panel = page.getByRole('dialog', { name: '张丁 的团籍资料' });
    await panel.getByRole('button', { name: '核实身份后换手机号' }).click();
    const dialog = page.getByRole('dialog', { name: '核实身份后换手机号 · 张丁' });
    await dialog.getByRole('button', { name: '确定更换' }).click();
    await dialog.getByText('请填写 11 位新手机号。').waitFor();
    await dialog.getByLabel('新手机号').fill('138 0000 7104');
    await dialog.getByLabel('怎样核实的').fill('本人持身份证到场');
    await picture(page, 'records-2-phone');
    await dialog.getByRole('button', { name: '确定更换' }).click();
    await page.getByText('张丁 的手机号已换成 138****7104。').waitFor();
    await panel.getByText('138****7104').waitFor();
    const log = await callAtDesk(province, 'account.auditLog', { group: 'SIGN_IN' });
    expect(log.items[0]?.text).toBe('核实身份，为张丁更换手机号');
    const { items } = await callAtDesk(page, 'roster.list', { q: '7104' });
    expect(items.map(({ name }) => name)).toEqual(['张丁']);
  });

  it('Q-22: a member who moves away keeps the number, and the reason is on record', async () => {
    const panel = page.getByRole('dialog', { name: '张丁 的团籍资料' });
    await panel.getByRole('button', { name: '变更团籍状态…' }).click();
    const dialog = page.getByRole('dialog', { name: '变更 张丁 的团籍状态' });
    await dialog.getByText('已转出').click();
    await dialog.getByRole('button', { name: '确定变更' }).click();
    await dialog.getByText('请写明变更的原因。').waitFor();
    await dialog.getByLabel('变更的原因').fill('转到外省学校');
    await picture(page, 'records-3-status');
    await dialog.getByRole('button', { name: '确定变更' }).click();
    await page.getByText('张丁 的团籍状态已变更为“已转出”。').waitFor();
    await row('张丁').getByText('已转出').waitFor();
    const kept = await callAtDesk(page, 'roster.list', { q: '202000012100' });
    expect(kept.items.map(({ name, status }) => [name, status])).toEqual([
      ['张丁', 'TRANSFERRED_OUT'],
    ]);
  });

  it('exports what is listed: text cells, masked, with who and when in the first line', async () => {
    await page.getByRole('button', { name: '导出' }).click();
    const dialog = page.getByRole('dialog', { name: '导出团籍资料' });
    await dialog.getByText('将导出 0604团委 全部团员的团籍资料').waitFor();
    await picture(page, 'records-4-export');
    const { name, rows } = await saved(page, dialog.getByRole('button', { name: '导出' }));
    expect(name).toMatch(/^团籍资料 \d{4}-\d\d-\d\d\.xlsx$/);
    expect(String(rows[0]![0])).toMatch(/^郑帆（0604团委）于 .+ 导出/);
    const [, head, ...lines] = rows;
    expect(head!.slice(0, 2)).toEqual(['团员编号', '姓名']);
    const line = lines.find((cells) => cells[1] === '陈甲')!;
    expect(line[0]).toBe('202000012020');
    expect(line[5]).toMatch(/^350199\*+/);
    expect(lines).toHaveLength(4);
    await page.getByText('已导出 4 名团员。').waitFor();
  });

  it('a leading organ says what for, and may take ID numbers along, on record', async () => {
    await goAtDesk(walk, province, '/members?year=2020');
    await row('陈甲', province).waitFor();
    await province.getByRole('button', { name: '导出' }).click();
    const dialog = province.getByRole('dialog', { name: '导出团籍资料' });
    await dialog.getByRole('button', { name: '导出' }).click();
    await dialog.getByText('请写明导出的用途。').waitFor();
    await dialog.getByText('包含完整的证件号码').click();
    await dialog.getByLabel('导出的用途').fill('年度团籍核查');
    const { rows } = await saved(province, dialog.getByRole('button', { name: '导出' }));
    expect(rows).toHaveLength(2 + 3);
    expect(String(rows[2]![5])).toMatch(/^350199\d{11}[\dX]$/);
    const log = await callAtDesk(province, 'account.auditLog', { group: 'EXPORT' });
    expect(log.items[0]).toMatchObject({ reason: '年度团籍核查' });
  });

  it('files a wrong number from the record; who filed it does not decide it (R-51, R-52)', async () => {
    const panel = await record('陈甲');
    await panel.getByRole('button', { name: '更正编号' }).click();
    const dialog = page.getByRole('dialog', { name: '更正 陈甲 的编号' });
    await dialog.getByRole('button', { name: '提交更正' }).click();
    await dialog.getByText('请写明经过和理由。').waitFor();
    await dialog.getByLabel('经过和理由').fill('封面写成了别人的编号');
    await picture(page, 'records-5-file');
    await dialog.getByRole('button', { name: '提交更正' }).click();
    await page.getByText('已提交，等团省委审批。审批前编号不变。').waitFor();
    await goAtDesk(walk, page, '/corrections');
    await page.getByRole('button', { name: '查看 陈甲 的更正' }).click();
    const desk = page.getByRole('dialog', { name: '陈甲 的错号更正' });
    await desk.getByText('提出人和审批人不能是同一人、同一组织').waitFor();
    expect(await desk.getByRole('button', { name: '同意更正' }).count()).toBe(0);
    await picture(page, 'records-6-filed');
  });

  it('R-55: the leading organ agrees: a new number first, then the old one is free', async () => {
    await goAtDesk(walk, province, '/corrections');
    await province.getByRole('button', { name: '查看 陈甲 的更正' }).click();
    await province.getByRole('button', { name: '同意更正' }).click();
    const dialog = province.getByRole('dialog', { name: '同意更正' });
    await dialog.getByText('将抽取 202000012022').waitFor();
    await picture(province, 'records-7-decide');
    await dialog.getByRole('button', { name: '同意更正' }).click();
    await province.getByRole('dialog', { name: '办理结果' }).getByText('202000012022').waitFor();
    await province.getByRole('button', { name: '确定' }).click();
    await province.getByText('没有待审批的更正').waitFor();
    await province.getByRole('button', { name: '已更正' }).click();
    await province.getByRole('button', { name: '查看 陈甲 的更正' }).click();
    await province.getByText('请在《入团志愿书》封面上把原编号划去，写上新编号。').waitFor();
    await picture(province, 'records-8-done');
  });

  it('R-54: the record keeps both numbers; the cover waits to be written again', async () => {
    await goAtDesk(walk, page, '/members?cover=no');
    const panel = await record('陈甲');
    await panel.getByRole('heading', { name: '编号变化' }).waitFor();
    const history = await panel.locator('.history li').allInnerTexts();
    expect(history.map((text) => text.replace(/\s/g, '').slice(0, 12))).toEqual([
      '202000012020',
      '202000012022',
    ]);
    await picture(page, 'records-9-history');
  });

  it('R-55: release only: the number is void, the registration waits for the committee again', async () => {
    await callAtDesk(page, 'numbering.fileCorrection', {
      number: '202000012021',
      kind: 'INELIGIBLE',
      reason: '年龄不符，误审',
    });
    await goAtDesk(walk, province, '/corrections');
    await province.reload();
    await province.getByRole('button', { name: '查看 林乙 的更正' }).click();
    await province.getByRole('button', { name: '同意更正' }).click();
    const dialog = province.getByRole('dialog', { name: '同意更正' });
    await dialog.getByText('作废，不再使用').click();
    await dialog.getByText('只收回编号，报到退到待团委审核，以后再分配').click();
    await dialog.getByRole('button', { name: '同意更正' }).click();
    await province.getByRole('button', { name: '确定' }).click();
    await province.getByText('没有待审批的更正').waitFor();
    const life = await callAtDesk(province, 'numbering.trace', { number: '202000012021' });
    expect(JSON.stringify(life)).toContain('VOID');
    await goAtDesk(walk, page, '/reviews?status=PENDING_COMMITTEE');
    await page.getByRole('button', { name: '查看 林乙 的报到' }).waitFor();
  });

  it('a rejection says why; the filer takes a correction back while nobody decided', async () => {
    const file = (number: string) =>
      callAtDesk(page, 'numbering.fileCorrection', {
        number,
        kind: 'WRONG_POOL',
        reason: '应该用支部自己的编号',
      });
    await file('202000012022');
    await goAtDesk(walk, province, '/corrections');
    await province.reload();
    await province.getByRole('button', { name: '查看 陈甲 的更正' }).click();
    await province.getByRole('button', { name: '驳回', exact: true }).click();
    const dialog = province.getByRole('dialog', { name: '驳回更正' });
    await dialog.getByRole('button', { name: '确定驳回' }).click();
    await dialog.getByText('请写明驳回的理由。').waitFor();
    await dialog.getByLabel('驳回的理由').fill('编号没有分错');
    await dialog.getByRole('button', { name: '确定驳回' }).click();
    await province.getByRole('button', { name: '确定' }).click();
    await file('202000012022');
    await goAtDesk(walk, page, '/corrections');
    await page.getByRole('button', { name: '查看 陈甲 的更正' }).click();
    await page.getByRole('button', { name: '撤回更正' }).click();
    await page
      .getByRole('dialog', { name: '撤回更正' })
      .getByText('将撤回对 陈甲 的编号 202000012022 的更正，编号不变，确定吗？')
      .waitFor();
    await page.getByRole('button', { name: '撤回', exact: true }).click();
    await page.getByText('已撤回这次更正，编号不变。').waitFor();
    await page.getByRole('button', { name: '已驳回' }).click();
    await row('陈甲').waitFor();
  });

  it('the inspection pack of a year: number, dates, reviewers, cover, corrections', async () => {
    await goAtDesk(walk, page, '/members?year=2020');
    await page.getByRole('button', { name: '年度检查材料' }).click();
    const dialog = page.getByRole('dialog', { name: '年度检查材料' });
    await picture(page, 'records-10-inspection');
    const { name, rows } = await saved(page, dialog.getByRole('button', { name: '导出' }));
    expect(name).toBe('2020年编号检查材料 0604团委.xlsx');
    const [, head, ...lines] = rows;
    const line = lines.find((cells) => cells[1] === '陈甲')!;
    const cell = (word: string) => String(line[head!.indexOf(word)] ?? '');
    expect(cell('团员编号')).toBe('202000012022');
    expect(cell('团支部审核')).toMatch(/0604团支部（2）1 苏同学$/);
    expect(cell('团总支审核')).toMatch(/0604团总支 林同学$/);
    expect(cell('团委审核')).toMatch(/0604团委 郑老师$/);
    expect(cell('编号更正')).toMatch(/202000012020 分错了人，已更正，改为 202000012022/);
  });
});
