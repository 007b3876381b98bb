/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { callsOf, inOffice, inputsOf, overview, request } from './support/branch';
import { BRANCH, GENERAL, NOW } from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { heard, show, withStorageOf } from './support/simulate';

describe('asking for more', () => {
  const open = (more: (phone: FakePhone) => void = () => undefined) =>
    show('branch/request/index', { year: '2020' }, inOffice(BRANCH, more));

  it('begins with as many as wait in vain, and says how it stands', async () => {
    const page = await open((phone) => {
      phone.answers['numbering.overview'] = () => ok(overview({ free: 1, waiting: 5 }));
    });
    expect(page.view.data.count).toBe(4);
    expect(page.labels()).toContain('等待审核：5 人');
  });

  it('sends once the number and the reason are there, and shows that it waits', async () => {
    const page = await open((phone) => {
      phone.answers['numbering.requestMore'] = () => ok(request());
    });
    await page.run('onCount', { detail: { count: null } });
    await page.run('onSend');
    expect(page.text()).toContain('请填写个数');
    await page.run('onCount', { detail: { count: 10 } });
    await page.run('onSend');
    expect(page.text()).toContain('请写明事由');
    await page.run('onSuggestion', { dataset: { text: '下一批发展团员' } });
    await page.run('onSend');
    expect(inputsOf(page.phone, 'numbering.requestMore')).toEqual([
      { orgId: 'b2', year: 2020, count: 10, reason: '下一批发展团员' },
    ]);
    expect(page.text()).toContain('已申请 10 个，等待0604团总支答复');
    expect(page.labels()).not.toContain('申请个数');
  });

  it('an unknown outcome is asked about under the same opId, also after a restart', async () => {
    const page = await open();
    await page.run('onCount', { detail: { count: 3 } });
    await page.run('onSuggestion', { dataset: { text: '下一批发展团员' } });
    await page.run('onSend');
    expect(page.labels()).toContain('再次核对');
    const sent = callsOf(page.phone, 'numbering.requestMore');
    const again = await open((phone) => {
      page.phone.storage.forEach((value, key) => phone.storage.set(key, value));
      phone.answers['numbering.requestMore'] = () => ok(request({ count: 3 }));
    });
    const [call] = callsOf(again.phone, 'numbering.requestMore');
    expect(call?.opId).toBe(sent[0]?.opId);
    expect(call?.input).toEqual(sent[0]?.input);
    expect(again.text()).toContain('已申请 3 个');
  });

  it('leaving keeps the count and the reason of this year', async () => {
    const page = await open();
    await page.run('onCount', { detail: { count: 7 } });
    await page.run('onReason', { detail: { value: '五月发展 7 人' } });
    const again = await open(withStorageOf(page, () => undefined));
    expect(again.view.data).toMatchObject({ count: 7, reason: '五月发展 7 人' });
    again.phone.answers['numbering.requestMore'] = () => ok(request());
    await again.run('onSend');
    expect(again.phone.storage.has('draft.requestMore')).toBe(false);
  });

  it('says what was answered, and lets ask again', async () => {
    const page = await open((phone) => {
      const rejected = request({ state: 'REJECTED', answer: '请先用完现有编号', decidedAt: NOW });
      phone.answers['numbering.requests'] = () => ok({ items: [rejected], next: null });
    });
    expect(page.text()).toContain('0604团总支没有同意申请的 10 个');
    expect(page.text()).toContain('请先用完现有编号');
    expect(page.labels()).toContain('申请个数');
  });
});

describe('deciding requests of those below', () => {
  const open = (more: (phone: FakePhone) => void = () => undefined) =>
    show(
      'branch/requests/index',
      {},
      inOffice(GENERAL, (phone) => {
        phone.answers['numbering.requests'] = ({ input }) =>
          ok({
            items: (input as { box: string }).box === 'OPEN' ? [request()] : [],
            next: null,
          });
        phone.answers['numbering.overview'] = () =>
          ok(overview({ organization: GENERAL, free: 7 }));
        more(phone);
      }),
    );
  const given = {
    request: request({ state: 'ACCEPTED', granted: 7 }),
    moved: [
      {
        organization: BRANCH,
        intervals: [{ start: 202000012040, end: 202000012046 }],
        count: 7,
      },
    ],
  };

  it('shows what to decide by, and offers no more than there is', async () => {
    const page = await open();
    expect(page.text()).toContain('已使用 2 个 · 未使用 0 个 · 等待 4 人');
    await page.run('onDecide', { dataset: { id: '2020-b2', decision: 'ACCEPT' } });
    expect(page.text()).toContain('申请 10 个，本级还有 7 个');
    expect(page.text()).toContain('本级不够，可先给一部分');
  });

  it('gives in part, with the version that was read, and names the numbers', async () => {
    const page = await open((phone) => {
      phone.answers['numbering.decideRequest'] = () => ok(given);
    });
    await page.run('onDecide', { dataset: { id: '2020-b2', decision: 'ACCEPT' } });
    const detail = { decision: 'ACCEPT', count: 7, reason: '同意，请按计划发展。' };
    await page.run('onSend', { detail });
    expect(inputsOf(page.phone, 'numbering.decideRequest')).toEqual([
      { requestId: '2020-b2', version: 1, ...detail },
    ]);
    expect(page.text()).toContain(`已给${BRANCH.name} 7 个：202000012040(包)—202000012046(包)`);
  });

  it('decided meanwhile by somebody else: shows how it stands now', async () => {
    const page = await open((phone) => {
      phone.answers['numbering.decideRequest'] = () =>
        refuse('CONFLICT', '这个申请已有答复或已更新，请刷新后查看。');
    });
    await page.run('onDecide', { dataset: { id: '2020-b2', decision: 'REJECT' } });
    await page.run('onSend', { detail: { decision: 'REJECT', reason: '请先用完现有编号' } });
    expect(page.text()).toContain('这个申请已有答复或已更新');
    expect(inputsOf(page.phone, 'numbering.requests').length).toBeGreaterThan(1);
  });

  it('an answer that was lost is asked for under the same opId after a restart', async () => {
    const page = await open();
    await page.run('onDecide', { dataset: { id: '2020-b2', decision: 'ACCEPT' } });
    await page.run('onSend', { detail: { decision: 'ACCEPT', count: 7, reason: '同意' } });
    expect(page.labels()).toContain('再次核对');
    const again = await open(
      withStorageOf(page, (phone) => {
        phone.answers['numbering.decideRequest'] = () => ok(given);
      }),
    );
    const [lost] = callsOf(page.phone, 'numbering.decideRequest');
    expect(callsOf(again.phone, 'numbering.decideRequest')).toMatchObject([
      { opId: lost!.opId, input: lost!.input },
    ]);
    expect(again.text()).toContain(`已给${BRANCH.name} 7 个`);
  });

  it('leaving keeps what was typed as the answer to this request, until it was sent', async () => {
    const page = await open();
    const asked = { dataset: { id: '2020-b2', decision: 'REJECT' } };
    const draft = { count: 7, reason: '请先用完手里的 3 个' };
    await page.run('onDecide', asked);
    await page.run('onTyped', { detail: draft });
    const again = await open(
      withStorageOf(page, (phone) => {
        phone.answers['numbering.decideRequest'] = () => ok({ ...given, moved: [] });
      }),
    );
    await again.run('onDecide', { dataset: { ...asked.dataset, decision: 'ACCEPT' } });
    expect(again.view.data.sheet).toMatchObject({ kept: null });
    await again.run('onDecide', asked);
    expect(again.view.data.sheet).toMatchObject({ kept: draft });
    await again.run('onSend', { detail: { decision: 'REJECT', reason: draft.reason } });
    expect(again.phone.storage.has('draft.decideRequest')).toBe(false);
  });

  it('says so when nothing waits', async () => {
    const page = await open();
    await page.run('onTab', { detail: { name: 'DECIDED' } });
    expect(page.text()).toContain('还没有答复过的申请');
  });
});

describe('the sheet of a decision', () => {
  const open = (properties: Record<string, unknown>) =>
    show('branch/components/decision-sheet/index', {
      show: true,
      name: BRANCH.name,
      ...properties,
    });

  it('wants a number within what there is, and always a reason', async () => {
    const sheet = await open({ asked: 10, free: 7, decision: 'ACCEPT' });
    const sent: unknown[] = [];
    sheet.view.addEventListener('send', ({ detail }) => sent.push(detail));
    await sheet.run('onCount', { detail: { count: 8 } });
    await sheet.run('onSend');
    expect(sheet.text()).toContain('请填写 1 到 7 之间的个数。');
    await sheet.run('onCount', { detail: { count: 5 } });
    await sheet.run('onSend');
    expect(sent).toEqual([{ decision: 'ACCEPT', count: 5, reason: '同意，请按计划发展。' }]);
  });

  it('refuses only with a reason', async () => {
    const sheet = await open({ asked: 10, free: 7, decision: 'REJECT' });
    const sent: unknown[] = [];
    sheet.view.addEventListener('send', ({ detail }) => sent.push(detail));
    await sheet.run('onSend');
    expect(sheet.text()).toContain('请写明答复');
    await sheet.run('onSuggestion', { dataset: { text: '请先用完现有编号' } });
    await sheet.run('onSend');
    expect(sent).toEqual([{ decision: 'REJECT', reason: '请先用完现有编号' }]);
  });

  it('tells what is typed, and begins with what was typed before', async () => {
    const sheet = await open({
      asked: 10,
      free: 7,
      decision: 'ACCEPT',
      kept: { count: 9, reason: '先给一部分' },
    });
    expect(sheet.view.data).toMatchObject({ count: 7, reason: '先给一部分' });
    const told = heard(sheet, 'change');
    await sheet.run('onCount', { detail: { count: 5 } });
    await sheet.run('onReason', { detail: { value: '先给 5 个' } });
    expect(told).toEqual([
      { count: 5, reason: '先给一部分' },
      { count: 5, reason: '先给 5 个' },
    ]);
  });

  it('says what to do when there is nothing to give', async () => {
    const sheet = await open({ asked: 10, free: 0, year: 2020, decision: 'ACCEPT' });
    expect(sheet.text()).toContain('本级没有2020年的编号可分');
    expect(sheet.labels()).toContain('知道了');
    expect(sheet.labels()).not.toContain('确定补充');
  });
});

describe('the field for a number', () => {
  it('stays within its bounds by the buttons, and takes full-width digits', async () => {
    const field = await show('branch/components/count-field/index', { value: 1, most: 3 });
    const told: unknown[] = [];
    field.view.addEventListener('change', ({ detail }) => told.push(detail));
    await field.run('onLess');
    field.view.setData({ value: 3 });
    await field.run('onMore');
    await field.run('onInput', { detail: { value: '１２' } });
    await field.run('onInput', { detail: { value: 'x' } });
    expect(told).toEqual([{ count: 1 }, { count: 3 }, { count: 12 }, { count: null }]);
  });
});
