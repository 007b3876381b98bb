import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { arrive, callAs } from './phone-calls';
import { phoneOf } from './phone-steps';
import { picture, startWalk, type Walk } from './support';

const PROVINCE = 'demo-13800000001';
const COMMITTEE = 'demo-13800000003';
const GENERAL = 'demo-13800000005';
const SECRETARY = 'demo-13800000006';
const BRANCH_ID = '0604-1-2';
const BRANCH = '0604团支部（2）1';

/** A branch looks after its numbers and holds its meeting on the phone; those above answer there. */
describe('a branch on the phone', () => {
  let walk: Walk;
  let secretary: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    await callAs(walk, PROVINCE, 'numbering.defineRange', {
      year: 2020,
      start: '202000012000',
      end: '202000012999',
    });
    const hand = (openid: string, orgId: string, child: string, count: number) =>
      callAs(walk, openid, 'numbering.allocate', {
        orgId,
        year: 2020,
        items: [{ orgId: child, count }],
      });
    await hand(PROVINCE, '35', '0604', 200);
    await hand(COMMITTEE, '0604', '0604-1', 100);
    await hand(GENERAL, '0604-1', '0604-1-1', 20);
    await hand(GENERAL, '0604-1', BRANCH_ID, 3);
    secretary = await phoneOf(walk, '13800000006');
  });
  afterAll(() => walk.close());

  const home = (page: Page, openid: string) =>
    page.goto(`${walk.cloud.url}/phone/app?as=${openid}`);
  const back = (page: Page) => page.getByRole('button', { name: '返回', exact: true }).click();
  const seen = (page: Page, text: string | RegExp) =>
    page.getByText(text).filter({ visible: true }).first().waitFor();

  it('R-31: the first page and the page of the branch say whether numbers suffice, and whose they are', async () => {
    await seen(secretary, '今天只够审核 3 人');
    await picture(secretary, 'branch-home-card');
    await secretary.getByRole('button', { name: '支部编号' }).click();
    await seen(
      secretary,
      '用本支部自己的编号，从小到大。用完后不会自动用上级的，要请0604团总支补充。',
    );
    await seen(secretary, '编号总数 3 · 编号分配状态 未使用');
    await picture(secretary, 'branch-page');
  });

  it('the secretary asks for more', async () => {
    await secretary.getByRole('button', { name: '申请补充编号' }).first().click();
    const count = secretary.getByLabel('申请个数', { exact: true }).locator('input');
    await count.fill('10');
    await secretary.getByRole('button', { name: '填入事由：下一批发展团员' }).click();
    await picture(secretary, 'branch-request');
    await secretary.getByRole('button', { name: '请0604团总支补充10个' }).click();
    await seen(secretary, '已申请 10 个，等待0604团总支答复');
    await picture(secretary, 'branch-request-sent');
  });

  it('the general branch gives a part of it, and says why', async () => {
    const general = await phoneOf(walk, '13800000005');
    await general.getByRole('button', { name: '下级申请' }).click();
    await seen(general, '下一批发展团员');
    await picture(general, 'branch-requests');
    await general.getByRole('button', { name: `补充给${BRANCH}` }).click();
    await general.getByLabel('补充个数', { exact: true }).locator('input').fill('7');
    await picture(general, 'branch-decide');
    await general.getByRole('button', { name: '确定补充' }).click();
    await seen(general, `已给${BRANCH} 7 个：202000012023(包)—202000012029(包)`);
    await seen(general, '没有等待答复的申请');
    await home(general, GENERAL);
    await general.getByRole('button', { name: '编号', exact: true }).click();
    await seen(general, '团总支的编号只分给下属支部');
    await picture(general, 'branch-general');
  });

  it('the stock of the branch is larger at once, and the answer is there', async () => {
    await back(secretary);
    await seen(secretary, '今天能审核');
    await seen(secretary, '0604团总支给了 7 个（申请 10 个）');
    await seen(secretary, '编号总数 10 · 编号分配状态 未使用');
  });

  it('R-23: gives back the highest numbers, which are named before', async () => {
    await secretary.getByRole('button', { name: '交还用不完的编号' }).click();
    await secretary.getByLabel('交还个数', { exact: true }).locator('input').fill('2');
    await seen(secretary, '202000012028(包)—202000012029(包)');
    await secretary.getByRole('button', { name: '填入事由：编号多于需要' }).click();
    await picture(secretary, 'branch-give-back');
    await secretary.getByRole('button', { name: '交还2个编号' }).click();
    await secretary.getByText('将从0604团支部（2）1交还 2 个未使用编号').waitFor();
    await secretary.getByRole('button', { name: '确定', exact: true }).click();
    await seen(secretary, '交还成功');
    await secretary.getByRole('button', { name: '完成', exact: true }).click();
    await seen(secretary, '编号总数 8 · 编号分配状态 未使用');
  });

  it('the history tells it in words', async () => {
    await secretary.getByRole('button', { name: /^编号流水/ }).click();
    await seen(secretary, '交还给0604团总支 2 个');
    await seen(secretary, '0604团总支分来 7 个');
    await picture(secretary, 'branch-history');
    await home(secretary, SECRETARY);
  });

  it('the code of the meeting opens the form with the branch fixed', async () => {
    await secretary.getByRole('button', { name: '大会二维码' }).click();
    await secretary.getByRole('img', { name: `${BRANCH}的报到二维码` }).waitFor();
    const invitation = { branchId: BRANCH_ID };
    const { scene } = await callAs(walk, SECRETARY, 'registration.invitation', invitation);
    await secretary.getByRole('button', { name: '保存二维码到相册' }).click();
    // WeChat's own question about the album.
    await secretary.getByText('同意', { exact: true }).click();
    await seen(secretary, '已保存到相册');
    await secretary.getByRole('button', { name: '转发报到页到微信群' }).click();
    const sheet = secretary.getByRole('dialog', { name: '转发给好友' });
    await sheet.getByText(`pages/register/index?scene=${scene}`).waitFor();
    await sheet.getByRole('button', { name: '知道了' }).click();
    const phone = '13922220009';
    await callAs(walk, 'scanned', 'account.sendCode', { phone });
    const { code } = walk.cloud.sms.last(phone)!;
    await callAs(walk, 'scanned', 'account.signIn', { phone, code });
    const member = await walk.newPage({ width: 375, height: 812 });
    const page = `/pages/register/index?scene=${encodeURIComponent(scene)}`;
    await member.goto(`${walk.cloud.url}/phone/app?as=scanned#${page}`);
    await seen(member, BRANCH);
    await member.getByPlaceholder('与证件上一致').waitFor();
    await picture(member, 'branch-scanned');
  });

  it('people arrive in the list of the meeting by themselves', async () => {
    await seen(secretary, '已报到 2 人');
    await arrive(walk, { name: '吴小明', phone: '13922220001', branchId: BRANCH_ID });
    await seen(secretary, '已报到 3 人');
    await arrive(walk, { name: '郑小红', phone: '13922220002', branchId: BRANCH_ID });
    await seen(secretary, '郑小红');
    await picture(secretary, 'branch-meeting');
  });

  it('the vote is entered once, and all who are well are passed together', async () => {
    await secretary.getByRole('button', { name: /^表决结果/ }).click();
    await secretary.getByLabel('实到人数').locator('input').fill('23');
    await secretary.getByLabel('赞成票').locator('input').fill('22');
    await picture(secretary, 'branch-vote');
    await secretary.getByRole('button', { name: '填好了' }).click();
    await seen(secretary, '实到 23 人 · 赞成 22 票');
    await secretary.getByRole('button', { name: '通过3人，送团总支' }).click();
    await secretary.getByRole('button', { name: '通过', exact: true }).last().click();
    await seen(secretary, '3 人已通过');
    await picture(secretary, 'branch-passed');
    await secretary.getByRole('button', { name: '完成' }).click();
    await seen(secretary, '已报到 1 人');
    const { items } = await callAs(walk, GENERAL, 'review.list', {
      status: 'PENDING_GENERAL',
      orgId: BRANCH_ID,
    });
    expect(items.map(({ name }) => name).sort()).toEqual(['冯子', '吴小明', '郑小红'].sort());
    const passed = items.find(({ name }) => name === '吴小明')!;
    const { steps } = await callAs(walk, GENERAL, 'review.get', { registrationId: passed.id });
    expect(steps.at(-1)?.meeting).toMatchObject({ present: 23, votes: 22 });
  });

  it('a committee finds any organisation below it', async () => {
    const staff = await phoneOf(walk, '13800000003');
    await staff.getByRole('button', { name: '下级组织' }).click();
    await seen(staff, '0604团总支');
    await picture(staff, 'branch-below');
    await staff.getByPlaceholder('全称、简称、拼音首字母或编号').fill('0604-1-2');
    await staff.getByRole('button', { name: new RegExp(`^0604团支部.2.1`) }).click();
    await seen(staff, '编号总数 8 · 编号分配状态 未使用');
    await picture(staff, 'branch-seen-from-above');
    expect(await staff.getByRole('button', { name: '申请补充编号' }).count()).toBe(0);
  });

  it('no page wrote an error to its console', () => {
    expect(walk.errors).toEqual([]);
  });
});
