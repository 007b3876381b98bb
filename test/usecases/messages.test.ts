import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { LOCAL_WECHAT } from '../../local/cloud/openapi/settings';
import { startTestCloud, type TestCloud } from '../support/phones';
import { signInBrowser, knownBy } from '../support/signing-in';
import { addPerson, applies, plantTree, TREE_0604 } from '../support/tree';
import type { Browser } from '../support/browser';

const API = 'subscribeMessage.send';
const year = 2020;

describe('subscription messages', () => {
  let test: TestCloud;
  let browser: Browser;
  let shown = 0;

  beforeAll(async () => {
    test = await startTestCloud({ functionEnv: LOCAL_WECHAT });
    await plantTree(test, TREE_0604);
    await addPerson(test, 'province', 'P');
    await addPerson(test, 'staff', '0604');
    await addPerson(test, 'secretary', '0604D');
    await knownBy(test, 'staff', '13800000003');
    browser = await signInBrowser(test, '13800000003');
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    await test.ok('province', 'numbering.allocate', {
      orgId: 'P',
      year,
      items: [{ orgId: '0604', count: 100 }],
    });
  });
  beforeEach(() => {
    shown = test.cloud.openApi.messages.list().length;
  });
  afterAll(() => test.close());

  /** Messages since the test began, oldest first: to whom, which words. */
  const news = (): string[][] => {
    const all = test.cloud.openApi.messages.list();
    return all
      .slice(0, all.length - shown)
      .reverse()
      .map(({ openid, page, data }) => [openid, data.phrase2!, page]);
  };
  const tick = async (): Promise<void> => {
    await test.database.update('jobs', 'send-notices', { dueAt: 0 });
    const { error } = await test.cloud.invoke({
      name: 'clock',
      caller: { kind: 'timer', triggerName: 'tick', time: new Date() },
    });
    expect(error).toBeUndefined();
  };

  it('the secretary hears of a registration and of a reminder, the applicant of the result', async () => {
    const registrationId = await applies(test, '陈甲', '0604D');
    await test.ok('陈甲', 'registration.nudge', { registrationId });
    await test.ok('secretary', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    const status = 'PENDING_COMMITTEE' as const;
    const approval = await test.call('staff', 'review.pass', { registrationId, status });
    expect(approval.answer.ok).toBe(true);
    // The identity to tell stands in the registration: messages cost an approval no request.
    expect(approval.requests - 1).toBeLessThanOrEqual(15);
    expect(news()).toEqual([
      ['secretary', '新的报到', 'pages/todo/index'],
      ['secretary', '申请人提醒', 'pages/todo/index'],
      ['陈甲', '审核通过', 'pages/progress/index'],
    ]);
  });

  it('the applicant hears of a return and of another branch proposed', async () => {
    const registrationId = await applies(test, '林乙', '0604D');
    const status = 'PENDING_BRANCH' as const;
    const options = { opId: 'return-once' };
    const input = { registrationId, status, reason: '姓名不对', fields: ['name' as const] };
    await test.ok('secretary', 'review.return', input, options);
    // The same call again tells nobody a second time.
    await test.ok('secretary', 'review.return', input, options);
    const moved = await applies(test, '黄丙', '0604Z4');
    await test.ok('staff', 'review.reassign', {
      registrationId: moved,
      status,
      branchId: '0604Z3',
      reason: '报错了支部',
    });
    expect(news().slice(1)).toEqual([
      ['林乙', '退回修改', 'pages/progress/index'],
      ['黄丙', '请确认', 'pages/progress/index'],
    ]);
  });

  it('name neither the person nor the number', () => {
    const text = JSON.stringify(test.cloud.openApi.messages.list().map(({ data }) => data));
    expect(text).not.toMatch(/陈甲|林乙|黄丙|2020000/);
  });

  it('who does not want messages gets none, and nothing fails', async () => {
    test.cloud.openApi.messages.refusing.add('secretary');
    const registrationId = await applies(test, '李戊', '0604D');
    test.cloud.openApi.messages.refusing.clear();
    test.cloud.openApi.refuseNext(API, 47003, 'argument invalid!');
    await test.ok('李戊', 'registration.nudge', { registrationId });
    expect(news()).toEqual([]);
    // Refused by the person: never. Refused by WeChat: tried again.
    await tick();
    expect(news()).toEqual([['secretary', '申请人提醒', 'pages/todo/index']]);
  });

  it('what is decided on the console is told by the clock, once', async () => {
    const registrationId = await applies(test, '王己', '0604D');
    await test.ok('secretary', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    const answer = await browser.call('review.pass', {
      registrationId,
      status: 'PENDING_COMMITTEE',
    });
    expect(answer).toMatchObject({ ok: true });
    expect(news().slice(1)).toEqual([]);
    await tick();
    expect(news().slice(1)).toEqual([['王己', '审核通过', 'pages/progress/index']]);
    await tick();
    expect(news()).toHaveLength(2);
  });

  it('a batch is told by the clock; what WeChat did not take is tried again', async () => {
    const people = ['赵一', '钱二', '孙三', '周四'];
    const registrationIds: string[] = [];
    for (const name of people) registrationIds.push(await applies(test, name, '0604D'));
    await test.ok('secretary', 'review.passMany', { registrationIds, status: 'PENDING_BRANCH' });
    await test.ok('staff', 'review.passMany', { registrationIds, status: 'PENDING_COMMITTEE' });
    expect(news()).toHaveLength(4);
    test.cloud.openApi.refuseNext(API, -1, 'system error');
    await tick();
    expect(news()).toHaveLength(7);
    await tick();
    const told = news().slice(4);
    expect(told.map(([openid]) => openid).sort()).toEqual([...people].sort());
    expect(await test.database.find('notices', { at: { gt: 0 } })).toEqual([]);
  });

  it.each([
    [45009, '吴庚', 'reach max api daily quota limit'],
    [45011, '郑辛', 'api minute-quota reach limit'],
  ])(
    '%i, the quota is used up: what was done stands, the message goes later, once',
    async (errcode, name, errmsg) => {
      const { openApi } = test.cloud;
      const registrationId = await applies(test, name, '0604D');
      await test.ok('secretary', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
      shown = openApi.messages.list().length;
      openApi.refuseNext(API, errcode, errmsg);
      const status = 'PENDING_COMMITTEE' as const;
      const approval = await test.ok('staff', 'review.pass', { registrationId, status });
      expect(approval.memberNumber).toMatch(/^\d{12}$/);
      expect(news()).toEqual([]);
      // Still used up when the clock comes: kept.
      openApi.refuseNext(API, errcode, errmsg);
      await tick();
      expect(news()).toEqual([]);
      await tick();
      expect(news()).toEqual([[name, '审核通过', 'pages/progress/index']]);
      await tick();
      expect(news()).toHaveLength(1);
      expect(await test.database.count('notices', {})).toBe(0);
    },
  );

  it('old news is not told', async () => {
    await test.database.add('notices', {
      _id: 'old',
      at: Date.now() - 25 * 3_600_000,
      messages: [
        {
          openid: '陈甲',
          kind: 'result',
          page: 'pages/progress/index',
          values: { matter: '团员报到', what: '审核通过', at: 0, note: '请打开查看' },
        },
      ],
    });
    await tick();
    expect(news()).toEqual([]);
    expect(await test.database.get('notices', 'old')).toBeNull();
  });
});
