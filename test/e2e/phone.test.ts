import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { idNumber } from '../support/tree';
import {
  chooseMonth,
  openPhone,
  openReview,
  phoneOf,
  register,
  signInOnPhone,
} from './phone-steps';
import {
  allocate,
  chooseOrganization,
  defineFirstRange,
  picture,
  signInAtDesk,
  startWalk,
  type Walk,
} from './support';

const BRANCH = '0604团支部（2）1';

/** The whole walk on both faces: from an empty range to the number on the member's phone. */
describe('phone and desk', () => {
  let walk: Walk;
  let member: Page;
  let secretary: Page;
  let general: Page;
  let desk: Page;
  let staff: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    member = await openPhone(walk, 'new-member');
    secretary = await phoneOf(walk, '13800000006');
    general = await phoneOf(walk, '13800000005');
    desk = await walk.newPage();
    staff = await walk.newPage();
  });
  afterAll(() => walk.close());

  const passOnPhone = async (page: Page, name: string) => {
    await openReview(page, name);
    await picture(page, `phone-review-${name}`);
    await page.getByRole('button', { name: '通过', exact: true }).click();
    await page
      .getByText(/已通过，现在是/)
      .first()
      .waitFor();
  };

  const openAtDesk = async (name: string) => {
    await staff.goto(`${walk.cloud.url}/console/#/reviews?status=PENDING_COMMITTEE`);
    await staff.reload();
    await staff.getByRole('button', { name: `查看 ${name} 的报到` }).click();
    await staff.getByText('预检').first().waitFor();
  };

  const backHome = async (page: Page, openid: string) => {
    await page.goto(`${walk.cloud.url}/phone/app?as=${openid}`);
  };

  it('the desk hands numbers down to the branch', async () => {
    await signInAtDesk(walk, desk, '13800000001');
    await defineFirstRange(desk, '202000012000', '202000012999');
    await allocate(desk, { '0604团委': 200 });
    await chooseOrganization(desk, '团省委', '0604团委');
    await allocate(desk, { '0604团总支': 100 });
    await chooseOrganization(desk, '团省委', '0604团委', '0604团总支');
    await allocate(desk, { '0604团支部（1）': 20, [BRANCH]: 2 });
    await signInAtDesk(walk, staff, '13800000003');
  });

  it('a member signs in and registers', async () => {
    await picture(member, 'phone-home-new');
    await signInOnPhone(walk, member, '13911110001');
    await register(member, {
      name: '吴小明',
      idNumber: idNumber(),
      branch: BRANCH,
      joinYear: 2020,
      joinMonth: 5,
    });
    await member.getByText('待团支部审核').first().waitFor();
    await picture(member, 'phone-progress');
  });

  it('the secretary passes it on the phone, then the general branch', async () => {
    await picture(secretary, 'phone-home-secretary');
    await passOnPhone(secretary, '吴小明');
    await passOnPhone(general, '吴小明');
  });

  it('the committee approves at the desk', async () => {
    await openAtDesk('吴小明');
    await staff.getByRole('button', { name: '通过', exact: true }).click();
    await staff.getByText('审核成功！将202000012020编号分配给吴小明，目前还剩1个名额').waitFor();
  });

  it("the number is on the member's phone", async () => {
    await backHome(member, 'new-member');
    await member.getByRole('button', { name: '查看我的编号' }).click();
    await member.getByText('写在志愿书封面').waitFor();
    expect((await member.locator('body').innerText()).replace(/\s/g, '')).toContain('202000012020');
    await picture(member, 'phone-my-number');
  });

  it('a registration is returned, mended and sent again', async () => {
    const page = await openPhone(walk, 'second-member');
    await signInOnPhone(walk, page, '13911110002');
    await register(page, {
      name: '郑小红',
      idNumber: idNumber(),
      branch: BRANCH,
      joinYear: 2020,
      joinMonth: 4,
    });
    await page.getByText('待团支部审核').first().waitFor();
    await backHome(secretary, 'demo-13800000006');
    await openReview(secretary, '郑小红');
    await secretary.getByRole('button', { name: '退回', exact: true }).click();
    await secretary.getByRole('button', { name: '填入原因：入团年月不对' }).click();
    await picture(secretary, 'phone-return');
    await secretary.getByRole('button', { name: '退回', exact: true }).last().click();
    await secretary.getByRole('dialog', { name: '退回' }).waitFor({ state: 'hidden' });

    await backHome(page, 'second-member');
    await page.getByRole('button', { name: '去修改' }).click();
    await page.getByText('已保留，无需修改').waitFor();
    await picture(page, 'phone-amend');
    await chooseMonth(page, '2020年4月', 2020, 5);
    await page.getByRole('button', { name: '重新提交' }).click();
    await page.getByText('待团支部审核').first().waitFor();

    await backHome(secretary, 'demo-13800000006');
    await passOnPhone(secretary, '郑小红');
    await backHome(general, 'demo-13800000005');
    await passOnPhone(general, '郑小红');
    await openAtDesk('郑小红');
    await staff.getByRole('button', { name: '通过', exact: true }).click();
    await staff.getByText('审核成功！将202000012021编号分配给郑小红，目前还剩0个名额').waitFor();
    await backHome(page, 'second-member');
    await page.getByRole('button', { name: '查看我的编号' }).click();
    await page.getByText('写在志愿书封面').waitFor();
    expect((await page.locator('body').innerText()).replace(/\s/g, '')).toContain('202000012021');
  });

  it('P-7: the branch is used up, and the phone says who can help', async () => {
    const committee = await phoneOf(walk, '13800000003');
    await openReview(committee, '林乙');
    await committee.getByRole('button', { name: '通过', exact: true }).click();
    await committee.getByText('该团支部的编号名额已全部分配完').first().waitFor();
    await committee.getByText('谁能补充').waitFor();
    await picture(committee, 'phone-used-up');
  });

  it('P-8: neither the branch nor its committee has numbers', async () => {
    const committee = await phoneOf(walk, '13800000004');
    await openReview(committee, '王己');
    await committee.getByRole('button', { name: '通过', exact: true }).click();
    await committee.getByText('均未分配编号').first().waitFor();
  });

  it('R-37: somebody who keeps an own number', async () => {
    const page = await openPhone(walk, 'third-member');
    await signInOnPhone(walk, page, '13911110003');
    await register(page, {
      name: '蒋大力',
      idNumber: idNumber('20030101'),
      branch: '0604直属团支部',
      joinYear: 2018,
      joinMonth: 5,
      number: '201835000777',
    });
    await page.getByText('待团支部审核').first().waitFor();
    await passOnPhone(await phoneOf(walk, '13800000008'), '蒋大力');
    await openAtDesk('蒋大力');
    await staff.getByText('已核对《入团志愿书》封面').click();
    await staff.getByRole('button', { name: '通过', exact: true }).click();
    await staff.getByText('审核成功！蒋大力沿用编号201835000777，未占用名额。').waitFor();
  });

  it('no page wrote an error to its console', () => {
    expect(walk.errors).toEqual([]);
  });
});
