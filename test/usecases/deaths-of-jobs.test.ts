import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import { COLLECTIONS } from '../../cloudfunctions/core/adapters/collections';
import { machineRuntime } from '../../cloudfunctions/core/adapters/runtime';
import { wechatFrom } from '../../cloudfunctions/core/adapters/wechat';
import { daysLater, startOfDay, today, yearsLater } from '../../cloudfunctions/core/domain/dates';
import { orderKey } from '../../cloudfunctions/core/domain/review';
import { BusyError } from '../../cloudfunctions/core/ports/database';
import type { CollectionName } from '../../cloudfunctions/core/ports/documents';
import { jobs } from '../../cloudfunctions/core/usecases/clock';
import type { Job } from '../../cloudfunctions/core/usecases/clock/job';
import { startTestCloud, type TestCloud } from '../support/phones';
import { addPerson, applies, plantTree, TREE_0604 } from '../support/tree';

/*
 * As deaths.test.ts, for the work of the clock: a tick may end between any two of its requests, and the next one
 * brings everything to where one undisturbed tick would have. Jobs that work page by page over a cursor of their
 * own have it in change-keys.test.ts, migrate.test.ts and year-sweep.test.ts.
 */

const year = 2020;
const DAY = 24 * 3_600_000;
const NOW = startOfDay(daysLater(today(Date.now()), 1)) + DAY / 2;

const turn = { id: 't', fields: { thing1: 'matter', phrase2: 'what', time3: 'at' } };
const wechat = {
  ...wechatFrom({ WECHAT_TEMPLATES: JSON.stringify({ turn }) }),
  send: () => Promise.resolve(),
};

/** What has to be there for a job to have something to do. */
const preparations: Record<string, (test: TestCloud) => Promise<void>> = {
  async 'clean-up'({ database }) {
    await database.put('tickets', { _id: 'old', expiresAt: 1 } as never);
    await database.put('codes', { _id: 'old', expiresAt: 1 } as never);
    await database.put('sessions', { _id: 'old', accountId: 'a', seenAt: 1 } as never);
  },
  async 'forget-audit'({ database }) {
    const at = NOW - 4 * 366 * DAY;
    const line = { actor: null, post: null, what: 'SIGN_OUT', subject: null };
    await database.put('audit', { _id: 'old', at, ...line });
  },
  async 'forget-registrations'(test) {
    for (const [name, end] of [
      ['陈甲', 'WITHDRAWN'],
      ['林乙', 'RETURNED'],
    ] as const) {
      const registrationId = await applies(test, name, '0604D');
      const reason = { reason: '请核对', fields: ['name' as const] };
      if (end === 'WITHDRAWN') await test.ok(name, 'registration.withdraw', { registrationId });
      else {
        const input = { registrationId, status: 'PENDING_BRANCH' as const, ...reason };
        await test.ok('staff', 'review.return', input);
      }
      const since = startOfDay(yearsLater(today(NOW), -1)) - 5 * DAY;
      const order = orderKey(since, registrationId);
      await test.database.update('registrations', registrationId, { since, order });
    }
  },
  async 'follow-moves'(test) {
    const registrationId = await applies(test, '张丁', '0605A');
    const before = (await test.database.get('registrations', registrationId))!;
    const input = { orgId: '0605A', parentId: '0604', reason: '调整' };
    await test.ok('province', 'organization.move', input);
    // Written by somebody who had read the tree before the move.
    const { path, terms, committeeId } = before;
    await test.database.update('registrations', registrationId, { path, terms, committeeId });
  },
  async 'prove-nightly'({ database }) {
    await database.update('holdings', '2020-0604', { rev: 9 });
  },
  async 'repair-totals'({ database }) {
    await database.update('totals', '2020-P', { used: 7, waiting: -3 });
    await database.removeWhere('totals', { _id: '2020-0604' });
  },
  async 'mark-sleepers'(test) {
    await addPerson(test, 'away', '0604Z1');
    const account = (await test.database.get('accounts', 'account-away'))!;
    await test.database.update('accounts', account._id, {
      lastSignInAt: NOW - 130 * DAY,
      posts: account.posts.map((post) => ({ ...post, from: daysLater(today(NOW), -200) })),
    });
  },
  async 'watch-numbers'(test) {
    const typed = { typedNumber: '202000012005', mode: 'AUTO' } as const;
    for (const name of ['王戊', '吴己']) {
      await test.database.update('registrations', await applies(test, name, '0604D'), typed);
    }
    await test.database.put('suspects', { _id: 'mended', path: ['P'], order: 'x' } as never);
  },
  async 'watch-system'({ database }) {
    const finding = { orgId: '0604', year, path: ['P', '0604'], at: 0, differences: [] };
    await database.put('findings', { _id: '2020-0604', ...finding });
    const over = { text: '', todo: '', since: 1, acknowledged: null };
    await database.put('alarms', { _id: 'SMS', open: true, ...over });
  },
  async 'send-notices'({ database }) {
    const values = { matter: '团员报到审核', what: '新的报到', at: NOW, note: '请打开审核' };
    const message = { openid: 'staff', kind: 'turn' as const, page: 'pages/todo/index', values };
    await database.put('notices', { _id: 'one', at: NOW - 1000, messages: [message, message] });
  },
};

type Stored = Map<CollectionName, Array<{ _id: string }>>;

async function everything({ database }: TestCloud): Promise<Stored> {
  const found: Stored = new Map();
  for (const { name } of COLLECTIONS) {
    found.set(name, await database.find(name, {}, { sort: [['_id', 1]], limit: 1000 }));
  }
  return found;
}

/** Puts everything back to how it was; waits for the transaction of a call that died. */
async function restore(test: TestCloud, before: Stored): Promise<void> {
  const patiently = async (work: () => Promise<unknown>): Promise<void> => {
    for (;;) {
      try {
        await work();
        return;
      } catch (error) {
        if (!(error instanceof BusyError)) throw error;
      }
    }
  };
  const now = await everything(test);
  for (const [name, documents] of before) {
    const present = new Map(now.get(name)!.map((one) => [one._id, JSON.stringify(one)]));
    for (const document of documents) {
      if (present.get(document._id) !== JSON.stringify(document)) {
        await patiently(() => test.database.put(name, document as never));
      }
      present.delete(document._id);
    }
    for (const _id of present.keys()) {
      await patiently(() => test.database.removeWhere(name, { _id }));
    }
  }
}

/** Sealed twice, a value is never the same. */
const unsealed = (_: string, value: unknown): unknown =>
  typeof value === 'string' && /^k\d+\./.test(value) ? 'sealed' : value;

/** What a tick left behind, without regard to the order of fields. Messages may be left twice and have ids by chance. */
async function leftBehind(test: TestCloud): Promise<unknown> {
  const { notices = [], ...rest } = Object.fromEntries(await everything(test));
  const told = new Set(notices.map(({ _id, ...notice }) => JSON.stringify(notice)));
  return JSON.parse(JSON.stringify({ ...rest, told: [...told] }, unsealed));
}

class Death extends Error {}

describe('death between any two requests of work of the clock', () => {
  let test: TestCloud;
  let all: Map<string, Job>;
  beforeAll(async () => {
    test = await startTestCloud({ database: { transactionLifeMs: 300 } });
    all = new Map(jobs(wechat, test.secrets).map((job) => [job.id, job]));
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['staff-5', '0605'],
    ] as const) {
      await addPerson(test, name, org);
    }
    const range = { year, start: '202000012000', end: '202000012999' };
    await test.ok('province', 'numbering.defineRange', range);
    const items = [{ orgId: '0604', count: 100 }];
    await test.ok('province', 'numbering.allocate', { orgId: 'P', year, items });
    const registrationId = await applies(test, '赵辛', '0604D');
    for (const status of ['PENDING_BRANCH', 'PENDING_COMMITTEE'] as const) {
      await test.ok('staff', 'review.pass', { registrationId, status });
    }
  });
  afterAll(() => test.close());

  /** One tick; gives how many requests it sent, and whether it wanted more than `most`. */
  async function tick(job: Job, most = Number.POSITIVE_INFINITY) {
    let requests = 0;
    let died = false;
    const database = cloudDatabase(() => {
      died ||= requests === most;
      if (died) throw new Death('the process ended here');
      requests += 1;
    });
    const runtime = { ...machineRuntime, now: () => NOW };
    await job.run({ database, runtime }, NOW).catch((error: unknown) => {
      if (!(error instanceof Death)) throw error;
    });
    return { requests, died };
  }
  /** A conflict with the transaction of the dead one: as the clock does, the next tick tries again. */
  async function tickPatiently(job: Job): Promise<void> {
    for (;;) {
      try {
        await tick(job);
        return;
      } catch (error) {
        if (!(error instanceof BusyError)) throw error;
      }
    }
  }

  it.each(Object.keys(preparations))('%s: the next tick completes it', async (id) => {
    const job = all.get(id)!;
    const clean = await everything(test);
    await preparations[id]!(test);
    const state = { dueAt: NOW, leaseUntil: 0, cursor: null, progress: 0 };
    await test.database.put('jobs', { _id: id, ...state });
    const before = await everything(test);
    const { requests } = await tick(job);
    const expected = await leftBehind(test);
    await restore(test, before);
    expect(await leftBehind(test)).not.toEqual(expected);
    for (let most = 1; most < requests; most++) {
      expect(await tick(job, most)).toEqual({ requests: most, died: true });
      await tickPatiently(job);
      expect([most, await leftBehind(test)]).toEqual([most, expected]);
      await restore(test, before);
    }
    await restore(test, clean);
  });
});
