/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { callsOf, inOffice, inputsOf, invitation, listing } from './support/branch';
import { BRANCH, COMMITTEE, GENERAL, NOW, PROVINCE, reviewItem } from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import type { Shown } from './support/simulate';
import { seenAgain, settle, show, withStorageOf } from './support/simulate';

describe('the meeting', () => {
  const open = (more: (phone: FakePhone) => void = () => undefined): Promise<Shown> =>
    show(
      'branch/meeting/index',
      {},
      inOffice(BRANCH, (phone) => {
        phone.answers['registration.invitation'] = () => ok(invitation);
        phone.answers['organization.get'] = () =>
          ok({ ...BRANCH, path: [PROVINCE, COMMITTEE, GENERAL, BRANCH] });
        more(phone);
      }),
    );
  const passed = (id: string) => ({
    registrationId: id,
    ok: true,
    data: {
      registrationId: id,
      status: 'PENDING_GENERAL',
      message: '已通过，现在是“待团总支审核”。',
      memberNumber: null,
      numberSource: null,
      remaining: null,
    },
  });

  it('shows the code large with the name of the branch, and keeps the screen lit', async () => {
    const page = await open();
    expect(page.labels()).toContain('0604团支部（2）1的报到二维码');
    expect(page.text()).toContain('微信扫码报到，团支部已选好');
    expect(page.phone.log).toContain('lit true');
  });

  it('fills by itself, and rests while the page is not on the screen', async () => {
    const page = await open();
    expect(page.text()).toContain('已报到 1 人');
    page.phone.answers['review.list'] = () =>
      listing([reviewItem({ id: 'r2', name: '郑一诺' }), reviewItem()]);
    await settle();
    expect(page.text()).toContain('郑一诺');
    page.view.triggerPageLifeTime('hide');
    await settle();
    const looks = callsOf(page.phone, 'review.list').length;
    await settle();
    expect(callsOf(page.phone, 'review.list')).toHaveLength(looks);
    expect(page.phone.log).toContain('lit false');
  });

  it('keeps the list when it cannot be read, and says so', async () => {
    const page = await open();
    page.phone.answers['review.list'] = () => refuse('INTERNAL', '系统出错了。');
    await settle();
    expect(page.text()).toContain('暂时没有更新');
    expect(page.text()).toContain('吴子墨');
  });

  it('passes those with nothing to look at together, with the vote entered once', async () => {
    const page = await open((phone) => {
      phone.answers['review.list'] = () =>
        listing([
          reviewItem({ id: 'r3', name: '留意者', attention: 1 }),
          reviewItem({ id: 'r2', name: '郑一诺', submittedAt: NOW - 1000 }),
          reviewItem(),
        ]);
      phone.answers['review.passMany'] = () =>
        ok({ results: [passed('r1'), passed('r2')], unfinished: [] });
    });
    expect(page.labels()).toContain('通过2人，送团总支');
    expect(page.text()).toContain('有留意或不符的 1 人，请逐个审核');
    await page.run('onVote');
    await page.run('onVoteChange', { detail: { date: '2020-05-20', present: '23', votes: '24' } });
    await page.run('onVoteDone');
    expect(page.text()).toContain('赞成票不能多于实到人数。');
    await page.run('onVoteChange', { detail: { date: '2020-05-20', present: '23', votes: '22' } });
    await page.run('onVoteDone');
    await page.run('onPass');
    expect(page.phone.log).toContain('ask 通过 2 人');
    expect(inputsOf(page.phone, 'review.passMany')).toEqual([
      {
        registrationIds: ['r1', 'r2'],
        status: 'PENDING_BRANCH',
        meeting: { date: '2020-05-20', present: 23, votes: 22 },
      },
    ]);
    expect(page.text()).toContain('2 人已通过');
    await page.run('onResultsClose');
    const again = await open((phone) => {
      page.phone.storage.forEach((value, key) => phone.storage.set(key, value));
    });
    expect(again.text()).toContain('5月20日 · 实到 23 人 · 赞成 22 票');
  });

  it('an answer lost while passing is asked for under the same opId', async () => {
    const page = await open();
    await page.run('onPass');
    expect(page.text()).toContain('1 人结果未知');
    page.phone.answers['review.passMany'] = () => ok({ results: [passed('r1')], unfinished: [] });
    await seenAgain(page);
    const opIds = callsOf(page.phone, 'review.passMany').map(({ opId }) => opId);
    expect(new Set(opIds).size).toBe(1);
    expect(page.text()).toContain('1 人已通过');
  });

  it('also after a restart', async () => {
    const page = await open();
    await page.run('onPass');
    const again = await open(
      withStorageOf(page, (phone) => {
        phone.answers['review.passMany'] = () => ok({ results: [passed('r1')], unfinished: [] });
      }),
    );
    const [lost] = callsOf(page.phone, 'review.passMany');
    expect(callsOf(again.phone, 'review.passMany')).toMatchObject([
      { opId: lost!.opId, input: lost!.input },
    ]);
    expect(again.text()).toContain('1 人已通过');
  });

  it('saves the code, and says what else is possible where that is refused', async () => {
    const page = await open();
    await page.run('onSave');
    expect(page.phone.log).toContain('toast 已保存到相册');
    page.phone.says = 'no';
    await page.run('onSave');
    expect(page.text()).toContain('可以长按二维码保存');
  });

  it('shared, it opens the form with the branch', async () => {
    const page = await open();
    const share = page.view.instance.onShareAppMessage as unknown as () => unknown;
    expect(share.call(page.view.instance)).toEqual({
      title: '0604团支部（2）1邀请你报到',
      path: '/pages/register/index?scene=0604-1-2',
    });
  });

  it('a code that does not come can be asked for again, while the list goes on', async () => {
    const page = await open((phone) => {
      phone.answers['registration.invitation'] = () => refuse('INTERNAL', '二维码暂时取不到。');
    });
    expect(page.text()).toContain('二维码暂时取不到。');
    expect(page.text()).toContain(BRANCH.name);
    expect(page.text()).toContain('已报到 1 人');
    page.phone.answers['registration.invitation'] = () => ok(invitation);
    await page.run('onCodeAgain');
    expect(page.labels()).toContain('0604团支部（2）1的报到二维码');
  });
});
