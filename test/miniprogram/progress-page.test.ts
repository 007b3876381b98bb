/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { actionsOf, mine, signedIn } from './support/member';
import { BRANCH, COMMITTEE, NOW, PROVINCE, registration, returned } from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { show, withStorageOf } from './support/simulate';

describe('progress', () => {
  it('says first who holds the registration, since when, and shows three dots', async () => {
    const page = await show('pages/progress/index', {}, mine(registration()));
    expect(page.text()).toContain('在 0604团总支 黄同学 手里');
    expect(page.text()).toContain('已等 14 小时');
    expect(page.labels()).toEqual(
      expect.arrayContaining(['团支部：已通过', '团总支：审核中', '团委：等待']),
    );
  });

  it('has two dots where there is no general branch', async () => {
    const direct = registration({
      status: 'PENDING_COMMITTEE',
      path: [PROVINCE, COMMITTEE, BRANCH],
    });
    const page = await show('pages/progress/index', {}, mine(direct));
    expect(page.labels()).toEqual(expect.arrayContaining(['团支部：已通过', '团委：审核中']));
    expect(page.labels()).not.toContain('团总支：等待');
  });

  it('asks before it withdraws, and masks the ID number', async () => {
    const page = await show('pages/progress/index', {}, (phone) => {
      mine(registration())(phone);
      phone.answers['registration.withdraw'] = () => ok(registration({ status: 'WITHDRAWN' }));
      phone.says = 'no';
    });
    await page.run('onWithdraw');
    expect(actionsOf(page.phone)).not.toContain('registration.withdraw');
    page.phone.says = 'yes';
    await page.run('onWithdraw');
    expect(actionsOf(page.phone)).toContain('registration.withdraw');
    expect(page.view.dom.innerHTML).not.toContain('350199200605040034');
  });

  it('reminds the reviewer once a day', async () => {
    const page = await show('pages/progress/index', {}, (phone) => {
      mine(registration())(phone);
      phone.answers['registration.nudge'] = () => {
        const nudged = registration({ nudgedAt: NOW, mayNudge: false });
        phone.answers['registration.mine'] = () => ok({ registration: nudged });
        return ok({ nudgedAt: NOW });
      };
    });
    expect(page.labels()).toContain('提醒审核人，每天一次');
    await page.run('onNudge');
    expect(page.phone.log).toContain('toast 已提醒');
    expect(page.labels()).not.toContain('提醒审核人，每天一次');
    expect(page.text()).toContain('已提醒，明天可以再提醒');
  });

  it('R-74: shows the branch a reviewer proposes; the person agrees or declines', async () => {
    const proposed = registration({
      ...returned,
      moveTo: { ...BRANCH, id: 'b3', name: '三支部' },
      version: 4,
    });
    const page = await show('pages/progress/index', {}, (phone) => {
      mine(proposed)(phone);
      phone.answers['registration.confirmMove'] = () => ok(registration());
      phone.says = 'no';
    });
    expect(page.text()).toContain('你是“三支部”的团员吗？');
    expect(page.labels()).not.toContain('去修改，改后重新提交');
    await page.run('onMove', { dataset: { accept: 'yes' } });
    expect(actionsOf(page.phone)).not.toContain('registration.confirmMove');
    page.phone.says = 'yes';
    await page.run('onMove', { dataset: { accept: 'yes' } });
    await page.run('onMove', { dataset: { accept: 'no' } });
    const sent = page.phone.calls.filter(({ action }) => action === 'registration.confirmMove');
    expect(sent.map(({ input }) => input)).toEqual([
      { registrationId: 'r1', version: 4, accept: true },
      { registrationId: 'r1', version: 4, accept: false },
    ]);
  });

  it('asks again under the same opId until it is known whether it was withdrawn', async () => {
    const page = await show('pages/progress/index', {}, (phone) => {
      mine(registration())(phone);
      phone.answers['registration.withdraw'] = () => null;
    });
    await page.run('onWithdraw');
    expect(page.labels()).toContain('再次核对结果');
    page.phone.answers['registration.withdraw'] = () => ok(registration());
    await page.run('onCheckAgain');
    const sent = page.phone.calls.filter(({ action }) => action === 'registration.withdraw');
    expect(new Set(sent.map(({ opId }) => opId)).size).toBe(1);
    expect(page.labels()).not.toContain('再次核对结果');
    expect(page.phone.log).toContain('toast 已撤回');
  });

  it('offers to try again when the network failed', async () => {
    const page = await show(
      'pages/progress/index',
      {},
      signedIn((phone) => {
        phone.answers['registration.mine'] = () => null;
      }),
    );
    expect(page.text()).toContain('网络不稳，没有收到系统的答复');
    page.phone.answers['registration.mine'] = () => ok({ registration: registration() });
    await page.run('load');
    expect(page.text()).toContain('在 0604团总支 黄同学 手里');
  });
});

describe('progress, when an answer was lost and the page was left', () => {
  const proposed = registration({ ...returned, moveTo: { ...BRANCH, name: '三支部' }, version: 4 });
  const DEEDS = [
    ['registration.withdraw', 'onWithdraw', {}, registration(), 'WITHDRAWN', '已撤回'],
    ['registration.nudge', 'onNudge', {}, registration(), 'PENDING_GENERAL', '已提醒'],
    ['registration.confirmMove', 'onMove', { accept: 'yes' }, proposed, 'PENDING_BRANCH', '已记下'],
  ] as const;
  const sent = (phone: FakePhone, action: string) =>
    phone.calls.filter((call) => call.action === action);

  /** The request was sent, perhaps it arrived, and the page is closed without an answer. */
  async function lose([action, method, dataset, before]: (typeof DEEDS)[number]) {
    const page = await show('pages/progress/index', {}, (phone) => {
      mine(before)(phone);
      phone.answers[action] = () => null;
    });
    await page.run(method, { dataset });
    expect(page.labels()).toContain('再次核对结果');
    return page;
  }

  it.each(DEEDS)('%s did not arrive: sent once more under its opId', async (...deed) => {
    const [action, , , before, status, word] = deed;
    const page = await lose(deed);
    const again = await show(
      'pages/progress/index',
      {},
      withStorageOf(page, (phone) => {
        mine(before)(phone);
        phone.answers[action] = () => ok(registration({ status }));
      }),
    );
    const [lost] = sent(page.phone, action);
    expect(sent(again.phone, action)).toEqual([lost]);
    expect(again.phone.log.join()).toContain(`toast ${word}`);
    expect(again.labels()).not.toContain('再次核对结果');
    expect([...again.phone.storage.keys()].join()).not.toContain('operation.');
  });

  it('the registration has gone on since: it tells by itself, and nothing is sent again', async () => {
    for (const [deed, after] of [
      [DEEDS[0], registration({ status: 'WITHDRAWN', version: 9 })],
      [DEEDS[2], registration({ status: 'PENDING_BRANCH', version: 9 })],
    ] as const) {
      const page = await lose(deed);
      const again = await show('pages/progress/index', {}, withStorageOf(page, mine(after)));
      expect(sent(again.phone, deed[0])).toEqual([]);
      expect(again.labels()).not.toContain('再次核对结果');
      expect(again.phone.log.join()).not.toContain('toast');
    }
  });

  it('still no answer: says so, and nothing else can be sent until it is known', async () => {
    const page = await lose(DEEDS[0]);
    const again = await show(
      'pages/progress/index',
      {},
      withStorageOf(page, (phone) => {
        mine(registration())(phone);
        phone.answers['registration.withdraw'] = () => null;
        phone.answers['registration.nudge'] = () => ok({ nudgedAt: NOW });
      }),
    );
    expect(again.text()).toContain('网络通畅时会自动核对，不会办两次');
    await again.run('onNudge');
    await again.run('onMove', { dataset: { accept: 'yes' } });
    expect(sent(again.phone, 'registration.nudge')).toEqual([]);
    const opIds = sent(again.phone, 'registration.withdraw').map(({ opId }) => opId);
    expect(new Set(opIds)).toEqual(new Set([sent(page.phone, 'registration.withdraw')[0]!.opId]));
  });

  it('refused when it is asked again: says why, and lets go', async () => {
    const page = await lose(DEEDS[1]);
    const again = await show(
      'pages/progress/index',
      {},
      withStorageOf(page, (phone) => {
        mine(registration())(phone);
        phone.answers['registration.nudge'] = () => refuse('RATE_LIMITED', '今天已经提醒过了。');
      }),
    );
    expect(again.text()).toContain('今天已经提醒过了。');
    expect(again.labels()).not.toContain('再次核对结果');
    expect(again.phone.log).not.toContain('toast 已提醒');
  });
});
