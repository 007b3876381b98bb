import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { applyMany, handDown } from './applicants';
import { callAs } from './phone-calls';
import { PhoneCamera } from './phone-camera';
import { button, loseAnswers, openAt, seen, tap } from './phone-scene';
import { openReview, phoneOf } from './phone-steps';
import { startWalk, type Walk } from './support';

const COMMITTEE = '13800000003';
const GENERAL = '13800000005';
const SECRETARY = '13800000006';
const FIFTH = '13800000007';
const DIRECT = '13800000008';
const BRANCH = '0604团支部（2）1';
const SEARCH = '全称、简称、拼音首字母或编号';

/** Pictures of the sheets and questions of those in office, and of what is not seen every day. */
describe('pictures of the phone: sheets and states of those in office', () => {
  const camera = new PhoneCamera();
  let walk: Walk;
  let secretary: Page;
  let general: Page;
  let committee: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    // The general branch has nothing left for itself, the committee one number.
    await handDown(walk, 2020, [
      ['35', '0604', 24],
      ['0604', '0604-1', 23],
      ['0604-1', '0604-1-2', 3],
      ['0604-1', '0604-1-5', 20],
    ]);
    secretary = await phoneOf(walk, SECRETARY);
    general = await phoneOf(walk, GENERAL);
    committee = await phoneOf(walk, COMMITTEE);
  });
  afterAll(() => walk.close());

  const at = (page: Page, phone: string, path?: string) =>
    openAt(walk, page, `demo-${phone}`, path);

  it('asking for more, the answer lost; and the answers of the one above', async () => {
    await at(secretary, SECRETARY, 'branch/request/index?year=2020');
    await secretary.getByLabel('申请个数', { exact: true }).locator('input').fill('10');
    await tap(secretary, '填入事由：下一批发展团员');
    const answered = await loseAnswers(secretary, 'numbering.requestMore');
    await tap(secretary, '请0604团总支补充10个');
    await button(secretary, '再次核对').waitFor();
    await camera.shoot(secretary, '241-request-unknown');
    await answered();
    await at(general, GENERAL, 'branch/requests/index');
    await tap(general, `补充给${BRANCH}`);
    await seen(general, '本级没有2020年的编号可分');
    await camera.shoot(general, '242-request-nothing-left');
    await tap(general, '知道了');
    await tap(general, `不同意${BRANCH}的申请`);
    await tap(general, '填入原因：本级编号不够，请稍后再申请');
    await camera.shoot(general, '243-request-reject');
    await tap(general, '确定不同意');
    await seen(general, /^已答复/);
    await general.getByText('已答复', { exact: true }).click();
    await seen(general, '已全部显示');
    await camera.shoot(general, '244-requests-decided');
  });

  it('R-71: taking a movement back; nothing to give back', async () => {
    const orgId = '0604-1-2';
    const { count, rev } = await callAs(walk, `demo-${SECRETARY}`, 'numbering.previewGiveBack', {
      orgId,
      year: 2020,
      count: 2,
    });
    const given = { orgId, year: 2020, count, rev, reason: '编号多于需要' };
    await callAs(walk, `demo-${SECRETARY}`, 'numbering.giveBack', given);
    await at(secretary, SECRETARY, 'branch/history/index?year=2020');
    await tap(secretary, /^撤销：/);
    await button(secretary, '确定撤销').waitFor();
    await camera.shoot(secretary, '245-undo');
    await tap(secretary, '确定撤销');
    await seen(secretary, '已撤销');
    await camera.shoot(secretary, '246-undone');
    const direct = await phoneOf(walk, DIRECT);
    await at(direct, DIRECT, 'branch/give-back/index?year=2020');
    await seen(direct, /没有可/);
    await camera.shoot(direct, '247-give-back-none');
    await at(direct, DIRECT, 'branch/history/index?year=2021');
    await seen(direct, '还没有编号变动');
    await camera.shoot(direct, '248-history-none');
  });

  it('the branch: another year, a meeting nobody has come to and whose code does not come', async () => {
    await at(secretary, SECRETARY, 'branch/home/index');
    await tap(secretary, /年，点按换一年$/);
    await secretary.getByRole('dialog', { name: '选择器' }).waitFor();
    await camera.shoot(secretary, '249-branch-year');
    const fifth = await phoneOf(walk, FIFTH);
    await loseAnswers(fifth, 'registration.invitation', false);
    await at(fifth, FIFTH, 'branch/meeting/index');
    await seen(fifth, '还没有人报到');
    await button(fifth, '重新取二维码').waitFor();
    await camera.shoot(fifth, '252-meeting-empty');
  });

  it('returning without a reason, sending on without one', async () => {
    await at(secretary, SECRETARY);
    await openReview(secretary, '冯子');
    await tap(secretary, '退回');
    const sheet = secretary.getByRole('dialog', { name: '退回' });
    await sheet.getByRole('button', { name: '退回', exact: true }).click();
    await seen(secretary, '请写明退回原因');
    await camera.shoot(secretary, '253-return-empty');
    await at(general, GENERAL);
    await openReview(general, '吴癸');
    await tap(general, '改派到其他团支部');
    await general.getByPlaceholder(SEARCH).fill('0604-1-3');
    await general.getByRole('radio', { name: /^0604团支部（3），/ }).click();
    await tap(general, /^选这个团支部/);
    await tap(general, '发给本人确认');
    await seen(general, '请写明改派的原因');
    await camera.shoot(general, '254-reassign-empty');
    await tap(general, /^填入原因：选错了团支部/);
    const answered = await loseAnswers(general, 'review.reassign');
    await tap(general, '发给本人确认');
    await button(general, '再次核对').waitFor();
    await camera.shoot(general, '255-reassign-unknown');
    await answered();
  });

  it('many at once: some refused', async () => {
    await at(committee, COMMITTEE, 'review/list/index');
    await seen(committee, '已全部显示');
    await tap(committee, '只选预检通过的');
    await camera.shoot(committee, '256-list-passed-only');
    await committee.getByRole('checkbox', { name: /^取消选择/ }).click();
    await committee.getByRole('checkbox', { name: '全选' }).click();
    await tap(committee, /^通过 \d+ 人$/);
    const covers = committee.getByRole('checkbox', { name: /^已核对/ });
    await tap(committee, /^确认通过 \d+ 人$/);
    await seen(committee, /请先核对/);
    await camera.shoot(committee, '257-list-covers-missing');
    await covers.click();
    await tap(committee, /^确认通过 \d+ 人$/);
    await committee.getByRole('checkbox', { name: /^只看没有通过的/ }).waitFor();
    await camera.shoot(committee, '258-results-mixed');
    await committee.getByRole('checkbox', { name: /^只看没有通过的/ }).click();
    await camera.shoot(committee, '259-results-refused');
    await tap(committee, '完成');
    await committee.getByText('已办结', { exact: true }).click();
    await tap(committee, /^陈甲，/);
    await seen(committee, '经过');
    await camera.shoot(committee, '260-detail-done');
    await camera.shoot(committee, '261-detail-done-end', true);
  });

  it('R-40: passed and appointed; two posts of one person', async () => {
    await applyMany(walk, 1, '0604-1-5', 'COMMITTEE', 500);
    await at(committee, COMMITTEE);
    await openReview(committee, '赵安安');
    await tap(committee, '通过并任命为团支书');
    await seen(committee, '任命赵安安为团支书？');
    await committee.getByRole('button', { name: '任命', exact: true }).last().click();
    await seen(committee, '审核成功！');
    await camera.shoot(committee, '262-appointed');
    await callAs(walk, `demo-${COMMITTEE}`, 'organization.appoint', {
      orgId: '0604-1-1',
      name: '苏晓',
      phone: SECRETARY,
    });
    await at(secretary, SECRETARY);
    await button(secretary, '切换身份').waitFor();
    await camera.shoot(secretary, '263-home-posts');
    await at(secretary, SECRETARY, 'review/list/index');
    await button(secretary, /^切换身份，/).waitFor();
    await camera.shoot(secretary, '264-list-posts');
    await tap(secretary, /^切换身份，/);
    await secretary.getByText('取消', { exact: true }).waitFor();
    await camera.shoot(secretary, '265-list-choose-post');
  });

  it('what is not found, or cannot be read', async () => {
    await at(committee, COMMITTEE, 'branch/below/index');
    await committee.getByPlaceholder(SEARCH).fill('不存在的支部');
    await seen(committee, '下级组织里没有找到');
    await camera.shoot(committee, '340-below-none');
    await at(committee, COMMITTEE, 'branch/members/index');
    await committee.getByPlaceholder('姓名，或12位编号').fill('查无此人');
    await seen(committee, '没有姓名以“查无此人”开头的团员');
    await camera.shoot(committee, '341-members-not-found');
    await committee.route('**/call/review', (route) => route.abort());
    await at(committee, COMMITTEE, 'review/list/index');
    await button(committee, '重试').waitFor({ timeout: 60_000 });
    await camera.shoot(committee, '342-list-failed');
  });

  it('nothing is cut, overlaps or is wider than the screen', () => {
    expect(camera.faults).toEqual([]);
  });
});
