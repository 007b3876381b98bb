import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { PendingStatus } from '../../typings/api';
import { idNumber } from '../support/tree';
import { callAs } from './phone-calls';
import { PhoneCamera } from './phone-camera';
import { button, loseAnswers, openAt, seen, tap } from './phone-scene';
import { chooseMonth, openPhone, phoneOf } from './phone-steps';
import { signInAtDesk, startWalk, type Walk } from './support';

const PROVINCE = 'demo-13800000001';
const COMMITTEE = 'demo-13800000003';
const SECRETARY = 'demo-13800000006';
/** Who waits for the branch, who for the general branch, and who has a registration returned. */
const AT_BRANCH = '13800000111';
const AT_GENERAL = '13800000110';
const RETURNED = '13800000113';
const APPROVED = '13800000101';
const BRANCH = '0604团支部（2）1';

/** Pictures of a member's sheets and questions, and of what is not seen every day. */
describe('pictures of the phone: sheets and states of members', () => {
  const camera = new PhoneCamera();
  let walk: Walk;
  beforeAll(async () => {
    walk = await startWalk('tree');
  });
  afterAll(() => walk.close());

  /** The phone of somebody new who is signed in. */
  async function newPhone(openid: string, phone: string): Promise<Page> {
    await callAs(walk, openid, 'account.signInByWechatPhone', { code: `phone:${phone}:1` });
    return openPhone(walk, openid);
  }
  const waitingId = async (openid: string, status: PendingStatus, q: string): Promise<string> => {
    const { items } = await callAs(walk, openid, 'review.list', { status, q });
    return items[0]!.id;
  };

  it('the form of a code, other documents, and somebody too young', async () => {
    const page = await newPhone('states-code', '13922224001');
    await openAt(walk, page, 'states-code', 'pages/register/index?scene=0604-1-2');
    await seen(page, '由团支书 苏同学 先审核');
    await camera.shoot(page, '160-form-by-code');
    await tap(page, '不是我的支部，重新选');
    await seen(page, '换一个团支部？');
    await camera.shoot(page, '161-form-other-branch');
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByPlaceholder('与证件上一致').fill('李年幼');
    await page.getByPlaceholder('身份证上的18位号码').fill(idNumber('20060601'));
    await chooseMonth(page, '支部大会通过的年月', 2020, 5);
    await seen(page, '入团时未满14周岁');
    await camera.shoot(page, '162-form-too-young');
    await page.getByRole('radio', { name: '证件类型：其他证件' }).click();
    await seen(page, '出生日期');
    await camera.shoot(page, '163-form-other-document');
    await openAt(walk, page, 'states-code');
    await seen(page, '继续填写');
    await camera.shoot(page, '164-home-draft');
    await openAt(walk, page, 'states-code', 'pages/todo/index');
    await seen(page, '填到一半的资料还在');
    await camera.shoot(page, '165-todo-draft');
  });

  it('finding the branch', async () => {
    const page = await newPhone('states-tree', '13922224002');
    await openAt(walk, page, 'states-tree', 'pages/register/index');
    for (const name of [/^0604团委，点按展开/, /^0604团总支，点按展开/])
      await page.getByRole('button', { name }).click();
    await page.getByRole('radio', { name: /^0604团支部（5）/ }).click();
    await button(page, /^选这个团支部/).waitFor();
    await camera.shoot(page, '166-branch-tree-open');
    await page.getByPlaceholder('全称、简称、拼音首字母或编号').fill('0604');
    await seen(page, /^找到 \d+ 个团支部/);
    await camera.shoot(page, '167-branch-found');
  });

  it('R-73: somebody taken over registers, or is not found', async () => {
    const { items } = await callAs(walk, PROVINCE, 'organization.search', { q: BRANCH });
    const person = { name: '钱乙', idNumber: idNumber('20040116') };
    await callAs(walk, PROVINCE, 'numbering.takeoverCommit', {
      rows: [
        {
          ...person,
          line: 1,
          number: '201935000102',
          joinMonth: '2019-05',
          branchCode: items[0]!.id,
        },
      ],
    });
    const page = await newPhone('states-taken', '13922224003');
    await openAt(walk, page, 'states-taken', 'pages/register/index?scene=0604-1-2');
    await page.getByPlaceholder('与证件上一致').fill(person.name);
    await page.getByPlaceholder('身份证上的18位号码').fill(person.idNumber);
    await chooseMonth(page, '支部大会通过的年月', 2019, 5);
    await page.getByPlaceholder('《入团志愿书》封面上的编号').fill('201935000102');
    await tap(page, '下一步，核对提交');
    await page.getByText('同意团组织为核对身份').click();
    await tap(page, '提交报到');
    await page.getByRole('link', { name: '绑定我的编号' }).waitFor();
    await camera.shoot(page, '168-register-taken-over');
    await page.getByRole('link', { name: '绑定我的编号' }).click();
    await page.getByPlaceholder('与证件上一致').fill('钱丙');
    await tap(page, '核对并绑定');
    await page.getByRole('button', { name: '核对并绑定' }).waitFor();
    await seen(page, /没有/);
    await camera.shoot(page, '169-bind-not-found');
  });

  it('the progress: a reminder, a withdrawal whose answer is lost', async () => {
    const openid = `demo-${AT_BRANCH}`;
    const page = await phoneOf(walk, AT_BRANCH);
    await openAt(walk, page, openid, 'pages/progress/index');
    await tap(page, '提醒审核人，每天一次');
    await seen(page, '已提醒，明天可以再提醒');
    await camera.shoot(page, '170-progress-reminded');
    await tap(page, '撤回报到');
    await seen(page, '撤回这份报到？');
    await camera.shoot(page, '171-withdraw');
    await page.getByRole('button', { name: '再想想' }).click();
    const other = await phoneOf(walk, AT_GENERAL);
    await openAt(walk, other, `demo-${AT_GENERAL}`, 'pages/my-number/index');
    await seen(other, '报到还在审核');
    await camera.shoot(other, '172-my-number-under-way');
    await openAt(walk, other, `demo-${AT_GENERAL}`, 'pages/progress/index');
    const answered = await loseAnswers(other, 'registration.nudge');
    await tap(other, '提醒审核人，每天一次');
    await button(other, '再次核对结果').waitFor();
    await camera.shoot(other, '173-progress-unknown');
    await answered();
  });

  it('mending: another branch, nothing changed, an answer that does not come', async () => {
    const openid = `demo-${RETURNED}`;
    const page = await phoneOf(walk, RETURNED);
    await openAt(walk, page, openid, 'pages/amend/index');
    await tap(page, /^已保留，无需修改/);
    await camera.shoot(page, '174-amend-kept', true);
    await tap(page, '重新提交');
    await seen(page, '还有地方没改');
    await camera.shoot(page, '175-amend-unchanged');
    await page.getByRole('button', { name: '去改' }).click();
    await tap(page, /^也要修改.*支部/);
    await page.getByRole('button', { name: /^所在团支部.*点按选择/ }).click();
    await page.getByPlaceholder('全称、简称、拼音首字母或编号').fill(BRANCH);
    await seen(page, '找到 1 个团支部');
    await button(page, `选这个团支部：${BRANCH}`).waitFor();
    await camera.shoot(page, '176-amend-branch');
    await tap(page, /^选这个团支部/);
    await seen(page, /^已改，原来是/);
    await camera.shoot(page, '177-amend-moved');
    const answered = await loseAnswers(page, 'registration.resubmit');
    await tap(page, '重新提交');
    await page.getByRole('button', { name: '仍要提交' }).click();
    await seen(page, '还没有核对到结果');
    await camera.shoot(page, '178-amend-unknown');
    await answered();
  });

  it('the number stands on the cover', async () => {
    const range = { start: '202000012000', end: '202000012099' };
    await callAs(walk, PROVINCE, 'numbering.defineRange', { year: 2020, ...range });
    const items = [{ orgId: '0604', count: 50 }];
    await callAs(walk, PROVINCE, 'numbering.allocate', { orgId: '35', year: 2020, items });
    const status = 'PENDING_COMMITTEE';
    const registrationId = await waitingId(COMMITTEE, status, '陈甲');
    await callAs(walk, COMMITTEE, 'review.pass', { registrationId, status });
    const written = { memberIds: [registrationId], written: true };
    await callAs(walk, COMMITTEE, 'roster.markCoverWritten', written);
    const page = await phoneOf(walk, APPROVED);
    await openAt(walk, page, `demo-${APPROVED}`, 'pages/my-number/index');
    await seen(page, '封面已填写');
    await camera.shoot(page, '179-my-number-written');
    await openAt(walk, page, `demo-${APPROVED}`, 'pages/mine/index');
    await tap(page, '注销账号');
    await seen(page, '注销账号？');
    await camera.shoot(page, '180-erase');
    await page.getByRole('button', { name: '注销', exact: true }).last().click();
    await seen(page, /不能注销|注销/);
    await camera.shoot(page, '181-erase-refused', true);
  });

  it('another phone number', async () => {
    const page = await newPhone('states-phone', '13922224004');
    await openAt(walk, page, 'states-phone', 'pages/change-phone/index');
    for (const [at, phone] of ['13922224004', '13922224005'].entries()) {
      await page.getByPlaceholder('11位手机号').nth(at).fill(phone);
      await page.getByText('获取验证码', { exact: true }).first().click();
      await page.getByText('验证码已发送').nth(at).waitFor();
      await page.getByPlaceholder('6位数字').nth(at).fill(walk.cloud.sms.last(phone)!.code);
    }
    await camera.shoot(page, '182-change-phone-codes');
    await tap(page, '更换手机号');
    await page.getByRole('button', { name: '更换', exact: true }).waitFor();
    await camera.shoot(page, '183-change-phone');
    await page.getByRole('button', { name: '更换', exact: true }).click();
    await seen(page, /^已换成/);
    await camera.shoot(page, '184-changed-phone');
  });

  it("signing in by WeChat's number on a new phone, and with a wrong code", async () => {
    const quick = await openPhone(walk, 'states-quick');
    await tap(quick, '登录');
    await quick.getByText('已阅读并同意').first().click();
    await tap(quick, '用微信手机号登录');
    await quick.getByLabel('这部手机的号码').fill('13800000007');
    await quick.getByRole('button', { name: '允许', exact: true }).click();
    await seen(quick, '微信已确认你的手机号');
    await camera.shoot(quick, '185-sign-in-quick');
    const wrong = await openPhone(walk, 'states-wrong');
    await tap(wrong, '登录');
    await wrong.getByPlaceholder('11位手机号').fill('13922224006');
    await wrong.getByText('已阅读并同意').first().click();
    await wrong.getByText('获取验证码').click();
    await seen(wrong, '验证码已发送');
    const { code } = walk.cloud.sms.last('13922224006')!;
    await wrong.getByPlaceholder('6位数字').fill(code === '000000' ? '111111' : '000000');
    await seen(wrong, /验证码(不|错)/);
    await camera.shoot(wrong, '186-sign-in-wrong-code');
  });

  it('the first page while the server cannot be reached', async () => {
    const page = await newPhone('states-failed', '13922224007');
    await page.route('**/call/account', (route) => route.abort());
    await openAt(walk, page, 'states-failed');
    await page.getByRole('button', { name: '重试' }).first().waitFor({ timeout: 60_000 });
    await camera.shoot(page, '187-home-failed');
    await openAt(walk, page, 'states-failed', 'pages/mine/index');
    await page.getByRole('button', { name: '重试' }).first().waitFor({ timeout: 60_000 });
    await camera.shoot(page, '188-mine-failed');
  });

  it('the computers somebody in office is signed in on', async () => {
    const desk = await walk.newPage();
    await signInAtDesk(walk, desk, '13800000006');
    const page = await phoneOf(walk, '13800000006');
    await openAt(walk, page, SECRETARY, 'pages/console-sign-in/index');
    await seen(page, '正在登录的电脑');
    await camera.shoot(page, '190-console-sessions');
    await tap(page, '有不认识的登录，全部退出');
    await seen(page, '不是我，全部退出？');
    await camera.shoot(page, '191-console-not-me');
    await desk.context().close();
  });

  it('declining another branch', async () => {
    const status = 'PENDING_BRANCH';
    await callAs(walk, SECRETARY, 'review.pass', {
      registrationId: await waitingId(SECRETARY, status, '冯子'),
      status,
    });
    await callAs(walk, 'demo-13800000005', 'review.reassign', {
      registrationId: await waitingId('demo-13800000005', 'PENDING_GENERAL', '冯子'),
      status: 'PENDING_GENERAL',
      branchId: '0604-1-5',
      reason: '你的班级属于第五支部',
    });
    const page = await phoneOf(walk, AT_BRANCH);
    await openAt(walk, page, `demo-${AT_BRANCH}`, 'pages/progress/index');
    await tap(page, '不转，我自己修改');
    await seen(page, '不转？');
    await camera.shoot(page, '189-move-decline');
  });

  it('nothing is cut, overlaps or is wider than the screen', () => {
    expect(camera.faults).toEqual([]);
  });
});
