import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

import type { ActionName, InputOf } from '../../typings/api';
import { idNumber } from '../support/tree';
import { arrive, callAs as call } from './phone-calls';
import { loseAnswers, seen } from './phone-scene';
import { chooseMonth, openPhone, phoneOf, register, signInOnPhone, typeCode } from './phone-steps';
import { picture, startWalk, type Walk } from './support';

const BRANCH = '0604团支部（2）1';
const SECRETARY = 'demo-13800000006';
const GENERAL = 'demo-13800000005';
const COMMITTEE = 'demo-13800000003';

/** Members on their phones: everything between the first screen and the number. */
describe('a member on the phone', () => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await startWalk('tree');
  });
  afterAll(() => walk.close());

  /** What somebody else does meanwhile. */
  const callAs = <A extends ActionName>(openid: string, action: A, input: InputOf<A>) =>
    call(walk, openid, action, input);
  const waitingFor = async (openid: string, name: string) => {
    const { items } = await callAs(openid, 'review.list', { status: 'PENDING_BRANCH', q: name });
    return items.filter((item) => item.name === name);
  };
  const openAt = async (openid: string, path: string): Promise<Page> => {
    const page = await openPhone(walk, openid);
    await page.goto(`${walk.cloud.url}/phone/app?as=${openid}#${path}`);
    await page.reload();
    return page;
  };
  const home = (page: Page, openid: string) =>
    page.goto(`${walk.cloud.url}/phone/app?as=${openid}`);
  const digits = async (page: Page): Promise<string> =>
    (await page.locator('body').innerText()).replace(/\s/g, '');

  it('a new member is submitted after at most 12 taps from the first screen', async () => {
    const page = await openPhone(walk, 'member-new');
    const taps: string[] = [];
    const tap = async (target: Locator) => {
      taps.push((await target.first().innerText()).trim().slice(0, 20));
      await target.first().click();
    };
    const button = (name: string | RegExp) => page.getByRole('button', { name });
    await picture(page, 'member-1-welcome');
    await tap(button('新团员，开始报到'));
    await page.getByPlaceholder('11位手机号').fill('13922220001');
    await tap(page.getByText('已阅读并同意'));
    await tap(page.getByText('获取验证码'));
    await page.getByText('验证码已发送').waitFor();
    await picture(page, 'member-2-code');
    await page.getByPlaceholder('6位数字').fill(walk.cloud.sms.last('13922220001')!.code);
    await page.getByText('按组织逐级找').waitFor();
    await picture(page, 'member-3-branches');
    await page.getByPlaceholder('全称、简称、拼音首字母或编号').fill(BRANCH);
    await button(/^选这个团支部/).waitFor();
    await picture(page, 'member-4-chosen');
    await tap(button(/^选这个团支部/));
    await page.getByPlaceholder('与证件上一致').fill('吴小明');
    await page.getByPlaceholder('身份证上的18位号码').fill(idNumber());
    await tap(page.getByText('支部大会通过的年月'));
    const sheet = page.getByRole('dialog', { name: '选择器' });
    await tap(sheet.getByRole('option', { name: /^2020/ }));
    await tap(sheet.getByRole('option', { name: /^0?5(月|$)/ }));
    await tap(sheet.getByRole('button', { name: '确定' }));
    await picture(page, 'member-5-form');
    await tap(button('下一步，核对提交'));
    await page.getByText('请核对，没有问题就提交').waitFor();
    await tap(page.getByText('同意团组织为核对身份'));
    await picture(page, 'member-6-summary');
    await tap(button('提交报到'));
    await page.getByText('待团支部审核').first().waitFor();
    await page.getByText(/在 0604团支部（2）1 苏同学 手里/).waitFor();
    await picture(page, 'member-7-progress');
    expect(taps.length).toBeLessThanOrEqual(12);
    expect(await waitingFor(SECRETARY, '吴小明')).toHaveLength(1);
  });

  it('reminds the reviewer once a day', async () => {
    const page = await openAt('member-new', '/pages/progress/index');
    await page.getByRole('button', { name: '提醒审核人，每天一次' }).click();
    await page.getByText('已提醒，明天可以再提醒').waitFor();
    expect(await page.getByRole('button', { name: '提醒审核人，每天一次' }).count()).toBe(0);
  });

  it('mends what was returned, field by field, and everything else is kept', async () => {
    const [waiting] = await waitingFor(SECRETARY, '吴小明');
    await callAs(SECRETARY, 'review.return', {
      registrationId: waiting!.id,
      status: 'PENDING_BRANCH',
      reason: '请核对两处。',
      fields: ['name', 'joinMonth'],
      notes: { name: '与身份证不一致，请核对最后一个字。' },
    });
    const page = await openPhone(walk, 'member-new');
    await page.getByRole('button', { name: '去修改' }).click();
    await page.getByText('请改 2 处').waitFor();
    await page.getByText('与身份证不一致，请核对最后一个字。').waitFor();
    await page.getByPlaceholder('与证件上一致').fill('吴小铭');
    await page.getByText('已改，原来是 吴小明').waitFor();
    await picture(page, 'member-8-returned');
    // The app is closed and opened again: the change is still there.
    await home(page, 'member-new');
    await page.reload();
    await page.getByRole('button', { name: '去修改' }).click();
    await page.getByText('已改，原来是 吴小明').waitFor();
    await chooseMonth(page, '2020年5月', 2020, 6);
    await page.getByRole('button', { name: '重新提交' }).click();
    await page.getByText('待团支部审核').first().waitFor();
    const [again] = await waitingFor(SECRETARY, '吴小铭');
    expect(again).toMatchObject({ joinMonth: '2020-06', id: waiting!.id });
  });

  it('R-74: confirms another branch that a reviewer proposes', async () => {
    const [waiting] = await waitingFor(SECRETARY, '吴小铭');
    const registrationId = waiting!.id;
    await callAs(SECRETARY, 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    await callAs(GENERAL, 'review.reassign', {
      registrationId,
      status: 'PENDING_GENERAL',
      branchId: '0604-1-5',
      reason: '你的班级属于第五支部',
    });
    const page = await openPhone(walk, 'member-new');
    await page.getByRole('button', { name: '去确认所在团支部' }).click();
    await page.getByText('你是“0604团支部（5）”的团员吗？').waitFor();
    await picture(page, 'member-9-move');
    await page.getByRole('button', { name: '同意转到0604团支部（5）' }).click();
    await page.getByRole('button', { name: '同意转去' }).last().click();
    await page.getByText(/在 0604团支部（5） 周同学 手里/).waitFor();
  });

  it('R-37: joined in 2019, keeps the own number', async () => {
    const page = await openPhone(walk, 'member-2019');
    await signInOnPhone(walk, page, '13922220002');
    await register(page, {
      name: '钱二九',
      idNumber: idNumber('20040101'),
      branch: BRANCH,
      joinYear: 2019,
      joinMonth: 5,
      number: '201935000777',
    });
    await page.getByText('待团支部审核').first().waitFor();
    expect(await waitingFor(SECRETARY, '钱二九')).toMatchObject([{ mode: 'MANUAL' }]);
  });

  it('R-37: joined in another province, keeps that number', async () => {
    const page = await openPhone(walk, 'member-outside');
    await signInOnPhone(walk, page, '13922220003');
    await page.getByRole('button', { name: '开始报到' }).click();
    await page.getByPlaceholder('全称、简称、拼音首字母或编号').fill(BRANCH);
    await page.getByRole('button', { name: /^选这个团支部/ }).click();
    await page.getByPlaceholder('与证件上一致').fill('孙外省');
    await page.getByPlaceholder('身份证上的18位号码').fill(idNumber('20060101'));
    await page.getByText('否', { exact: true }).click();
    await chooseMonth(page, '支部大会通过的年月', 2021, 3);
    await page.getByRole('button', { name: '下一步，核对提交' }).click();
    await page.getByText('请填写团员编号，它写在《入团志愿书》封面上。').waitFor();
    await picture(page, 'member-10-own-number');
    await page.getByPlaceholder('《入团志愿书》封面上的编号').fill('202144000123');
    await page.getByRole('button', { name: '下一步，核对提交' }).click();
    await page.getByText('你沿用原来的编号').waitFor();
    await page.getByText('同意团组织为核对身份').click();
    await page.getByRole('button', { name: '提交报到' }).click();
    await page.getByText('待团支部审核').first().waitFor();
    expect(await waitingFor(SECRETARY, '孙外省')).toMatchObject([{ mode: 'MANUAL' }]);
  });

  it('is told at once when too young, and cannot go on until it is mended', async () => {
    const page = await openPhone(walk, 'member-young');
    await signInOnPhone(walk, page, '13922220004');
    await page.getByRole('button', { name: '开始报到' }).click();
    await page.getByPlaceholder('全称、简称、拼音首字母或编号').fill(BRANCH);
    await page.getByRole('button', { name: /^选这个团支部/ }).click();
    await page.getByPlaceholder('与证件上一致').fill('李年幼');
    await page.getByPlaceholder('身份证上的18位号码').fill(idNumber('20060601'));
    await chooseMonth(page, '支部大会通过的年月', 2020, 5);
    await page.getByText('入团时未满14周岁').first().waitFor();
    await page.getByText('还有 1 处需要核对：入团年月').waitFor();
    await picture(page, 'member-11-too-young');
    await page.getByRole('button', { name: '下一步，核对提交' }).click();
    expect(await page.getByText('请核对，没有问题就提交').count()).toBe(0);
    await chooseMonth(page, '2020年5月', 2020, 6);
    await page.getByText('入团时 14 周岁').waitFor();
    await page.getByRole('button', { name: '下一步，核对提交' }).click();
    await page.getByText('请核对，没有问题就提交').waitFor();
  });

  it('somebody registered already is told where, only when ID number and name both match', async () => {
    const id = idNumber('20050202');
    const first = await openPhone(walk, 'member-first');
    await signInOnPhone(walk, first, '13922220005');
    const applicant = {
      name: '周重复',
      idNumber: id,
      branch: BRANCH,
      joinYear: 2020,
      joinMonth: 5,
    };
    await register(first, applicant);
    await first.getByText('待团支部审核').first().waitFor();

    const second = await openPhone(walk, 'member-second');
    await signInOnPhone(walk, second, '13922220006');
    await register(second, applicant);
    await second.getByText(`你已在“${BRANCH}”登记`).waitFor();
    await picture(second, 'member-12-registered');
    const stranger = await openPhone(walk, 'member-stranger');
    await signInOnPhone(walk, stranger, '13922220007');
    await register(stranger, { ...applicant, name: '郑猜测' });
    await stranger.getByText('该证件号已登记，请联系所在团支部或团委核实。').waitFor();
    expect(await stranger.getByText(`在“${BRANCH}”登记`).count()).toBe(0);
  });

  it('answers lost in submit: one registration, found out under the same operation', async () => {
    const page = await openPhone(walk, 'member-lost');
    const opIds: string[] = [];
    let lost = 0;
    await page.route('**/call/registration', async (route) => {
      const { data } = route.request().postDataJSON() as {
        data: { action: string; opId?: string };
      };
      if (data.action !== 'registration.submit') return route.continue();
      opIds.push(data.opId ?? '');
      if (lost >= 3) return route.continue();
      lost += 1;
      // The request arrives and is done; its answer never comes back.
      await route.fetch();
      const error = { code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED', message: 'lost' };
      return route.fulfill({ json: { requestId: 'lost', error } });
    });
    await signInOnPhone(walk, page, '13922220008');
    await register(page, {
      name: '冯断网',
      idNumber: idNumber(),
      branch: BRANCH,
      joinYear: 2020,
      joinMonth: 5,
    });
    await page.getByText('还没有核对到结果').waitFor();
    await picture(page, 'member-13-unknown');
    // It is asked again by itself.
    await page.getByText('待团支部审核').first().waitFor();
    expect(opIds.length).toBeGreaterThanOrEqual(4);
    expect(new Set(opIds).size).toBe(1);
    expect(await waitingFor(SECRETARY, '冯断网')).toHaveLength(1);
  });

  it('answers lost and the page left: coming back tells it, reminded once, withdrawn once', async () => {
    const openid = 'arrived-13922220012';
    await arrive(walk, { name: '褚离开', phone: '13922220012', branchId: '0604-1-2' });
    const page = await openAt(openid, '/pages/progress/index');
    const sent: string[] = [];
    page.on('request', (request) => {
      const { data } = (request.postDataJSON() ?? {}) as {
        data?: { action: string; opId: string };
      };
      if (data && /nudge|withdraw/.test(data.action)) sent.push(`${data.action} ${data.opId}`);
    });
    const back = async () => {
      await home(page, openid);
      await page.goto(`${walk.cloud.url}/phone/app?as=${openid}#/pages/progress/index`);
      await page.reload();
    };
    const arrives = false;
    const reachable = await loseAnswers(page, 'registration.nudge', arrives);
    await page.getByRole('button', { name: '提醒审核人，每天一次' }).click();
    await page.getByRole('button', { name: '再次核对结果' }).waitFor();
    await reachable();
    await back();
    await seen(page, '已提醒，明天可以再提醒');
    const answered = await loseAnswers(page, 'registration.withdraw');
    await page.getByRole('button', { name: '撤回报到' }).click();
    await page.getByRole('button', { name: '撤回', exact: true }).last().click();
    await page.getByText('你已撤回这份报到').waitFor();
    await answered();
    await back();
    await seen(page, '你已撤回这份报到');
    expect(await page.getByRole('button', { name: '再次核对结果' }).count()).toBe(0);
    expect(new Set(sent).size).toBe(2);
    expect(await waitingFor(SECRETARY, '褚离开')).toEqual([]);
  });

  it('the code of a branch opens the form for that branch, through the sign-in', async () => {
    const page = await openAt('member-scan', '/pages/register/index?scene=0604-1-2');
    await typeCode(walk, page, '13922220009');
    await page.getByText('由团支书 苏同学 先审核').waitFor();
    expect(await page.getByRole('button', { name: '上一步，重新选支部' }).count()).toBe(0);
    await picture(page, 'member-14-scanned');
  });

  it('the number, large, when the committee has approved', async () => {
    const province = 'demo-13800000001';
    const range = { start: '202000012000', end: '202000012099' };
    await callAs(province, 'numbering.defineRange', { year: 2020, ...range });
    const items = [{ orgId: '0604', count: 50 }];
    await callAs(province, 'numbering.allocate', { orgId: '35', year: 2020, items });
    const [waiting] = await waitingFor(SECRETARY, '冯断网');
    const pass = (
      openid: string,
      status: 'PENDING_BRANCH' | 'PENDING_GENERAL' | 'PENDING_COMMITTEE',
    ) => callAs(openid, 'review.pass', { registrationId: waiting!.id, status });
    await pass(SECRETARY, 'PENDING_BRANCH');
    await pass(GENERAL, 'PENDING_GENERAL');
    await pass(COMMITTEE, 'PENDING_COMMITTEE');
    const page = await openPhone(walk, 'member-lost');
    await page.getByRole('button', { name: '查看我的编号' }).click();
    await page.getByText('写在志愿书封面').waitFor();
    expect(await digits(page)).toContain('202000012000');
    await picture(page, 'member-15-number');
  });

  it("signs in with WeChat's phone number, and on a new device with the end of the ID number", async () => {
    const quickly = async (openid: string, phone: string): Promise<Page> => {
      const page = await openPhone(walk, openid);
      await page.getByRole('button', { name: '登录' }).click();
      await page.getByText('已阅读并同意').first().click();
      await page.getByRole('button', { name: '用微信手机号登录' }).click();
      await page.getByLabel('这部手机的号码').fill(phone);
      await page.getByRole('button', { name: '允许', exact: true }).click();
      return page;
    };
    const member = await quickly('member-quick', '13922220010');
    await member.getByText('139****0010 · 尚未报到').waitFor();
    const officer = await quickly('officer-new-phone', '13800000007');
    await officer.getByText('微信已确认你的手机号').waitFor();
    await picture(officer, 'member-17-quick-tail');
    const note = walk.cloud.links.find((link) => link.note.includes('13800000007'))?.note ?? '';
    await officer.getByPlaceholder('最后一位可以是X').fill(/后六位 (\w{6})/.exec(note)?.[1] ?? '');
    await officer.getByRole('button', { name: '登录', exact: true }).click();
    await officer.getByText('0604团支部（5）').first().waitFor();
  });

  it('changes the phone number with a code to the old and one to the new', async () => {
    const page = await openAt('member-quick', '/pages/change-phone/index');
    for (const [at, phone] of ['13922220010', '13922220011'].entries()) {
      await page.getByPlaceholder('11位手机号').nth(at).fill(phone);
      await page.getByText('获取验证码', { exact: true }).first().click();
      await page.getByText('验证码已发送').nth(at).waitFor();
      await page.getByPlaceholder('6位数字').nth(at).fill(walk.cloud.sms.last(phone)!.code);
    }
    await picture(page, 'member-18-change-phone');
    await page.getByRole('button', { name: '更换手机号' }).click();
    await page.getByRole('button', { name: '更换', exact: true }).click();
    await page.getByText('已换成 139****0011').waitFor();
    await page.getByRole('button', { name: '用新手机号登录' }).click();
    await page.getByText('已阅读并同意').waitFor();
  });

  it('several posts are switched and remembered, and signing out forgets the person', async () => {
    await callAs(COMMITTEE, 'organization.appoint', {
      orgId: '0604-1-1',
      name: '苏晓',
      phone: '13800000006',
    });
    const page = await phoneOf(walk, '13800000006');
    await page.goto(`${walk.cloud.url}/phone/app?as=${SECRETARY}#/pages/mine/index`);
    await page.reload();
    await page.getByText('我的职务').first().waitFor();
    await picture(page, 'member-16-mine');
    await page.getByRole('radio', { name: /^0604团支部（1）/ }).click();
    await page.getByText('正在使用').waitFor();
    await page.goto(`${walk.cloud.url}/phone/app?as=${SECRETARY}#/pages/mine/index`);
    await page.reload();
    const chosen = page.getByRole('radio', { name: /^0604团支部（1）/, checked: true });
    await chosen.waitFor();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: '退出', exact: true }).click();
    await page.getByText('还没有登录').waitFor();
  });

  it('no page wrote an error to its console', () => {
    expect(walk.errors).toEqual([]);
  });
});
