import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page, Route } from 'playwright-core';

import { demoApplicant } from '../../local/demo/people';
import { applyMany, handDown, officer, phonesOf } from './applicants';
import { openReview, phoneOf } from './phone-steps';
import { picture, startWalk, type Walk } from './support';

const SECRETARY = '13800000007';
const GENERAL = '13800000005';
const COMMITTEE = '13800000003';
const OTHER_COMMITTEE = '13800000004';
const PROVINCE = '13800000001';

/** Reviewing on the phone, by every role (issue: 30 people in at most five taps). */
describe('reviewing on the phone', () => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await startWalk('tree');
    await applyMany(walk, 30, '0604-1-5', 'BRANCH', 300);
    await handDown(walk, 2020, [
      ['35', '0604', 200],
      ['0604', '0604-1', 60],
      ['0604-1', '0604-1-5', 40],
    ]);
  });
  afterAll(() => walk.close());

  /** Pages below the top one stay in the document, hidden. */
  const button = (page: Page, name: string | RegExp): Locator =>
    page.getByRole('button', { name, exact: true }).filter({ visible: true });
  const home = async (page: Page, phone: string) => {
    await page.goto(`${walk.cloud.url}/phone/app?as=demo-${phone}`);
  };
  const waiting = async (phone: string, status: 'PENDING_GENERAL' | 'PENDING_COMMITTEE') => {
    const { counts } = await phonesOf(walk, `count-${Date.now()}`).call(
      officer(phone),
      'review.list',
      { status, own: true },
    );
    return counts[status];
  };

  it('a secretary passes 30 people in at most five taps from the home page', async () => {
    const page = await phoneOf(walk, SECRETARY);
    let taps = 0;
    const tap = async (on: Locator) => {
      taps += 1;
      await on.click();
    };
    await picture(page, 'review-home');
    await tap(button(page, /^去审核/));
    await page.getByText('待我审核 30').waitFor();
    await picture(page, 'review-list');
    await tap(page.getByRole('checkbox', { name: '全选' }));
    await picture(page, 'review-list-selected');
    await tap(button(page, '通过 30 人'));
    await picture(page, 'review-ask');
    await tap(button(page, '确认通过 30 人'));
    await page.getByText('30 人已通过').waitFor();
    await picture(page, 'review-results');
    expect(taps).toBeLessThanOrEqual(5);
    await button(page, '完成').click();
    await page.getByText('没有等你审核的人').waitFor();
  });

  it('the general branch has them next, 30 and one more, and stands in where there is no secretary', async () => {
    expect(await waiting(GENERAL, 'PENDING_GENERAL')).toBe(31);
    const page = await phoneOf(walk, GENERAL);
    await button(page, /^去审核/).click();
    await page.getByRole('checkbox', { name: '全选' }).click();
    await button(page, '通过 31 人').click();
    await button(page, '确认通过 31 人').click();
    await page.getByText('31 人已通过').waitFor();
    await button(page, '完成').click();
    await page.getByRole('radio', { name: '筛选：可代审' }).click();
    await picture(page, 'review-on-behalf');
    await button(page, /^卫丑，.*代审/).click();
    await page.getByText('代 0604团支部（1） 审核').waitFor();
    await button(page, /^支部大会，选填/).click();
    await page.getByPlaceholder('选填，多少人').fill('20');
    await page.getByPlaceholder('选填，多少票').fill('21');
    await button(page, '通过').click();
    await page.getByText('请选择支部大会的日期。').waitFor();
    await page.getByText('赞成票不能多于实到人数。').waitFor();
    await picture(page, 'review-detail-on-behalf');
    await page.getByPlaceholder('选填，多少票').fill('19');
    await button(page, /^支部大会日期，/).click();
    await page.getByRole('dialog', { name: '选择器' }).getByText('确定').click();
    await button(page, '通过').click();
    await page.getByText(/已通过，现在是“待团总支审核”/).waitFor();
    await button(page, '确定').click();
    await page.getByText('这一类里现在没有人。').waitFor();
    const stood = demoApplicant(112, '卫丑', '0604-1-1', 'BRANCH');
    const mine = await phonesOf(walk, 'stood-in').call(stood, 'registration.mine', {});
    expect(mine.registration!.steps[1]).toMatchObject({
      onBehalfOf: { name: '0604团支部（1）' },
      meeting: { present: 20, votes: 19 },
    });
  });

  it('the committee approves many at once; each gets a number, in the sentence of the guide', async () => {
    const page = await phoneOf(walk, COMMITTEE);
    await button(page, /^去审核/).click();
    await page.getByPlaceholder('姓名或手机号后四位').fill('安');
    await page.getByText('共 13 人，已全部显示').waitFor();
    await page.getByRole('checkbox', { name: '全选' }).click();
    await button(page, /^通过 \d+ 人$/).click();
    await button(page, /^确认通过 \d+ 人$/).click();
    await page.getByText(/\d+ 人已通过/).waitFor();
    await picture(page, 'review-results-committee');
    await page.getByText('审核成功！将202000012000编号分配给').first().waitFor();
    await button(page, '完成').click();
  });

  it('passes one after the other with 下一位', async () => {
    const page = await phoneOf(walk, COMMITTEE);
    await openReview(page, '张丁');
    await picture(page, 'review-detail');
    await button(page, '通过').click();
    await page.getByText('审核成功！').waitFor();
    await picture(page, 'review-success');
    const dialog = page.locator('[role="alertdialog"]').filter({ hasText: '审核成功' });
    const height = async (text: string | RegExp) =>
      (await dialog.getByText(text, { exact: true }).boundingBox())!.height;
    const size = page.viewportSize()!;
    for (let width = 320; width <= 440; width += 8) {
      await page.setViewportSize({ ...size, width });
      // Digits never part, so a name of the same height stands on one line, and its comma beside it.
      expect([width, await height('张丁，')]).toEqual([width, await height(/^2020\d{8}$/)]);
    }
    await page.setViewportSize(size);
    const next = button(page, /^下一位，/);
    const name = (await next.getAttribute('aria-label'))!.split('，')[1]!;
    await next.click();
    await page.getByText(name, { exact: true }).filter({ visible: true }).first().waitFor();
    await page.getByText('预检', { exact: true }).waitFor();
  });

  it('R-37: nobody keeps a number before the cover was looked at', async () => {
    const page = await phoneOf(walk, COMMITTEE);
    await openReview(page, '钱辛');
    await button(page, '通过').click();
    await page.getByText('请先核对《入团志愿书》封面上的编号').waitFor();
    await picture(page, 'review-cover');
    await page.getByRole('checkbox', { name: /已核对/ }).click();
    await button(page, '通过').click();
    await page.getByText(/钱辛沿用编号201935000123，未占用名额/).waitFor();
  });

  it('of two reviewers at once the second gets the truth, and goes on', async () => {
    const [first, second] = [await phoneOf(walk, COMMITTEE), await phoneOf(walk, PROVINCE)];
    await openReview(first, '赵庚');
    await button(second, /^(去审核|查看审核记录)/).click();
    await second.getByRole('radio', { name: '筛选：可代审' }).click();
    await button(second, /^赵庚，/).click();
    await second.getByText('代 0604团委 审核').waitFor();
    const pages = [first, second];
    await Promise.all(pages.map((page) => button(page, '通过').click()));
    const ends = await Promise.all(
      pages.map(async (page) => {
        const passed = page.getByText('审核成功！');
        const overtaken = page.getByText(/已经处理，现在是“已通过”/);
        await passed.or(overtaken).first().waitFor();
        return (await passed.count()) > 0 ? 'passed' : 'overtaken';
      }),
    );
    expect(ends.slice().sort()).toEqual(['overtaken', 'passed']);
    const late = pages[ends.indexOf('overtaken')]!;
    await picture(late, 'review-overtaken');
    await button(late, '返回列表').click();
    await late.getByText('团员报到审核').first().waitFor();
  });

  it('an answer that is lost: asked again by itself until it is known, one number', async () => {
    const page = await phoneOf(walk, COMMITTEE);
    await openReview(page, '林乙');
    let lost = 0;
    const lose = async (route: Route) => {
      if (!(route.request().postData() ?? '').includes('"review.pass"')) return route.continue();
      // The server has done it; its answer does not come through.
      await route.fetch();
      lost += 1;
      return route.abort();
    };
    await page.route('**/call/review', lose);
    const remaining = () =>
      phonesOf(walk, `left-${Date.now()}`).call(officer(COMMITTEE), 'numbering.overview', {
        orgId: '0604',
        year: 2020,
      });
    const before = (await remaining()).free;
    await button(page, '通过').click();
    await button(page, '再次核对').waitFor();
    await picture(page, 'review-unknown');
    await page.unroute('**/call/review', lose);
    await page.getByText('审核成功！').waitFor();
    // Twice more at once, then now and then: how often until here is a matter of time.
    expect(lost).toBeGreaterThanOrEqual(3);
    expect((await remaining()).free).toBe(before - 1);
  });

  it('an answer that is lost, and the page left: coming back tells it', async () => {
    const page = await phoneOf(walk, COMMITTEE);
    await openReview(page, '赵宁子');
    const address = page.url();
    await page.route('**/call/review', async (route) => {
      if (!(route.request().postData() ?? '').includes('"review.pass"')) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await button(page, '通过').click();
    await button(page, '再次核对').waitFor();
    await home(page, COMMITTEE);
    await page.unroute('**/call/review');
    await page.goto(address);
    await page.reload();
    await page.getByText('审核成功！').waitFor();
  });

  it('lost answers of a whole batch: checked again, everybody passed once', async () => {
    await applyMany(walk, 3, '0604-2', 'BRANCH', 400);
    const page = await phoneOf(walk, '13800000008');
    await button(page, /^去审核/).click();
    await page.getByRole('checkbox', { name: '全选' }).click();
    await page.route('**/call/review', async (route) => {
      if (!(route.request().postData() ?? '').includes('"review.passMany"'))
        return route.continue();
      await route.fetch();
      return route.abort();
    });
    await button(page, '通过 3 人').click();
    await button(page, '确认通过 3 人').click();
    await page.getByText('0 人已通过，3 人结果未知').waitFor();
    await picture(page, 'review-results-unknown');
    await page.unroute('**/call/review');
    await page.getByText('3 人已通过').waitFor();
  });

  it('returned with a sentence beside a field, sent again: the reviewer sees what was changed', async () => {
    const page = await phoneOf(walk, '13800000006');
    await openReview(page, '冯子');
    await button(page, '退回').click();
    await button(page, '填入原因：入团年月不对').click();
    await button(page, '给标出的每一处写一句话，选填').click();
    await page.getByPlaceholder('选填，如应为2020年5月').fill('应为2020年6月');
    await picture(page, 'review-return');
    await page
      .getByRole('dialog', { name: '退回' })
      .getByRole('button', { name: '退回', exact: true })
      .click();
    await page.getByRole('dialog', { name: '退回' }).waitFor({ state: 'hidden' });
    const phones = phonesOf(walk, 'again');
    const applicant = demoApplicant(111, '冯子', '0604-1-2', 'BRANCH');
    const { registration } = await phones.call(applicant, 'registration.mine', {});
    expect(registration!.returned).toMatchObject({ notes: { joinMonth: '应为2020年6月' } });
    const { form, version, id: registrationId } = registration!;
    const changed = { ...form, joinMonth: '2020-06', registrationId, version };
    await phones.call(applicant, 'registration.resubmit', changed);
    await home(page, '13800000006');
    await openReview(page, '冯子');
    await page.getByText('本人这次改了 1 处').waitFor();
    await picture(page, 'review-changes');
  });

  it('R-74: sends somebody on to another branch of the own subtree', async () => {
    const page = await phoneOf(walk, COMMITTEE);
    await openReview(page, '黄丙');
    await button(page, '改派到其他团支部').click();
    await page.getByPlaceholder('全称、简称、拼音首字母或编号').fill('0604直属');
    await page.getByRole('radio', { name: /^0604直属团支部，/ }).click();
    await picture(page, 'review-reassign-choose');
    await button(page, /^选这个团支部/).click();
    await button(page, /^填入原因：选错了团支部/).click();
    await picture(page, 'review-reassign');
    await button(page, '发给本人确认').click();
    await page.getByText('已退回').first().waitFor();
    const applicant = demoApplicant(103, '黄丙', '0604-1-2', 'COMMITTEE');
    const mine = await phonesOf(walk, 'moved').call(applicant, 'registration.mine', {});
    expect(mine.registration!.moveTo).toMatchObject({ name: '0604直属团支部' });
  });

  it('R-40: approves and appoints in one', async () => {
    const page = await phoneOf(walk, COMMITTEE);
    await openReview(page, '陈甲');
    await button(page, '通过并任命为团支书').click();
    await page.getByText('任命陈甲为团支书？').waitFor();
    await picture(page, 'review-appoint');
    await page.getByText('任命', { exact: true }).click();
    await page.getByText('已任命为0604团支部（2）1团支书，原团支书苏晓已卸任').waitFor();
    await picture(page, 'review-appointed');
  });

  it('P-7: the committee hands the branch right below it what is missing, and passes', async () => {
    const phones = phonesOf(walk, 'supply');
    const items = [{ orgId: '0604-2', count: 1 }];
    const staff = officer(COMMITTEE);
    await phones.call(staff, 'numbering.allocate', { orgId: '0604', year: 2020, items });
    const page = await phoneOf(walk, COMMITTEE);
    for (const name of ['钱安宁', '孙安嘉']) {
      await button(page, /^去审核/).click();
      await page.getByPlaceholder('姓名或手机号后四位').fill(name);
      await page.getByText('共 1 人，已全部显示').waitFor();
      await button(page, new RegExp(`^${name}，`)).click();
      await button(page, '通过').click();
      if (name === '钱安宁') await page.getByText('目前还剩0个名额').waitFor();
      else break;
      await home(page, COMMITTEE);
    }
    await page
      .getByText('该团支部的编号名额已全部分配完，无法审核通过。请联系上级团组织补充分配编号。')
      .first()
      .waitFor();
    await page.getByText('谁能补充').waitFor();
    await button(page, '从本级分编号给0604直属团支部').waitFor();
    await picture(page, 'review-refused');
    await button(page, '从本级分编号给0604直属团支部').click();
    await page.getByText(/^分配 \d+ 个编号？$/).waitFor();
    await picture(page, 'review-supply');
    await page.getByText('分配', { exact: true }).click();
    await page.getByText(/现在通过，将分配编号/).waitFor();
    await button(page, '通过').click();
    await page.getByText('审核成功！').waitFor();
  });

  it('P-8: neither the branch nor its committee has numbers', async () => {
    const page = await phoneOf(walk, OTHER_COMMITTEE);
    await openReview(page, '王己');
    await button(page, '通过').click();
    await page
      .getByText('该团员所在团组织及其上级团委均未分配编号，无法审核通过。')
      .first()
      .waitFor();
  });

  it('no page wrote an error to its console', () => {
    const own = walk.errors.filter((text) => !text.startsWith('Failed to load resource'));
    expect(own).toEqual([]);
  });
});
