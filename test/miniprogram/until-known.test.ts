/** @jest-environment jsdom */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { callsOf, inOffice, journalEntry, member } from './support/branch';
import { BRANCH, COMMITTEE } from './support/people';
import type { FakePhone } from './support/phone';
import { ok } from './support/phone';
import { settle, show, withStorageOf } from './support/simulate';

describe('an unknown outcome', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** The pauses between two questions pass when the test says so. */
  function clock() {
    const turns = new Map<number, () => void>();
    let last = 0;
    jest.spyOn(globalThis, 'setInterval').mockImplementation(((work: () => void) => {
      last += 1;
      turns.set(last, work);
      return last;
    }) as unknown as typeof setInterval);
    jest.spyOn(globalThis, 'clearInterval').mockImplementation(((id: number) => {
      turns.delete(id);
    }) as unknown as typeof clearInterval);
    return async () => {
      turns.forEach((work) => work());
      await settle();
    };
  }

  const openHistory = (more: (phone: FakePhone) => void) =>
    show(
      'branch/history/index',
      { year: '2020' },
      inOffice(BRANCH, (phone) => {
        phone.answers['numbering.journal'] = () => ok({ items: [journalEntry()], next: null });
        phone.answers['numbering.undo'] = () => null;
        more(phone);
      }),
    );
  const openMembers = (more: (phone: FakePhone) => void) =>
    show(
      'branch/members/index',
      {},
      inOffice(COMMITTEE, (phone) => {
        phone.answers['roster.list'] = () => ok({ items: [member({ bound: false })], next: null });
        more(phone);
      }),
    );
  const nothing = (): void => undefined;

  it('is asked for now and then while the page is seen, under the same opId, and no more once it is known', async () => {
    const turn = clock();
    const page = await openMembers(nothing);
    await page.run('onMark', { dataset: { id: 'm1' } });
    const asked = () => callsOf(page.phone, 'roster.markCoverWritten');
    const first = asked().length;
    await turn();
    const second = asked().length;
    expect(second).toBeGreaterThan(first);
    page.view.triggerPageLifeTime('hide');
    await turn();
    expect(asked()).toHaveLength(second);
    page.phone.answers['roster.markCoverWritten'] = () => ok({ marked: 1, cover: null });
    page.view.triggerPageLifeTime('show');
    await settle();
    await turn();
    expect(asked()).toHaveLength(second + 1);
    expect(new Set(asked().map(({ opId }) => opId)).size).toBe(1);
  });

  it.each([
    ['roster.markCoverWritten', 'onMark', {}],
    ['roster.confirmPhone', 'onPhone', { phone: '13800000099', reason: '已核对' }],
  ] as const)('%s goes on when the page is opened anew', async (action, method, detail) => {
    const page = await openMembers(nothing);
    await page.run('onAskPhone', { dataset: { id: 'm1' } });
    await page.run(method, { dataset: { id: 'm1' }, detail });
    const again = await openMembers(
      withStorageOf(page, (phone) => {
        phone.answers[action] = () => ok({ phone: '138****0099', marked: 1, cover: null });
      }),
    );
    const [lost] = callsOf(page.phone, action);
    expect(callsOf(again.phone, action)).toMatchObject([{ opId: lost!.opId, input: lost!.input }]);
    expect(again.labels()).not.toContain('再次核对');
  });

  it('an undo goes on when the page is opened anew', async () => {
    const entry = { entryId: 'j2' };
    const kept = { opId: 'undo-12345678', input: entry, unknown: true };
    const page = await openHistory((phone) => {
      phone.storage.set('operation.numbering.undo', kept);
      phone.answers['numbering.undo'] = () => ok({ message: '撤销成功', moved: [] });
    });
    expect(callsOf(page.phone, 'numbering.undo')).toMatchObject([
      { opId: 'undo-12345678', input: entry },
    ]);
    expect(page.phone.log).toContain('toast 撤销成功');
  });

  it('without an answer it says so, and nothing else can be sent', async () => {
    const page = await openHistory((phone) => {
      phone.storage.set('operation.numbering.undo', {
        opId: 'undo-12345678',
        input: { entryId: 'j2' },
        unknown: true,
      });
    });
    expect(page.text()).toContain('网络通畅时会自动核对，不会办两次');
    expect(page.view.data.unknown).toBe(true);
  });
});
