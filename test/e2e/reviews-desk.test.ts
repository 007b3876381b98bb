import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import readXlsx from 'read-excel-file/node';

import { tree } from '../../local/demo/tree';
import { applyMany, phonesOf } from './applicants';
import {
  callAtDesk,
  goAtDesk,
  handDownTheExample,
  picture,
  signInAtDesk,
  startWalk,
  type Walk,
} from './support';

/** 团员报到审核 at the desk: many at once, the covers, other branches, secretaries. */
describe('reviews at the desk', () => {
  let walk: Walk;
  let province: Page;
  let page: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    province = await walk.newPage();
    await signInAtDesk(walk, province, '13800000001');
    await handDownTheExample(province);
    // Branch (2)1 keeps two numbers for its three applicants.
    await callAtDesk(province, 'numbering.reclaim', {
      orgId: '0604-1-2',
      year: 2020,
      count: 18,
    });
    page = await walk.newPage();
    await signInAtDesk(walk, page, '13800000003');
  });
  afterAll(async () => {
    await walk.close();
    expect(walk.errors).toEqual([]);
  });

  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  /** A box by its name; its input lies hidden below what people see and press. */
  const box = (name: string) =>
    page.locator('label', { has: page.getByRole('checkbox', { name, exact: true }) });

  it('filters live in the address: name, the last four of the phone, an organisation', async () => {
    await goAtDesk(walk, page, '/reviews?status=PENDING_COMMITTEE');
    await row('钱辛').waitFor();
    const search = page.getByLabel('姓名、手机号后四位，回车查找');
    await search.fill('乙');
    await search.press('Enter');
    await row('林乙').waitFor();
    await row('陈甲').waitFor({ state: 'hidden' });
    expect(new URL(page.url()).hash).toContain(`q=${encodeURIComponent('乙')}`);
    await page.reload();
    await row('林乙').waitFor();
    await page.getByRole('button', { name: '重置' }).click();
    await row('陈甲').waitFor();
    await page.getByLabel('查找相关组织').fill('直属');
    await page.getByRole('option', { name: /0604直属团支部/ }).click();
    await row('陈甲').waitFor({ state: 'hidden' });
    await row('张丁').waitFor();
    await page.getByRole('button', { name: '重置' }).click();
    await row('陈甲').waitFor();
  });

  it('shows what a committee approves itself, or everything below, by keyboard and in the address', async () => {
    await goAtDesk(walk, province, '/reviews?status=PENDING_COMMITTEE');
    const person = province.getByRole('row').filter({ hasText: '陈甲' });
    await person.waitFor();
    await province.getByRole('radio', { name: '含下级' }).press('ArrowLeft');
    await person.waitFor({ state: 'hidden' });
    await province.getByText('没有符合条件的报到').waitFor();
    expect(province.url()).toContain('own=1');
    await goAtDesk(walk, province, '/reviews?status=PENDING_COMMITTEE&org=0604&own=1');
    await person.waitFor();
    expect(await province.getByRole('radio', { name: '本级' }).isChecked()).toBe(true);
    await goAtDesk(walk, province, '/numbers?org=0604&year=2020&own=1');
    const ranges = province.getByRole('region', { name: '编号区间' });
    await ranges.getByText('否', { exact: true }).waitFor();
    expect(await ranges.getByText('是', { exact: true }).count()).toBe(0);
    await ranges.getByRole('radio', { name: '本级' }).press('ArrowRight');
    await ranges.getByText('是', { exact: true }).first().waitFor();
    expect(province.url()).not.toContain('own=1');
  });

  it('narrows by the month of joining and by what the checks found, by keyboard and in the address', async () => {
    const month = page.getByRole('combobox', { name: '入团年月' });
    await month.fill('2019-05');
    await month.press('Enter');
    await row('钱辛').waitFor();
    await row('陈甲').waitFor({ state: 'hidden' });
    expect(page.url()).toContain('month=2019-05');
    await page.reload();
    await row('钱辛').waitFor();
    await page.getByRole('button', { name: '重置' }).click();
    await row('陈甲').waitFor();
    await page.getByRole('combobox', { name: '预检' }).press('Enter');
    await page.getByRole('option', { name: '需要留意' }).click();
    await row('陈甲').waitFor({ state: 'hidden' });
    await row('钱辛').getByText('1 项留意').waitFor();
    expect(page.url()).toContain('check=look');
    await picture(page, 'reviews-0-filters');
  });

  it('takes the list as it is filtered out of the system, masked and with a watermark', async () => {
    await page.getByRole('button', { name: '导出' }).click();
    const dialog = page.getByRole('dialog', { name: '导出报到审核名单' });
    await dialog.getByText('将导出 0604团委 需要留意的待团委审核的报到').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: '导出' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^团员报到审核 \d{4}-\d\d-\d\d\.xlsx$/);
    const [sheet] = await readXlsx(await download.path());
    const cells = sheet!.data.map((line) => line.map((cell) => String(cell ?? '')));
    expect(cells[0]![0]).toMatch(/^郑帆（0604团委）于 .* 导出/);
    const [, head, ...lines] = cells;
    expect(head!.slice(0, 3)).toEqual(['姓名', '性别', '证件号码']);
    expect(lines.map(([name]) => name)).toEqual(['赵庚', '钱辛']);
    expect(lines[0]![2]).toMatch(/^\d{6}\*{8}/);
    await page.getByText('已导出 2 份报到。').waitFor();
    await page.getByRole('button', { name: '重置' }).click();
    await row('陈甲').waitFor();
  });

  it('gives an applicant whose phone is lost another number, after a look at the document', async () => {
    await page.getByRole('button', { name: '查看 钱辛 的报到' }).click();
    const panel = page.getByRole('dialog', { name: '钱辛 的报到' });
    await panel.getByRole('button', { name: '核实身份后换手机号' }).click();
    const dialog = page.getByRole('dialog', { name: '核实身份后换手机号 · 钱辛' });
    await dialog.getByLabel('新手机号').fill('139 0000 6789');
    await dialog.getByLabel('怎样核实的').fill('本人持身份证到场');
    await dialog.getByRole('button', { name: '确定更换' }).click();
    await page.getByText('钱辛 的手机号已换成 139****6789。').waitFor();
    await panel.getByText('139****6789').waitFor();
    await panel.getByRole('button', { name: '关闭' }).click();
  });

  it('foretells what a batch comes to, and asks for the covers of those who keep a number', async () => {
    for (const name of ['陈甲', '林乙', '黄丙', '张丁', '钱辛']) await box(`选择 ${name}`).click();
    await page
      .getByText('已选 5 人，3 人要用编号，1 人沿用原编号，1 人没有编号可用，1 人有需要留意的项目')
      .waitFor();
    await row('黄丙').getByText('编号已用完').waitFor();
    await picture(page, 'reviews-1-selection');
    await page.getByRole('button', { name: '批量通过 5 人' }).click();
    const dialog = page.getByRole('dialog', { name: '批量通过 5 人' });
    await dialog.getByText('黄丙没有编号可用，会留在“待团委审核”').waitFor();
    await dialog.getByText('钱辛有需要留意的项目，请确认已经看过').waitFor();
    await dialog.getByRole('button', { name: '通过 5 人' }).click();
    await dialog.getByText('请先核对《入团志愿书》封面再通过').waitFor();
    await dialog.getByText('已逐个核对《入团志愿书》封面').click();
    await picture(page, 'reviews-2-batch');
    await dialog.getByRole('button', { name: '通过 5 人' }).click();
  });

  it('R-39: every person has an own result; who was refused stays in place, with who can help', async () => {
    await page.getByRole('heading', { name: '4 人审核成功，1 人未通过' }).waitFor();
    const cells = await page.getByRole('table').locator('tbody tr').allInnerTexts();
    const shown = cells.map((text) => text.replace(/\s+/g, ''));
    expect(shown[0]).toContain('陈甲0604团支部（2）1202000012020本支部1待填写');
    expect(shown[1]).toContain('林乙0604团支部（2）1202000012021本支部0待填写');
    expect(shown[2]).toContain('黄丙0604团支部（2）1未通过该团支部的编号名额已全部分配完');
    expect(shown[3]).toContain('张丁0604直属团支部202000012100团委统筹99待填写');
    expect(shown[4]).toContain('钱辛0604直属团支部201935000123沿用原编号不占名额');
    await page.getByRole('button', { name: '谁能补充' }).click();
    await page.getByRole('link', { name: '0604团总支' }).waitFor();
    await picture(page, 'reviews-3-result');
    await page.keyboard.press('Escape');
  });

  it('ticks the covers one by one, with who and when, and takes a slip back', async () => {
    const cover = box('陈甲 的封面已填写');
    await cover.click();
    await row('陈甲').getByText('郑老师').waitFor();
    await cover.click();
    await row('陈甲').getByText('待填写').waitFor();
    await cover.click();
    await row('陈甲').getByText('郑老师').waitFor();
    await page.getByText('2 / 4').waitFor();
  });

  it('what is not ticked stays in the list to write, which prints by itself', async () => {
    await page.getByRole('button', { name: '回到审核列表' }).click();
    await page.getByRole('button', { name: '写志愿书封面' }).click();
    await row('林乙').waitFor();
    await row('张丁').waitFor();
    await row('陈甲').waitFor({ state: 'hidden' });
    await picture(page, 'reviews-4-covers');
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('heading', { name: '《入团志愿书》封面抄写单' }).waitFor();
    expect(await page.getByRole('navigation', { name: '主菜单' }).isVisible()).toBe(false);
    await picture(page, 'reviews-5-covers-print');
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: '全部写好了' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await row('张丁').getByText('郑老师').waitFor();
    await page.getByRole('button', { name: '已填写' }).click();
    await row('陈甲').waitFor();
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(4);
  });

  it('reveals an ID number to the reviewer, and writes it down', async () => {
    await goAtDesk(walk, page, '/reviews?status=PENDING_COMMITTEE');
    await page.getByRole('button', { name: '查看 黄丙 的报到' }).click();
    const panel = page.getByRole('dialog', { name: '黄丙 的报到' });
    await panel.getByText(/350199\*+/).waitFor();
    await panel.getByRole('button', { name: '查看证件号码，会记入日志' }).click();
    await panel.getByText(/350199\d{11}[\dX]/).waitFor();
    await picture(page, 'reviews-6-drawer');
    await panel.getByRole('button', { name: '隐藏证件号码' }).click();
    await panel.getByText(/350199\*+/).waitFor();
    const log = await callAtDesk(province, 'account.auditLog', { group: 'PERSONAL_DATA' });
    expect(log.items[0]?.text).toContain('黄丙');
  });

  it('P-9: a used-up branch gets no secretary; R-41: afterwards the one in office gives way', async () => {
    const panel = page.getByRole('dialog', { name: '黄丙 的报到' });
    await panel.getByRole('button', { name: '指定为团支书…' }).click();
    const dialog = page.getByRole('dialog', { name: '指定为团支书' });
    await dialog.getByText(/现任团支书是 苏晓/).waitFor();
    await dialog.getByRole('button', { name: '确定指定' }).click();
    await dialog.getByText('该团支部的编号名额已全部分配完，无法指定该团员为团支书。').waitFor();
    await dialog.getByText('可以补充编号的组织').waitFor();
    await picture(page, 'reviews-7-appoint-used-up');
    await dialog.getByRole('button', { name: '取消' }).click();
    await callAtDesk(province, 'numbering.allocate', {
      orgId: '0604-1',
      year: 2020,
      items: [{ orgId: '0604-1-2', count: 1 }],
    });
    await page.reload();
    await panel.getByText('通过后将分配').waitFor();
    await panel.getByRole('button', { name: '指定为团支书…' }).click();
    await dialog.getByText('同时通过本人的报到审核').waitFor();
    await picture(page, 'reviews-8-appoint');
    await dialog.getByRole('button', { name: '确定指定' }).click();
    await page.getByText(/审核成功！将202000012022编号分配给黄丙，目前还剩0个名额/).waitFor();
    await page
      .getByText('已指定 黄丙 为 0604团支部（2）1 的团支书，任期一年；苏晓 的团支书职务已免去。')
      .waitFor();
    await page.getByRole('button', { name: '看下一个' }).click();
  });

  it('P-8 and 4c: a branch without numbers appoints from the committee above, or is told why not', async () => {
    const other = await walk.newPage();
    await signInAtDesk(walk, other, '13800000004');
    await goAtDesk(walk, other, '/reviews?status=PENDING_COMMITTEE');
    await other.getByRole('button', { name: '查看 王己 的报到' }).click();
    await other.getByRole('button', { name: '指定为团支书…' }).click();
    const dialog = other.getByRole('dialog', { name: '指定为团支书' });
    await dialog.getByRole('button', { name: '确定指定' }).click();
    await dialog.getByText('该团员所在团组织及其上级团委均未分配编号，无法审核通过。').waitFor();
    await callAtDesk(province, 'numbering.allocate', {
      orgId: '35',
      year: 2020,
      items: [{ orgId: '0605', count: 5 }],
    });
    await dialog.getByRole('button', { name: '确定指定' }).click();
    await other.getByText(/审核成功！将\d{12}编号分配给王己，目前还剩4个名额/).waitFor();
    await other.context().close();
  });

  it('returns with marks and a sentence beside the field', async () => {
    await page.getByRole('button', { name: '查看 赵庚 的报到' }).click();
    await page.getByRole('button', { name: '退回…' }).click();
    const dialog = page.getByRole('dialog', { name: '退回 赵庚 的报到' });
    await dialog.getByRole('button', { name: /入团年月与《入团志愿书》不一致/ }).click();
    await dialog.getByLabel('入团年月的说明').fill('志愿书上是2020年6月');
    await picture(page, 'reviews-9-return');
    await dialog.getByRole('button', { name: '确定退回' }).click();
    await page.getByText('已退回 赵庚 的报到，本人会看到退回原因。').waitFor();
    const phones = phonesOf(walk, 'returned');
    const person = walkApplicant('赵庚');
    const { registration } = await phones.call(person, 'registration.mine', {});
    expect(registration?.returned).toMatchObject({
      fields: ['joinMonth'],
      notes: { joinMonth: '志愿书上是2020年6月' },
    });
  });

  it('R-74: proposes another branch, which only the own subtree offers', async () => {
    await page.getByRole('button', { name: '查看 李戊 的报到' }).click();
    await page.getByRole('button', { name: '转到其他支部…' }).click();
    const dialog = page.getByRole('dialog', { name: '李戊 转到其他支部' });
    await dialog.getByRole('button', { name: '确定转出' }).click();
    await dialog.getByText('请选择本人现在所在的团支部。').waitFor();
    await dialog.getByLabel('查找相关组织').fill('0604团支部（1）');
    await dialog.getByRole('option', { name: /0604团支部（1）/ }).click();
    await dialog.getByLabel('转出的原因').fill('本人在（1）支部');
    await picture(page, 'reviews-10-reassign');
    await dialog.getByRole('button', { name: '确定转出' }).click();
    await page.getByText('已请 李戊 确认转到 0604团支部（1）。').waitFor();
  });

  it('R-29: where no secretary is in office, the committee reviews on behalf, and it says so', async () => {
    await page.getByRole('button', { name: /待团支部审核/ }).click();
    await row('卫丑').getByText('代审').waitFor();
    expect(await page.getByRole('checkbox', { name: '选择 冯子' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '查看 卫丑 的报到' }).click();
    await page.getByText(/现在轮到 0604团支部（1） 审核，由你代审，会记入经过。/).waitFor();
    await box('选择 卫丑').click();
    await page.getByRole('button', { name: '批量通过 1 人' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '通过 1 人' }).click();
    await page.getByRole('heading', { name: '1 人已通过' }).waitFor();
    await page.getByText(/已通过，现在是“待团总支审核”/).waitFor();
  });

  it('passes thirty people at once, with progress', async () => {
    await applyMany(walk, 30, '0604-2', 'COMMITTEE', 400);
    await goAtDesk(walk, page, '/reviews?status=PENDING_COMMITTEE');
    await page.reload();
    await page.getByRole('checkbox', { name: '选择列表里能审核的人' }).check();
    await page.getByText(/30 人要用编号/).waitFor();
    await page.getByRole('button', { name: /^批量通过 \d+ 人$/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^通过 \d+ 人$/ })
      .click();
    await page.getByRole('heading', { name: /^30 人审核成功$/ }).waitFor();
    await picture(page, 'reviews-11-thirty');
  });
});

function walkApplicant(name: string) {
  const found = tree.applicants.find((applicant) => applicant.name === name);
  if (!found) throw new Error(`nobody in the demo is called ${name}`);
  return found;
}
