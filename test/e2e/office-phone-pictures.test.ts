import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

import { demoApplicant } from '../../local/demo/people';
import { applyMany, handDown, officer, phonesOf } from './applicants';
import { PhoneCamera } from './phone-camera';
import { openReview, phoneOf } from './phone-steps';
import { startWalk, type Walk } from './support';

const PROVINCE = '13800000001';
const COMMITTEE = '13800000003';
const OTHER_COMMITTEE = '13800000004';
const GENERAL = '13800000005';
const SECRETARY = '13800000006';
const FIFTH = '13800000007';
const BRANCH = '0604团支部（2）1';

/** Pictures of every screen of those in office, each checked before it is taken. */
describe('pictures of the phone: secretaries and committees', () => {
  const camera = new PhoneCamera();
  let walk: Walk;
  let secretary: Page;
  let general: Page;
  let committee: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    await applyMany(walk, 8, '0604-1-5', 'BRANCH', 300);
    await handDown(walk, 2020, [
      ['35', '0604', 200],
      ['0604', '0604-1', 60],
      ['0604-1', '0604-1-2', 3],
      ['0604-1', '0604-1-5', 20],
      ['0604', '0604-2', 1],
    ]);
    secretary = await phoneOf(walk, SECRETARY);
    general = await phoneOf(walk, GENERAL);
    committee = await phoneOf(walk, COMMITTEE);
  });
  afterAll(() => walk.close());

  const button = (page: Page, name: string | RegExp): Locator =>
    page.getByRole('button', { name }).filter({ visible: true });
  const tap = (page: Page, name: string | RegExp) => button(page, name).first().click();
  const seen = (page: Page, text: string | RegExp) =>
    page.getByText(text).filter({ visible: true }).first().waitFor();
  const home = async (page: Page, phone: string) => {
    await page.goto(`${walk.cloud.url}/phone/app?as=demo-${phone}`);
  };
  const at = async (page: Page, phone: string, path: string) => {
    await page.goto(`${walk.cloud.url}/phone/app?as=demo-${phone}#/${path}`);
    await page.reload();
  };
  /** The server does what is asked and its answer never comes. */
  const loseAnswers = (page: Page, action: string) =>
    page.route('**/call/review', async (route) => {
      if (!(route.request().postData() ?? '').includes(`"${action}"`)) return route.continue();
      await route.fetch();
      return route.abort();
    });

  it('the first page and the list of a branch secretary', async () => {
    await seen(secretary, '今天只够审核 3 人');
    await camera.shoot(secretary, '201-home-secretary');
    await at(secretary, SECRETARY, 'pages/todo/index');
    await seen(secretary, '团员报到审核');
    await camera.shoot(secretary, '202-todo-secretary');
    const fifth = await phoneOf(walk, FIFTH);
    await seen(fifth, '人等你审核');
    await camera.shoot(fifth, '203-home-many');
    await tap(fifth, /^去审核/);
    await seen(fifth, '已全部显示');
    await camera.shoot(fifth, '204-list');
    await fifth.getByPlaceholder('姓名或手机号后四位').fill('查无此人');
    await seen(fifth, /没有/);
    await camera.shoot(fifth, '205-list-not-found');
    await fifth.getByPlaceholder('姓名或手机号后四位').fill('');
    await seen(fifth, '已全部显示');
    await fifth.getByRole('checkbox', { name: '全选' }).click();
    await camera.shoot(fifth, '206-list-selected');
    await tap(fifth, '通过 8 人');
    await tap(fifth, /^补记支部大会/);
    await camera.shoot(fifth, '207-list-ask');
    await loseAnswers(fifth, 'review.passMany');
    await tap(fifth, '确认通过 8 人');
    await seen(fifth, '8 人结果未知');
    await camera.shoot(fifth, '208-list-unknown');
    await fifth.unroute('**/call/review');
    await seen(fifth, '8 人已通过');
    await camera.shoot(fifth, '209-list-results');
    await tap(fifth, '完成');
    await seen(fifth, '没有等你审核的人');
    await camera.shoot(fifth, '210-list-empty');
    await home(fifth, FIFTH);
    await seen(fifth, '现在没有等你审核的人');
    await camera.shoot(fifth, '211-home-nobody');
  });

  it('the numbers of a branch', async () => {
    await home(secretary, SECRETARY);
    await tap(secretary, '支部编号');
    await seen(secretary, '编号总数 3');
    await camera.shoot(secretary, '221-branch');
    await camera.shoot(secretary, '222-branch-end', true);
    await tap(secretary, '申请补充编号');
    await secretary.getByLabel('申请个数', { exact: true }).locator('input').fill('10');
    await tap(secretary, '填入事由：下一批发展团员');
    await camera.shoot(secretary, '223-request');
    await tap(secretary, '请0604团总支补充10个');
    await seen(secretary, '已申请 10 个');
    await camera.shoot(secretary, '224-request-sent');
    await home(general, GENERAL);
    await seen(general, '人等你审核');
    await camera.shoot(general, '225-home-general');
    await tap(general, '下级申请');
    await seen(general, '下一批发展团员');
    await camera.shoot(general, '226-requests');
    await tap(general, `补充给${BRANCH}`);
    await general.getByLabel('补充个数', { exact: true }).locator('input').fill('7');
    await camera.shoot(general, '227-request-decide');
    await tap(general, '确定补充');
    await seen(general, '没有等待答复的申请');
    await camera.shoot(general, '228-requests-none');
    await home(general, GENERAL);
    await general.getByRole('button', { name: '编号', exact: true }).click();
    await seen(general, '团总支的编号只分给下属支部');
    await camera.shoot(general, '229-general-branch');
    await home(secretary, SECRETARY);
    await tap(secretary, '支部编号');
    await seen(secretary, '给了 7 个');
    await camera.shoot(secretary, '230-branch-answered');
    await tap(secretary, '交还用不完的编号');
    await secretary.getByLabel('交还个数', { exact: true }).locator('input').fill('2');
    await seen(secretary, '将交还这 2 个');
    await camera.shoot(secretary, '231-give-back');
    await tap(secretary, '填入事由：编号多于需要');
    await tap(secretary, '交还2个编号');
    await secretary.getByRole('button', { name: '确定', exact: true }).waitFor();
    await camera.shoot(secretary, '232-give-back-confirm');
    await secretary.getByRole('button', { name: '确定', exact: true }).click();
    await seen(secretary, '交还成功');
    await camera.shoot(secretary, '233-given-back');
    await secretary.getByRole('button', { name: '完成', exact: true }).click();
    await tap(secretary, /^编号流水/);
    await seen(secretary, '交还给0604团总支 2 个');
    await camera.shoot(secretary, '234-history');
    await tap(secretary, '返回');
    await tap(secretary, '团员名册');
    await seen(secretary, /还没有/);
    await camera.shoot(secretary, '235-members-none');
  });

  it('one person', async () => {
    await home(secretary, SECRETARY);
    await openReview(secretary, '孙壬');
    await camera.shoot(secretary, '212-detail-own-number');
    await tap(secretary, '返回');
    await button(secretary, /^冯子，/).click();
    await seen(secretary, '预检');
    await camera.shoot(secretary, '213-detail');
    await button(secretary, /^支部大会，选填/).click();
    await secretary.getByPlaceholder('选填，多少人').fill('20');
    await secretary.getByPlaceholder('选填，多少票').fill('21');
    await secretary.getByRole('button', { name: '通过', exact: true }).click();
    await seen(secretary, '赞成票不能多于实到人数。');
    await camera.shoot(secretary, '214-detail-meeting');
    await secretary.getByRole('button', { name: '退回', exact: true }).click();
    await tap(secretary, '填入原因：入团年月不对');
    await tap(secretary, '给标出的每一处写一句话，选填');
    await camera.shoot(secretary, '215-return');
    const sheet = secretary.getByRole('dialog', { name: '退回' });
    await sheet.getByRole('button', { name: '退回', exact: true }).click();
    await sheet.waitFor({ state: 'hidden' });
    const phones = phonesOf(walk, 'again');
    const applicant = demoApplicant(111, '冯子', '0604-1-2', 'BRANCH');
    const { registration } = await phones.call(applicant, 'registration.mine', {});
    const { form, version, id: registrationId } = registration!;
    const changed = { ...form, joinMonth: '2020-06', registrationId, version };
    await phones.call(applicant, 'registration.resubmit', changed);
    await phones.call(applicant, 'registration.nudge', { registrationId });
    await home(secretary, SECRETARY);
    await openReview(secretary, '冯子');
    await seen(secretary, '本人这次改了 1 处');
    await camera.shoot(secretary, '216-detail-changes');
    await secretary.getByRole('button', { name: '通过', exact: true }).click();
    await seen(secretary, /已通过，现在是/);
    await camera.shoot(secretary, '217-passed');
  });

  it('the meeting', async () => {
    await applyMany(walk, 4, '0604-1-2', 'BRANCH', 420);
    await home(secretary, SECRETARY);
    await tap(secretary, '大会二维码');
    await seen(secretary, '已报到 5 人');
    await secretary.getByRole('img', { name: /的报到二维码$/ }).waitFor();
    await camera.shoot(secretary, '236-meeting');
    await camera.shoot(secretary, '237-meeting-end', true);
    await tap(secretary, /^表决结果/);
    await secretary.getByLabel('实到人数').locator('input').fill('23');
    await secretary.getByLabel('赞成票').locator('input').fill('22');
    await camera.shoot(secretary, '238-meeting-vote');
    await tap(secretary, '填好了');
    await tap(secretary, '通过4人，送团总支');
    await secretary.getByRole('button', { name: '通过', exact: true }).last().waitFor();
    await camera.shoot(secretary, '239-meeting-confirm');
    await secretary.getByRole('button', { name: '通过', exact: true }).last().click();
    await seen(secretary, '4 人已通过');
    await camera.shoot(secretary, '240-meeting-results');
  });

  it('on behalf', async () => {
    await home(general, GENERAL);
    await tap(general, /^去审核/);
    await general.getByRole('radio', { name: '筛选：可代审' }).click();
    await button(general, /^卫丑，.*代审/).waitFor();
    await camera.shoot(general, '301-list-on-behalf');
    await button(general, /^卫丑，.*代审/).click();
    await seen(general, '代 0604团支部（1） 审核');
    await camera.shoot(general, '302-detail-on-behalf');
  });

  it('the committee', async () => {
    await home(committee, COMMITTEE);
    await seen(committee, '人等你审核');
    await camera.shoot(committee, '303-home-committee');
    await tap(committee, '下级组织');
    await seen(committee, '0604团总支');
    await camera.shoot(committee, '304-below');
    await committee.getByPlaceholder('全称、简称、拼音首字母或编号').fill('0604-1-2');
    await button(committee, /^0604团支部.2.1/).click();
    await seen(committee, '编号区间');
    await camera.shoot(committee, '305-branch-from-above');
    await home(committee, COMMITTEE);
    await openReview(committee, '钱辛');
    await committee.getByRole('button', { name: '通过', exact: true }).click();
    await seen(committee, '请先核对《入团志愿书》封面上的编号');
    await camera.shoot(committee, '306-detail-cover');
    await home(committee, COMMITTEE);
    await openReview(committee, '陈甲');
    await camera.shoot(committee, '307-detail-committee');
    await camera.shoot(committee, '308-detail-committee-end', true);
    await tap(committee, '查看完整证件号码');
    await seen(committee, '查看完整证件号码？');
    await camera.shoot(committee, '310-reveal');
    await committee.getByRole('button', { name: '查看', exact: true }).last().click();
    await seen(committee, /^350199\d{11}[\dX]$/);
    await camera.shoot(committee, '311-revealed');
    await tap(committee, '通过并任命为团支书');
    await seen(committee, '任命陈甲为团支书？');
    await camera.shoot(committee, '312-appoint');
    await committee.getByRole('button', { name: '取消' }).click();
    await committee.getByRole('button', { name: '通过', exact: true }).click();
    await seen(committee, '审核成功！');
    await camera.shoot(committee, '313-success');
    await committee.getByRole('checkbox', { name: '编号已写到封面' }).click();
    await committee.getByRole('checkbox', { name: '编号已写到封面', checked: true }).waitFor();
    await camera.shoot(committee, '314-success-written');
  });

  it('what is refused, overtaken or unknown', async () => {
    await home(committee, COMMITTEE);
    await openReview(committee, '张丁');
    await committee.getByRole('button', { name: '通过', exact: true }).click();
    await seen(committee, '审核成功！');
    await home(committee, COMMITTEE);
    const province = await phoneOf(walk, PROVINCE);
    await openReview(committee, '赵庚');
    await committee.getByRole('button', { name: '通过', exact: true }).click();
    await button(committee, /^从本级分编号给/).waitFor();
    await camera.shoot(committee, '320-refused-used-up');
    await button(committee, /^从本级分编号给/).click();
    await seen(committee, /^分配 \d+ 个编号？$/);
    await camera.shoot(committee, '321-supply');
    await committee.getByRole('button', { name: '取消' }).click();
    const other = await phoneOf(walk, OTHER_COMMITTEE);
    await openReview(other, '王己');
    await other.getByRole('button', { name: '通过', exact: true }).click();
    await seen(other, '均未分配编号');
    await camera.shoot(other, '322-refused-none');
    await button(province, /^(去审核|查看审核记录)/).click();
    await province.getByRole('radio', { name: '筛选：可代审' }).click();
    await button(province, /^林乙，/).click();
    await seen(province, '代 0604团委 审核');
    await home(committee, COMMITTEE);
    await openReview(committee, '林乙');
    await loseAnswers(committee, 'review.pass');
    await committee.getByRole('button', { name: '通过', exact: true }).click();
    await button(committee, '再次核对').waitFor();
    await camera.shoot(committee, '323-pass-unknown');
    await committee.unroute('**/call/review');
    await seen(committee, '审核成功！');
    await province.getByRole('button', { name: '通过', exact: true }).click();
    await seen(province, /已经处理，现在是“已通过”/);
    await camera.shoot(province, '324-overtaken');
  });

  it('another branch, results with numbers, the roster', async () => {
    await home(committee, COMMITTEE);
    await openReview(committee, '黄丙');
    await tap(committee, '改派到其他团支部');
    await committee.getByPlaceholder('全称、简称、拼音首字母或编号').fill('0604直属');
    await committee.getByRole('radio', { name: /^0604直属团支部，/ }).click();
    await camera.shoot(committee, '325-reassign-branch');
    await tap(committee, /^选这个团支部/);
    await tap(committee, /^填入原因：选错了团支部/);
    await camera.shoot(committee, '326-reassign');
    await phonesOf(walk, 'general').call(officer(GENERAL), 'review.passMany', {
      registrationIds: (
        await phonesOf(walk, 'list').call(officer(GENERAL), 'review.list', {
          status: 'PENDING_GENERAL',
          own: true,
        })
      ).items.map(({ id }) => id),
      status: 'PENDING_GENERAL',
    });
    await home(committee, COMMITTEE);
    await tap(committee, /^去审核/);
    await seen(committee, '已全部显示');
    await camera.shoot(committee, '327-list-committee');
    await committee.getByRole('checkbox', { name: '全选' }).click();
    await button(committee, /^通过 \d+ 人$/).click();
    await camera.shoot(committee, '328-list-committee-ask');
    await committee.getByRole('checkbox', { name: /^已核对/ }).click();
    await button(committee, /^确认通过 \d+ 人$/).click();
    await seen(committee, /人已通过/);
    await camera.shoot(committee, '329-results-committee');
    await button(committee, '完成').click();
    await committee.getByText('已办结', { exact: true }).click();
    await seen(committee, '已全部显示');
    await camera.shoot(committee, '330-list-done');
    await at(committee, COMMITTEE, 'branch/members/index?orgId=0604-1-2');
    await seen(committee, '陈甲');
    await camera.shoot(committee, '331-members');
    await at(secretary, SECRETARY, 'branch/home/index');
    await seen(secretary, '团员名册');
    await camera.shoot(secretary, '332-branch-used');
  });

  it('nothing is cut, overlaps or is wider than the screen', () => {
    expect(camera.faults).toEqual([]);
  });
});
