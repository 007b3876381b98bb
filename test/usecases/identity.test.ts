import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { machineRuntime } from '../../cloudfunctions/core/adapters/runtime';
import { wechatFrom } from '../../cloudfunctions/core/adapters/wechat';
import { today } from '../../cloudfunctions/core/domain/dates';
import { DEFAULT_SETTINGS } from '../../cloudfunctions/core/domain/settings';
import type { StoredPost } from '../../cloudfunctions/core/ports/documents';
import type { Caller, Services } from '../../cloudfunctions/core/usecases/action';
import { identify, postsInOffice } from '../../cloudfunctions/core/usecases/identity';
import { startTestCloud, type TestCloud } from '../support/phones';
import { signIn, storedAccount } from '../support/signing-in';
import { addPerson, plantTree, TREE_0604 } from '../support/tree';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-03-01T08:00:00+08:00');

const post: StoredPost = {
  id: 'p1',
  orgId: '0604',
  orgType: 'GRASSROOTS_COMMITTEE',
  role: 'STAFF',
  from: '2026-03-01',
  to: '2027-02-28',
};

describe('posts in office', () => {
  const at = (time: string, lastSignInAt: number | null = null) =>
    postsInOffice({ posts: [post], lastSignInAt }, Date.parse(`${time}+08:00`)).length;

  it('begin with their first day and end after their last, by the calendar of China', () => {
    const visit = Date.parse('2027-02-01T00:00:00+08:00');
    expect(at('2026-02-28T23:59:59', visit)).toBe(0);
    expect(at('2026-03-01T00:00:00')).toBe(1);
    expect(at('2027-02-28T23:59:59', visit)).toBe(1);
    expect(at('2027-03-01T00:00:00', visit)).toBe(0);
  });

  it('sleep 120 days after the last visit, or after taking office when there was none', () => {
    const visit = Date.parse('2026-05-01T12:00:00+08:00');
    expect(at('2026-06-29T12:00:00')).toBe(1);
    expect(at('2026-06-30T12:00:00')).toBe(0);
    expect(at('2026-08-29T12:00:00', visit)).toBe(1);
    expect(at('2026-08-30T12:00:00', visit)).toBe(0);
  });

  it('are awake when given after a long absence', () => {
    const longAgo = Date.parse('2025-01-01T12:00:00+08:00');
    expect(at('2026-03-02T12:00:00', longAgo)).toBe(1);
  });
});

describe('who is behind a call', () => {
  let test: TestCloud;
  let now = START;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, '苏干事', '0604');
  });
  afterAll(() => test.close());
  beforeEach(() => {
    now = START;
  });

  const services = (): Services => ({
    database: test.database,
    secrets: test.secrets,
    runtime: { ...machineRuntime, now: () => now },
    sms: { sendCode: () => Promise.resolve() },
    wechat: wechatFrom({}),
    settings: () => Promise.resolve(DEFAULT_SETTINGS),
  });
  const console = (changes: Partial<Caller> = {}): Caller =>
    ({
      kind: 'console',
      ip: '',
      agent: '',
      session: 's',
      browser: 'b',
      csrf: 'c',
      ...changes,
    }) as Caller;

  const openSession = () =>
    test.database.put('sessions', {
      _id: test.secrets.digest('session', 's'),
      accountId: 'account-苏干事',
      csrfHash: test.secrets.digest('csrf', 'c'),
      createdAt: START,
      seenAt: START,
      browserHash: test.secrets.digest('browser', 'b'),
      agent: '未知浏览器',
      address: '',
      how: 'CODE',
    });
  const whoIs = async (caller: Caller = console()) => (await identify(services(), caller))?._id;

  it('a session ends after half an hour without a call', async () => {
    await openSession();
    now = START + 30 * MINUTE;
    expect(await whoIs()).toBe('account-苏干事');
    now += 30 * MINUTE;
    expect(await whoIs()).toBe('account-苏干事');
    now += 30 * MINUTE + 1;
    expect(await whoIs()).toBeUndefined();
  });

  it('a session ends after eight hours, however busy', async () => {
    await openSession();
    for (now = START; now <= START + 8 * HOUR; now += 20 * MINUTE) {
      expect(await whoIs()).toBe('account-苏干事');
    }
    now = START + 8 * HOUR + 1;
    expect(await whoIs()).toBeUndefined();
  });

  it('a session needs its own CSRF token, and tells so only to whoever has the session', async () => {
    await openSession();
    await expect(whoIs(console({ csrf: null }))).rejects.toThrow('页面已过期，请刷新后重试。');
    await expect(whoIs(console({ csrf: 'x' }))).rejects.toThrow('页面已过期，请刷新后重试。');
    expect(await whoIs(console({ session: 'x', csrf: 'x' }))).toBeUndefined();
    expect(await whoIs(console({ session: null }))).toBeUndefined();
  });

  it.each([
    ['without the browser’s own cookie', { browser: null }],
    ['with the cookie of another browser', { browser: 'x' }],
    ['from a browser of another kind', { agent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' }],
  ])(
    'a stolen session, %s, lets nobody in and ends, with a line in the audit',
    async (_, theft) => {
      await openSession();
      const lines = () => test.database.count('audit', { what: 'SESSION_ELSEWHERE' });
      const before = await lines();
      const thief = console(theft as Partial<Caller>);
      expect(await Promise.all([whoIs(thief), whoIs(thief)])).toEqual([undefined, undefined]);
      expect(await whoIs()).toBeUndefined();
      expect(await lines()).toBe(before + 1);
    },
  );

  it('a session goes on in another network', async () => {
    await openSession();
    expect(await whoIs(console({ ip: '203.0.113.9' }))).toBe('account-苏干事');
  });

  it('a phone in use keeps its holder’s posts awake', async () => {
    await signIn(test, 'visitor', '13800000001');
    const { _id } = await storedAccount(test, '13800000001');
    const posts = [{ ...post, from: today(START), to: '2027-02-28' }];
    await test.database.update('accounts', _id, { posts, lastSignInAt: START });
    const phone: Caller = { kind: 'phone', openid: 'visitor', ip: '' };
    for (now = START; now < START + 300 * DAY; now += 30 * DAY) await whoIs(phone);
    const account = await identify(services(), phone);
    expect(postsInOffice(account!, now)).toHaveLength(1);
    now += 130 * DAY;
    const away = await identify(services(), phone);
    expect(postsInOffice(away!, now)).toHaveLength(0);
  });
});
