import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { Answer, ConsoleTicket } from '../../typings/api';
import { idNumber } from '../support/tree';
import { callAs } from './phone-calls';
import { PhoneCamera } from './phone-camera';
import { chooseMonth, openPhone, phoneOf, typeCode } from './phone-steps';
import { startWalk, type Walk } from './support';

const BRANCH = '0604团支部（2）1';
const ID_NUMBER = idNumber('20051104');
const SECRETARY = 'demo-13800000006';
const GENERAL = 'demo-13800000005';
const COMMITTEE = 'demo-13800000003';
const PROVINCE = 'demo-13800000001';
/** Who passes somebody of 0604团支部（5）, one after the other. */
const ROUND = [
  ['demo-13800000007', 'PENDING_BRANCH'],
  [GENERAL, 'PENDING_GENERAL'],
  [COMMITTEE, 'PENDING_COMMITTEE'],
] as const;

/** Pictures of every screen of a member, each checked before it is taken. */
describe('pictures of the phone: members', () => {
  const camera = new PhoneCamera();
  let walk: Walk;
  let page: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    page = await openPhone(walk, 'pictured');
  });
  afterAll(() => walk.close());

  const seen = (text: string | RegExp) =>
    page.getByText(text).filter({ visible: true }).first().waitFor();
  const tap = (name: string | RegExp) =>
    page.getByRole('button', { name }).filter({ visible: true }).first().click();
  const at = async (openid: string, path: string): Promise<void> => {
    await page.goto(`${walk.cloud.url}/phone/app?as=${openid}#/${path}`);
    await page.reload();
  };
  const home = (openid = 'pictured') => at(openid, 'pages/home/index');
  const waitingId = async (openid: string, name: string) => {
    const status = ['PENDING_BRANCH', 'PENDING_GENERAL', 'PENDING_COMMITTEE'] as const;
    const { items } = await callAs(walk, openid, 'review.list', { status: [...status], q: name });
    return items[0]!.id;
  };

  it('before signing in', async () => {
    await seen('开始报到');
    await camera.shoot(page, '101-welcome');
    await at('pictured', 'pages/todo/index');
    await seen('登录后，可以在这里办理');
    await camera.shoot(page, '102-todo-signed-out');
    await at('pictured', 'pages/mine/index');
    await seen('还没有登录');
    await camera.shoot(page, '103-mine-signed-out');
    await at('pictured', 'pages/privacy/index');
    await seen('收集');
    await camera.shoot(page, '104-privacy');
  });

  it('signing in', async () => {
    await home();
    await tap('登录');
    await camera.shoot(page, '105-sign-in');
    await page.getByPlaceholder('11位手机号').fill('1392222000');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await camera.shoot(page, '106-sign-in-refused');
    await page.getByPlaceholder('11位手机号').fill('13922220001');
    await page.getByText('已阅读并同意').first().click();
    await page.getByText('获取验证码').click();
    await seen('验证码已发送');
    await camera.shoot(page, '107-sign-in-code');
    await page.getByPlaceholder('6位数字').fill(walk.cloud.sms.last('13922220001')!.code);
    await seen('选团支部');
    await camera.shoot(page, '108-home-new');
    await at('pictured', 'pages/my-number/index');
    await seen('你还没有报到');
    await camera.shoot(page, '109-my-number-none');
  });

  it('signing in on another phone', async () => {
    const other = await openPhone(walk, 'pictured-other');
    await other.getByRole('button', { name: '登录' }).click();
    await other.getByPlaceholder('11位手机号').fill('13800000007');
    await other.getByText('已阅读并同意').first().click();
    await other.getByText('获取验证码').click();
    await other.getByText('验证码已发送').waitFor();
    await other.getByPlaceholder('6位数字').fill(walk.cloud.sms.last('13800000007')!.code);
    await other.getByText('证件号后六位').waitFor();
    await camera.shoot(other, '110-sign-in-new-phone');
  });

  it('choosing the branch', async () => {
    await home();
    await tap('开始报到');
    await page.getByRole('button', { name: /点按展开$/ }).waitFor();
    await camera.shoot(page, '111-branch-tree');
    await page.getByPlaceholder('全称、简称、拼音首字母或编号').fill('不存在的支部');
    await seen(/没有找到/);
    await camera.shoot(page, '112-branch-not-found');
    await page.getByPlaceholder('全称、简称、拼音首字母或编号').fill(BRANCH);
    await page.getByRole('button', { name: /^选这个团支部/ }).waitFor();
    await camera.shoot(page, '113-branch-chosen');
    await tap(/^选这个团支部/);
  });

  it('the form', async () => {
    await page.getByPlaceholder('与证件上一致').waitFor();
    await camera.shoot(page, '114-form-empty');
    await tap('下一步，核对提交');
    await camera.shoot(page, '115-form-missing');
    await page.getByPlaceholder('与证件上一致').fill('吴小明');
    await page.getByPlaceholder('身份证上的18位号码').fill('350199200511040028');
    await page.getByPlaceholder('与证件上一致').click();
    await camera.shoot(page, '116-form-wrong');
    await page.getByPlaceholder('身份证上的18位号码').fill(ID_NUMBER);
    await page.getByText('支部大会通过的年月').click();
    await camera.shoot(page, '117-form-month');
    await page
      .getByRole('dialog', { name: '选择器' })
      .getByRole('button', { name: '取消' })
      .click();
    await chooseMonth(page, '支部大会通过的年月', 2019, 5);
    await page.getByPlaceholder('《入团志愿书》封面上的编号').waitFor();
    await camera.shoot(page, '118-form-own-number', true);
    await chooseMonth(page, '2019年5月', 2020, 5);
    await camera.shoot(page, '119-form');
    await page.getByRole('button', { name: /^补充资料/ }).click();
    await page.getByText('选填', { exact: true }).first().click();
    const sheet = page.getByRole('dialog', { name: '选择器' });
    await sheet.getByRole('option', { name: '其他' }).click();
    await sheet.getByRole('button', { name: '确定' }).click();
    await page.getByPlaceholder('请写民族名称').fill('穿青人');
    await page.getByPlaceholder('选填，如学生、教师').fill('学生');
    await page.getByPlaceholder('选填，学生填学校').fill('福州大学（旗山校区）');
    await page.getByPlaceholder('选填，填到区县').fill('福建省福州市闽侯县');
    await page.getByPlaceholder('选填，常用的邮箱').fill('12345678');
    await page.getByPlaceholder('选填，5至11位数字').fill('12345678');
    await page.getByRole('radio', { name: '团干部：是' }).click();
    await page.getByPlaceholder('如班级团支部书记').waitFor();
    await camera.shoot(page, '120-form-more', '#field-ethnicity');
    await camera.shoot(page, '147-form-more-wrong', true);
    await page.getByPlaceholder('选填，常用的邮箱').fill('12345678@qq.com');
    await page.getByPlaceholder('如班级团支部书记').fill('班级团支部组织委员');
    await tap('下一步，核对提交');
    await seen('请核对，没有问题就提交');
    await camera.shoot(page, '121-summary');
    await tap('提交报到');
    await camera.shoot(page, '122-summary-consent', true);
  });

  it('an answer that does not come', async () => {
    await page.getByText('同意团组织为核对身份').click();
    await page.route('**/call/registration', async (route) => {
      if (!(route.request().postData() ?? '').includes('registration.submit'))
        return route.continue();
      await route.fetch();
      return route.abort();
    });
    await tap('提交报到');
    await seen('还没有核对到结果');
    await camera.shoot(page, '123-submit-unknown');
    await page.unroute('**/call/registration');
    await seen('待团支部审核');
  });

  it('somebody who is registered already', async () => {
    const other = await openPhone(walk, 'pictured-again');
    await other.getByRole('button', { name: '登录' }).click();
    await typeCode(walk, other, '13922220004');
    await other.getByRole('button', { name: '开始报到' }).click();
    await other.getByPlaceholder('全称、简称、拼音首字母或编号').fill(BRANCH);
    await other.getByRole('button', { name: /^选这个团支部/ }).click();
    await other.getByPlaceholder('与证件上一致').fill('吴小明');
    await other.getByPlaceholder('身份证上的18位号码').fill(ID_NUMBER);
    await chooseMonth(other, '支部大会通过的年月', 2020, 5);
    await other.getByRole('button', { name: '下一步，核对提交' }).click();
    await other.getByText('同意团组织为核对身份').click();
    await other.getByRole('button', { name: '提交报到' }).click();
    await other.getByText(/登记/).filter({ visible: true }).first().waitFor();
    await camera.shoot(other, '124-registered-already');
  });

  it('the way to the number', async () => {
    await at('pictured', 'pages/progress/index');
    await seen(/苏同学 手里/);
    await camera.shoot(page, '125-progress');
    await tap('查看我填的资料');
    await camera.shoot(page, '126-progress-facts');
    await home();
    await seen('查看进度');
    await camera.shoot(page, '127-home-pending');
    const registrationId = await waitingId(SECRETARY, '吴小明');
    await callAs(walk, SECRETARY, 'review.return', {
      registrationId,
      status: 'PENDING_BRANCH',
      reason: '请核对两处，改好后再提交。',
      fields: ['name', 'joinMonth'],
      notes: { name: '与身份证不一致，请核对最后一个字。' },
    });
    await home();
    await seen('去修改');
    await camera.shoot(page, '128-home-returned');
    await at('pictured', 'pages/progress/index');
    await seen('去修改');
    await camera.shoot(page, '129-progress-returned');
    await at('pictured', 'pages/amend/index');
    await seen('请改 2 处');
    await camera.shoot(page, '130-amend');
    await page.getByPlaceholder('与证件上一致').fill('吴小铭');
    await seen('已改，原来是 吴小明');
    await page.getByRole('button', { name: /^已保留，无需修改/ }).click();
    await camera.shoot(page, '131-amend-changed', true);
    await chooseMonth(page, '2020年5月', 2020, 6);
    await tap('重新提交');
    await seen('待团支部审核');
  });

  it('R-74: another branch', async () => {
    const registrationId = await waitingId(SECRETARY, '吴小铭');
    await callAs(walk, SECRETARY, 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    await callAs(walk, GENERAL, 'review.reassign', {
      registrationId,
      status: 'PENDING_GENERAL',
      branchId: '0604-1-5',
      reason: '你的班级属于第五支部',
    });
    await home();
    await seen('去确认');
    await camera.shoot(page, '132-home-move');
    await tap('去确认所在团支部');
    await seen('你是“0604团支部（5）”的团员吗？');
    await camera.shoot(page, '133-progress-move');
    await tap('同意转到0604团支部（5）');
    await page.getByRole('button', { name: '同意转去' }).last().waitFor();
    await camera.shoot(page, '134-move-confirm');
    await page.getByRole('button', { name: '同意转去' }).last().click();
    await seen(/周同学 手里/);
  });

  it('the number', async () => {
    const range = { start: '202000012000', end: '202000012099' };
    await callAs(walk, PROVINCE, 'numbering.defineRange', { year: 2020, ...range });
    const items = [{ orgId: '0604', count: 50 }];
    await callAs(walk, PROVINCE, 'numbering.allocate', { orgId: '35', year: 2020, items });
    const registrationId = await waitingId('demo-13800000007', '吴小铭');
    for (const [openid, status] of ROUND) {
      await callAs(walk, openid, 'review.pass', { registrationId, status });
    }
    await home();
    await seen('查看我的编号');
    await camera.shoot(page, '135-home-number');
    await tap('查看我的编号');
    await seen('写在志愿书封面');
    await camera.shoot(page, '136-my-number');
  });

  it('R-37: joined before 2017, no number needed', async () => {
    const openid = 'pictured-early';
    const phone = '13922220009';
    await callAs(walk, openid, 'account.sendCode', { phone });
    await callAs(walk, openid, 'account.signIn', { phone, code: walk.cloud.sms.last(phone)!.code });
    const { id: registrationId } = await callAs(walk, openid, 'registration.submit', {
      branchId: '0604-1-5',
      name: '孙早年',
      idType: 'RESIDENT',
      idNumber: idNumber('20010101'),
      joinMonth: '2016-05',
      joinedInProvince: true,
      consent: true,
    });
    for (const [reviewer, status] of ROUND) {
      const coverChecked = status === 'PENDING_COMMITTEE';
      await callAs(walk, reviewer, 'review.pass', { registrationId, status, coverChecked });
    }
    await at(openid, 'pages/my-number/index');
    await seen('报到已通过');
    await camera.shoot(page, '146-no-number');
    await home(openid);
    await seen('查看登记');
    await camera.shoot(page, '152-home-no-number');
  });

  it('withdrawn', async () => {
    await home('demo-13800000114');
    await seen('已撤回');
    await camera.shoot(page, '137-home-withdrawn');
    await at('demo-13800000114', 'pages/progress/index');
    await seen('去修改');
    await camera.shoot(page, '138-progress-withdrawn');
  });

  it('the own page', async () => {
    await callAs(walk, COMMITTEE, 'organization.appoint', {
      orgId: '0604-1-1',
      name: '苏晓',
      phone: '13800000006',
    });
    await at(SECRETARY, 'pages/mine/index');
    await seen('点选以哪个身份办理');
    await camera.shoot(page, '139-mine');
    await at(SECRETARY, 'pages/console-sign-in/index');
    await seen('扫一扫登录');
    await camera.shoot(page, '145-console-sign-in');
    const desk = await walk.newPage();
    const answered = desk.waitForResponse(/account\.consoleTicket$/);
    await desk.goto(`${walk.cloud.url}/console/#/sign-in`);
    const answer = (await (await answered).json()) as Answer<ConsoleTicket>;
    await tap('扫一扫登录');
    await page
      .getByLabel('码的内容')
      .fill(`${walk.cloud.url}/#t=${answer.ok ? answer.data.ticket : ''}`);
    await page.getByText('扫到了').click();
    await seen('在这台电脑上登录？');
    await camera.shoot(page, '148-console-confirm');
    await tap('确认登录');
    await seen('已确认，还差一步');
    await camera.shoot(page, '149-console-code');
    await desk.context().close();
    await at(SECRETARY, 'pages/mine/index');
    await tap('退出登录');
    await page.getByRole('button', { name: '退出', exact: true }).waitFor();
    await camera.shoot(page, '140-sign-out');
    await at('pictured', 'pages/change-phone/index');
    await seen('原手机号');
    await camera.shoot(page, '141-change-phone');
  });

  it('no network, an error, and waiting', async () => {
    await page.route('**/call/registration', (route) => route.abort());
    await at('pictured', 'pages/progress/index');
    await page.getByRole('button', { name: '重试' }).first().waitFor({ timeout: 60_000 });
    await camera.shoot(page, '142-failed');
    await page.unroute('**/call/registration');
    await page.route('**/call/registration', () => undefined);
    await at('pictured', 'pages/progress/index');
    await page.getByRole('progressbar').first().waitFor();
    await camera.shoot(page, '143-loading');
    await page.unroute('**/call/registration');
    const offline = await phoneOf(walk, '13800000007');
    await offline.getByText('人等你审核').waitFor();
    await offline.evaluate(
      `window.postMessage({ type: 'phone-settings', settings: { network: 'none' } }, location.origin)`,
    );
    await offline.getByRole('alert').first().waitFor();
    await camera.shoot(offline, '144-offline');
  });

  it('nothing is cut, overlaps or is wider than the screen', () => {
    expect(camera.faults).toEqual([]);
  });
});
