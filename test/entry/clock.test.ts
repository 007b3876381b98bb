import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestCloud, type TestCloud } from '../support/phones';
import { httpRequestContext } from '../../local/cloud/functions/environment';

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
});
afterAll(() => test.close());

const tick = () =>
  test.cloud.invoke({
    name: 'clock',
    caller: { kind: 'timer', triggerName: 'tick', time: new Date() },
  });

async function putExpired(): Promise<void> {
  const gone = Date.now() - 3_600_000;
  const open = Date.now() + 3_600_000;
  const { database } = test;
  await database.put('counters', { _id: 'old', n: 1, expiresAt: gone });
  await database.put('counters', { _id: 'running', n: 1, expiresAt: open });
  const code = { codeHash: 'x', triesLeft: 5, usedAt: null };
  await database.put('codes', { _id: 'phone:old', ...code, expiresAt: gone });
  await database.put('codes', { _id: 'phone:running', ...code, expiresAt: open });
  const browser = { browserHash: '', agent: '', address: '', how: 'CODE' as const };
  const session = { accountId: 'a', csrfHash: 'x', createdAt: gone, ...browser };
  await database.put('sessions', { _id: 'idle', ...session, seenAt: gone });
  await database.put('sessions', { _id: 'busy', ...session, seenAt: Date.now() });
}

async function left(): Promise<string[]> {
  const { database } = test;
  const found = [
    await database.find('counters', { expiresAt: { gt: 0 } }),
    await database.find('codes', { expiresAt: { gt: 0 } }),
    await database.find('sessions', { seenAt: { gt: 0 } }),
  ];
  return found.flat().map(({ _id }) => _id);
}

describe('the clock', () => {
  it('removes what has expired, once per turn, and leaves what is running', async () => {
    await putExpired();
    expect((await tick()).result).toMatchObject({ ok: true, data: { 'clean-up': 3 } });
    expect(await left()).toEqual(['running', 'phone:running', 'busy']);
    await putExpired();
    expect((await tick()).result).toMatchObject({ ok: true, data: { 'clean-up': null } });
  });

  it('leaves a job to the call that is at it, until its lease ends', async () => {
    const { database } = test;
    await putExpired();
    await database.update('jobs', 'clean-up', { dueAt: 0, leaseUntil: Date.now() + 60_000 });
    expect((await tick()).result).toMatchObject({ ok: true, data: { 'clean-up': null } });
    await database.update('jobs', 'clean-up', { leaseUntil: Date.now() - 1 });
    expect((await tick()).result).toMatchObject({ ok: true, data: { 'clean-up': 3 } });
  });

  it('does a job once when the timer fires twice at the same moment', async () => {
    await putExpired();
    await test.database.update('jobs', 'clean-up', { dueAt: 0, leaseUntil: 0 });
    const results = (await Promise.all([tick(), tick(), tick()])).map(({ result }) => result);
    expect(
      results.filter((result) => JSON.stringify(result).includes('"clean-up":3')),
    ).toHaveLength(1);
  });

  it('is started by the timer only, whatever an event says', async () => {
    const event = { Type: 'Timer', TriggerName: 'tick', TRIGGER_SRC: 'timer' };
    const request = {
      path: '/clock',
      httpMethod: 'POST',
      headers: {},
      queryStringParameters: {},
      requestContext: httpRequestContext('r-1'),
      body: '',
      isBase64Encoded: false,
      ...event,
    };
    const callers = [
      { kind: 'phone', openid: 'somebody' },
      { kind: 'http', request },
      { kind: 'function', parent: null },
    ] as const;
    for (const caller of callers) {
      const { result } = await test.cloud.invoke({ name: 'clock', event, caller });
      expect(result).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    }
  });
});
