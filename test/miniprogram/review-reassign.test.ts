/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { inOffice, inputsOf } from './support/office';
import { BRANCH, COMMITTEE, detail, postAt } from './support/people';
import type { FakePhone } from './support/phone';
import { ok } from './support/phone';
import { openDetail } from './support/review-detail';
import type { Shown } from './support/simulate';
import { seenAgain, show, withStorageOf } from './support/simulate';

describe('reassigning', () => {
  const branch = {
    id: 'b9',
    name: '0604直属团支部',
    path: ['团省委', '0604团委'],
    secretary: null,
  };
  const open = (
    answer: () => ReturnType<typeof ok> | null,
    after: (prepare: (phone: FakePhone) => void) => (phone: FakePhone) => void = (prepare) =>
      prepare,
  ) =>
    show(
      'review/reassign/index',
      { registrationId: 'r1', status: 'PENDING_COMMITTEE' },
      after(
        inOffice([postAt(COMMITTEE)], (phone) => {
          phone.answers['organization.children'] = () => ok({ items: [], next: null });
          phone.answers['review.reassign'] = answer;
        }),
      ),
    );
  const opIdsOf = ({ phone }: Shown) =>
    new Set(
      phone.calls.filter(({ action }) => action === 'review.reassign').map(({ opId }) => opId),
    );
  const sent = ok({ registrationId: 'r1', status: 'RETURNED' });

  it('R-74: leads to the page that proposes another branch; not for secretaries of a branch', async () => {
    const page = await openDetail({});
    await page.run('onReassign');
    expect(page.phone.log).toContain(
      'navigateTo /review/reassign/index?registrationId=r1&status=PENDING_COMMITTEE',
    );
    const secretary = await show(
      'review/detail/index',
      { registrationId: 'r1' },
      inOffice([postAt(BRANCH)], (phone) => {
        phone.answers['review.get'] = () => ok(detail({ status: 'PENDING_BRANCH' }));
      }),
    );
    expect(secretary.labels()).not.toContain('改派到其他团支部');
    expect(secretary.labels()).not.toContain('通过并任命为团支书');
  });

  it('R-74: offers only branches below the own organisation', async () => {
    const page = await open(() => sent);
    expect(inputsOf(page.phone, 'organization.children')).toEqual([{ parentId: 'c1' }]);
  });

  it('needs a reason, and sends the branch to the applicant', async () => {
    const page = await open(() => sent);
    await page.run('onChoose', { detail: branch });
    expect(page.text()).toContain('团省委 / 0604团委');
    await page.run('onSend');
    expect(page.text()).toContain('请写明改派的原因，本人会看到。');
    await page.run('onReason', { dataset: { at: 0 } });
    await page.run('onSend');
    expect(inputsOf(page.phone, 'review.reassign')).toEqual([
      {
        registrationId: 'r1',
        status: 'PENDING_COMMITTEE',
        branchId: 'b9',
        reason: '选错了团支部，应在这里报到。',
      },
    ]);
    expect(page.phone.log).toEqual(['toast 已发给本人确认', 'navigateBack']);
  });

  it('a lost answer is asked for by itself under the same opId when the page is seen again', async () => {
    const page = await open(() => null);
    await page.run('onChoose', { detail: branch });
    await page.run('onReason', { dataset: { at: 0 } });
    await page.run('onSend');
    expect(page.labels()).toContain('再次核对');
    page.phone.answers['review.reassign'] = () => sent;
    await seenAgain(page);
    expect(opIdsOf(page).size).toBe(1);
    expect(page.phone.log).toContain('navigateBack');
  });

  it('also after a restart', async () => {
    const page = await open(() => null);
    await page.run('onChoose', { detail: branch });
    await page.run('onReason', { dataset: { at: 0 } });
    await page.run('onSend');
    const again = await open(
      () => sent,
      (prepare) => withStorageOf(page, prepare),
    );
    expect(opIdsOf(again)).toEqual(opIdsOf(page));
    expect(again.phone.log).toContain('toast 已发给本人确认');
  });

  it('leaving keeps the branch and the reason until they are sent', async () => {
    const page = await open(() => sent);
    await page.run('onChoose', { detail: branch });
    await page.run('onInput', { detail: { value: '班级调整' } });
    const again = await open(
      () => sent,
      (prepare) => withStorageOf(page, prepare),
    );
    expect(again.text()).toContain('0604直属团支部');
    expect(again.view.data.reason).toBe('班级调整');
    await again.run('onSend');
    expect(again.phone.storage.has('draft.reassign')).toBe(false);
  });
});
