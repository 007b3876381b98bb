import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { daysLater, today } from '../../../cloudfunctions/core/domain/dates';
import { remindersFor } from '../../../cloudfunctions/core/domain/reminders';
import { DEFAULT_SETTINGS } from '../../../cloudfunctions/core/domain/settings';
import { SETTINGS, startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

const day = today(Date.now());
const year = Number(day.slice(0, 4));

describe('numbering.reminders', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['general', '0604Z'],
      ['secretary', '0604Z1'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: `${year}00012000`,
      end: `${year}00012999`,
    });
    await test.ok('province', 'numbering.allocate', {
      orgId: 'P',
      year,
      items: [{ orgId: '0604', count: 200 }],
    });
  });
  afterAll(() => test.close());

  const endsOn = async (orgId: string, to: string) => {
    const { secretary } = (await test.database.get('organizations', orgId))!;
    await test.database.update('organizations', orgId, { secretary: { ...secretary!, to } });
  };

  it('figures of the own organisation as they are today, in three requests', async () => {
    const { answer, requests } = await test.call('staff', 'numbering.reminders', {});
    const { to } = (await test.database.get('accounts', 'account-staff'))!.posts[0]!;
    const none = { closed: false, held: 0, free: 0, used: 0, waiting: 0 };
    const items = remindersFor(day, {
      type: 'GRASSROOTS_COMMITTEE',
      thisYear: { ...none, year, held: 200, free: 200 },
      lastYear: { ...none, year: year - 1 },
      termEnds: to,
      below: null,
      settings: DEFAULT_SETTINGS,
    });
    expect(answer).toEqual({ ok: true, data: { items } });
    expect(requests - 1).toBeLessThanOrEqual(3 + SETTINGS);
  });

  it('secretaries below whose term ends soon: told to the committee that renews them', async () => {
    await endsOn('0604Z1', daysLater(day, 10));
    await endsOn('0604Z', daysLater(day, 40));
    const terms = async (name: string) =>
      (await test.ok(name, 'numbering.reminders', {})).items.filter(
        ({ kind }) => kind === 'TERM_BELOW',
      );
    expect(await terms('staff')).toMatchObject([{ days: 10, year: null }]);
    await endsOn('0604Z2', daysLater(day, 20));
    const [both, ...more] = await terms('staff');
    expect(both).toMatchObject({ days: 10, text: expect.stringContaining('有 2 个组织的书记') });
    expect(more).toEqual([]);
    expect(await terms('province')).toEqual([]);
    expect(await terms('general')).toEqual([]);
  });

  it('only for the own organisation', async () => {
    const other = await test.refused('staff', 'numbering.reminders', { orgId: '0604Z' });
    expect(other.code).toBe('FORBIDDEN');
  });
});
