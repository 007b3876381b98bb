import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { today } from '../../../cloudfunctions/core/domain/dates';
import { jobName } from '../../../cloudfunctions/core/domain/job-names';
import { jobs } from '../../../cloudfunctions/core/usecases/clock';
import { watchSystem } from '../../../cloudfunctions/core/usecases/clock/watch-system';
import { hourField } from '../../../cloudfunctions/core/usecases/meter';
import { wechatFrom } from '../../../cloudfunctions/core/adapters/wechat';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

const HOUR = 3_600_000;

describe('alarms of the system', () => {
  let test: TestCloud;
  let now = Date.now();
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, '高远', 'P');
    await addPerson(test, '何平', 'P');
    await addPerson(test, '郑帆', '0604');
  });
  afterAll(() => test.close());

  const turn = { id: 't', fields: { thing1: 'matter', phrase2: 'what', time3: 'at' } };
  const wechat = wechatFrom({ WECHAT_TEMPLATES: JSON.stringify({ turn }) });
  const watch = () =>
    watchSystem(wechat).run(
      { database: test.database, runtime: { ...machineRuntime, now: () => now } },
      now,
    );
  const alarms = async () => (await test.ok('高远', 'account.alarms', {})).items;
  const finding = { _id: '2020-0604', orgId: '0604', year: 2020, path: ['P', '0604'], at: 0 };
  const notices = () => test.database.find('notices', { at: { gt: 0 } });

  it('a difference is raised once, and told to everybody of the province, without names', async () => {
    expect(await watch()).toBe(0);
    await test.database.put('findings', { ...finding, differences: [] });
    expect(await watch()).toBe(1);
    expect(await watch()).toBe(0);
    expect(await alarms()).toMatchObject([
      { kind: 'RECONCILE', since: now, acknowledged: null, text: expect.stringContaining('1 个') },
    ]);
    const told = await notices();
    expect(told).toHaveLength(1);
    expect(told[0]!.messages.map(({ openid }) => openid).sort()).toEqual(['何平', '高远']);
    expect(JSON.stringify(told[0]!.messages.map(({ values }) => values))).not.toMatch(/0604|高远/);
  });

  it('somebody looks after it and says how; of two the second sees who did', async () => {
    const [alarm] = await alarms();
    const input = {
      kind: 'RECONCILE' as const,
      since: alarm!.since,
      note: '我在核对，已通知部署人员',
    };
    const { items } = await test.ok('何平', 'account.acknowledgeAlarm', input, {
      opId: 'look-1234',
    });
    expect(items[0]!.acknowledged).toMatchObject({ by: '何平', note: input.note });
    const again = await test.ok('何平', 'account.acknowledgeAlarm', input, { opId: 'look-1234' });
    expect(again).toEqual({ items });
    const entries = await test.database.find('journal', { orgs: 'P', kind: 'ALARM' });
    expect(entries).toMatchObject([{ subject: 'RECONCILE', reason: input.note }]);
    const { code } = await test.refused('郑帆', 'account.alarms', {});
    expect(code).toBe('FORBIDDEN');
    // Still the same alarm: nobody is told a second time.
    await watch();
    expect(await notices()).toHaveLength(1);
    expect((await alarms())[0]!.acknowledged).not.toBeNull();
  });

  it('is over by itself, and begins anew when it comes back', async () => {
    const before = (await alarms())[0]!;
    await test.database.removeWhere('findings', { _id: finding._id });
    expect(await watch()).toBe(1);
    expect(await alarms()).toEqual([]);
    now += HOUR;
    await test.database.put('findings', { ...finding, differences: [] });
    await watch();
    expect((await alarms())[0]).toMatchObject({ acknowledged: null, since: now });
    const late = await test.refused('高远', 'account.acknowledgeAlarm', {
      kind: 'RECONCILE',
      since: before.since,
      note: '处理中',
    });
    expect(late).toMatchObject({ code: 'CONFLICT' });
    await test.database.removeWhere('findings', { _id: finding._id });
    await watch();
  });

  it('counts messages and calls of this hour and the one before', async () => {
    const counted = (at: number) =>
      test.database.put('metrics', {
        _id: today(at),
        total: {},
        hours: { [hourField(at)]: { calls: 40, failed: 10, sent: 1, notSent: 4 } },
        actions: {},
      });
    await counted(now - 3 * HOUR);
    await watch();
    expect(await alarms()).toEqual([]);
    await counted(now);
    await watch();
    expect((await alarms()).map(({ kind }) => kind).sort()).toEqual(['ERRORS', 'SMS']);
    await test.database.removeWhere('metrics', { _id: today(now) });
    await watch();
    expect(await alarms()).toEqual([]);
  });

  it('tells of whoever was stopped at the cap of the province, or while copying, within two hours', async () => {
    const line = { actor: null, post: null, subject: null };
    const refused = (what: string, at: number) =>
      test.database.put('audit', { _id: `refused:${what}`, at, what, ...line });
    await refused('FLOOD_PROVINCE', now - 3 * HOUR);
    await refused('FLOOD_PHONE', now);
    await watch();
    expect(await alarms()).toEqual([]);
    await refused('FLOOD_PROVINCE', now - HOUR);
    await refused('REVEAL_TOO_MANY', now);
    await watch();
    expect((await alarms()).map(({ kind }) => kind).sort()).toEqual(['COPYING', 'FLOOD']);
    await test.database.removeWhere('audit', { _id: { gte: 'refused:', lt: 'refused;' } });
    await watch();
    expect(await alarms()).toEqual([]);
  });

  it('a clock that stopped is seen by whoever looks, and can be taken on', async () => {
    const job = { leaseUntil: 0, cursor: null, progress: 0 };
    const dueAt = Date.now() - 30 * HOUR;
    await test.database.put('jobs', { _id: 'prove-nightly', ...job, dueAt });
    const [alarm] = await alarms();
    expect(alarm).toMatchObject({ kind: 'CLOCK', since: dueAt + 26 * HOUR });
    const note = '部署人员正在看触发器';
    const { items } = await test.ok('高远', 'account.acknowledgeAlarm', {
      kind: 'CLOCK',
      since: alarm!.since,
      note,
    });
    expect(items).toMatchObject([{ kind: 'CLOCK', acknowledged: { by: '高远', note } }]);
    await test.database.put('jobs', { _id: 'prove-nightly', ...job, dueAt: now });
    await watch();
    expect(await alarms()).toEqual([]);
  });

  it('every job of the clock has a name', () => {
    const nameless = jobs(wechatFrom({}), test.secrets)
      .map(({ id }) => id)
      .filter((id) => jobName(id) === '其他定时任务');
    expect(nameless).toEqual([]);
  });
});
