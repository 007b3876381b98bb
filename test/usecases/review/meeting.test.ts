import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { daysLater, today } from '../../../cloudfunctions/core/domain/dates';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

const status = 'PENDING_BRANCH' as const;

describe('the meeting a branch took people on at', () => {
  let test: TestCloud;
  const meeting = { date: today(Date.now()), present: 23, votes: 22 };

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, 'secretary', '0604D');
    await addPerson(test, 'staff', '0604');
  });
  afterAll(() => test.close());

  it('stands in the history, for applicant and committee alike', async () => {
    const registrationId = await applies(test, '陈甲', '0604D');
    await test.ok('secretary', 'review.pass', { registrationId, status, meeting });
    const { steps } = await test.ok('staff', 'review.get', { registrationId });
    expect(steps.map((step) => step.meeting)).toEqual([undefined, meeting]);
    const { registration } = await test.ok('陈甲', 'registration.mine', {});
    expect(registration!.steps.at(-1)!.meeting).toEqual(meeting);
  });

  it('is checked: not in the future, not more votes than people', async () => {
    const registrationId = await applies(test, '林乙', '0604D');
    const tomorrow = { ...meeting, date: daysLater(meeting.date, 1) };
    for (const wrong of [tomorrow, { ...meeting, votes: 24 }]) {
      const input = { registrationId, status, meeting: wrong };
      expect((await test.refused('secretary', 'review.pass', input)).code).toBe('INVALID');
    }
    const stored = await test.database.get('registrations', registrationId);
    expect(stored!.status).toBe(status);
  });

  it('is entered once for many; whoever joined later is refused alone', async () => {
    const early = await applies(test, '黄丙', '0604D');
    const late = await applies(test, '张丁', '0604D', { joinMonth: meeting.date.slice(0, 7) });
    const before = { ...meeting, date: '2020-05-20' };
    const { results } = await test.ok('secretary', 'review.passMany', {
      registrationIds: [early, late],
      status,
      meeting: before,
    });
    expect(results).toEqual([
      expect.objectContaining({ registrationId: early, ok: true }),
      expect.objectContaining({
        registrationId: late,
        ok: false,
        error: expect.objectContaining({ code: 'INVALID' }),
      }),
    ]);
    const stored = await test.database.get('registrations', early);
    expect(stored!.steps.at(-1)!.meeting).toEqual(before);
  });
});
