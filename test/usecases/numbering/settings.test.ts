import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { DEFAULT_SETTINGS } from '../../../cloudfunctions/core/domain/settings';
import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { SettingsCache } from '../../../cloudfunctions/core/usecases/settings';
import type { InputOf, SettingsChanges } from '../../../typings/api';
import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, formFor, plantTree, TREE_0604 } from '../../support/tree';

const { dates, ages, stock } = DEFAULT_SETTINGS;
const reason = '按今年的通知';

describe('settings of the province', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, '高远', 'P');
    await addPerson(test, '何平', 'P');
    await addPerson(test, '郑帆', '0604');
    await addPerson(test, 'applicant');
  });
  afterAll(() => test.close());

  const read = () => test.ok('高远', 'numbering.settings', {});
  const change = async (changes: SettingsChanges, who = '高远', opId?: string) => {
    const { rev } = await read();
    return test.ok(who, 'numbering.changeSettings', { rev, changes, reason }, opId ? { opId } : {});
  };

  it('are the defaults while nobody set anything, and belong to the province alone', async () => {
    const view = await read();
    expect(view).toMatchObject({ rev: 0, settings: DEFAULT_SETTINGS, defaults: DEFAULT_SETTINGS });
    expect(view.prompts).toHaveLength(21);
    expect(view.fixed.map(({ text }) => text)).toContain(
      '审核成功！将**编号分配给**人，目前还剩**个名额',
    );
    const { code } = await test.refused('郑帆', 'numbering.settings', {});
    expect(code).toBe('FORBIDDEN');
  });

  it('hold from then on: wording, ages, dates; the guide’s own words stay', async () => {
    await change({
      dates: { ...dates, useUp: '12-20' },
      ages: { ...ages, least: 15 },
      prompts: { 'P-17': '{年份}年关了，找团省委。', 'P-18': '{年份}年的区间还没下来。' },
    });
    // Functions that have not read anything yet; others follow within a minute.
    const form = formFor('陈甲', '0604D', { idNumber: '350199200601150025', joinMonth: '2020-05' });
    const refused = await test.refused('applicant', 'registration.submit', form);
    expect(refused).toMatchObject({ code: 'INVALID', fields: ['joinMonth'] });
    expect(refused.message).toContain('未满15周岁');
    const me = await test.ok('applicant', 'account.me', {});
    expect(me.settings).toEqual({
      ages: { ...ages, least: 15 },
      prompts: { 'P-17': '{年份}年关了，找团省委。', 'P-18': '{年份}年的区间还没下来。' },
    });
    const status = await test.ok('高远', 'numbering.yearStatus', { year: 2020 });
    expect(status.dates.useUp).toBe('2020-12-20');
    const trace = await test.ok('高远', 'numbering.trace', { number: '202100012000' });
    expect(JSON.stringify(trace)).toContain('2021年的区间还没下来。');
    const { prompts } = await read();
    expect(prompts.find(({ id }) => id === 'P-18')?.text).toBe(
      '{年份}年尚未设置编号区间，请联系团省委。',
    );
  });

  it('of two who change them at once one sees what is there now', async () => {
    const { rev } = await read();
    const both = await Promise.all(
      ['高远', '何平'].map((who, n) =>
        callHere(
          test,
          who,
          'numbering.changeSettings',
          { rev, changes: { stock: { ...stock, lowCount: n + 1 } }, reason },
          `both-change-${n}`,
        ),
      ),
    );
    const won = both.find(({ ok }) => ok);
    const lost = both.find(({ ok }) => !ok);
    expect(won).toMatchObject({ data: { rev: rev + 1 } });
    expect(lost).toMatchObject({ error: { code: 'CONFLICT' } });
    expect((await read()).rev).toBe(rev + 1);
  });

  it('the same change sent twice is made once', async () => {
    const { rev } = await read();
    const input = { rev, changes: { stock: { lowCount: 9, lowShare: 9 } }, reason };
    for (let i = 0; i < 2; i++) {
      const view = await test.ok('高远', 'numbering.changeSettings', input, { opId: 'once-only' });
      expect(view.rev).toBe(rev + 1);
    }
  });

  it('who, when, before and after are kept, the latest first', async () => {
    await change({ prompts: { 'P-17': null } }, '何平');
    const { items } = await test.ok('高远', 'numbering.settingsHistory', {});
    expect(items[0]).toMatchObject({
      actor: '何平',
      organization: { id: 'P' },
      reason,
      changes: [
        {
          what: '提示语 P-17',
          before: '{年份}年关了，找团省委。',
          after: '{年份}年编号已关闭，无法办理。请联系团省委。',
        },
      ],
    });
    expect(items.at(-1)?.changes.map(({ what }) => what)).toEqual([
      '编号用完、封面写好',
      '入团最低年龄',
      '提示语 P-17',
      '提示语 P-18',
    ]);
    expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).sort((a, b) => b - a));
  });

  it('the history goes on page by page, each line once', async () => {
    for (let n = 0; n < 21; n++) await change({ stock: { lowCount: 100 + n, lowShare: 0 } });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const input: InputOf<'numbering.settingsHistory'> = cursor === undefined ? {} : { cursor };
      const page = await test.ok('高远', 'numbering.settingsHistory', input);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(23);
  });

  it('refuses what does not fit together, by field, and a change that is none', async () => {
    const { rev } = await read();
    const input = (changes: SettingsChanges) => ({ rev, changes, reason });
    const wrong = await test.refused(
      '高远',
      'numbering.changeSettings',
      input({ dates: { ...dates, midyear: '01-01' }, prompts: { 'P-12': '不够了。' } }),
    );
    expect(wrong.code).toBe('INVALID');
    expect(wrong.fields.sort()).toEqual(['changes.dates.midyear', 'changes.prompts.P-12']);
    const none = await test.refused('高远', 'numbering.changeSettings', input({}));
    expect(none.message).toContain('没有改动');
    const late = await test.refused('高远', 'numbering.changeSettings', {
      ...input({ stock }),
      rev: rev - 1,
    });
    expect(late.code).toBe('CONFLICT');
    expect((await read()).rev).toBe(rev);
  });

  it('an instance reads them once a minute, and a call sees the same all along', async () => {
    let now = 1_000_000;
    let reads = 0;
    const runtime = { ...machineRuntime, now: () => now };
    const database = {
      ...test.database,
      get: ((...given: Parameters<typeof test.database.get>) => {
        reads += 1;
        return test.database.get(...given);
      }) as typeof test.database.get,
    };
    const cache = new SettingsCache();
    const first = cache.sourceFor(database, runtime);
    await Promise.all([first(), first(), first()]);
    now += 59_000;
    await cache.sourceFor(database, runtime)();
    expect(reads).toBe(1);
    now += 1_000;
    const before = await first();
    const later = await cache.sourceFor(database, runtime)();
    expect(reads).toBe(2);
    expect(later).not.toBe(before);
    expect(await first()).toBe(before);
  });
});
