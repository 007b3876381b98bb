import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cloud } from '../../../local/cloud/server';
import { fixtureCloud, misbehave, phone } from './cloud-for-test';

interface Probed {
  event: Record<string, unknown>;
  context: Record<string, unknown>;
  calls: number;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  env: Record<string, string>;
}

let cloud: Cloud;
beforeAll(async () => {
  cloud = await fixtureCloud({ functionEnv: { GREETING: 'hello' } });
});
afterAll(() => cloud.close());

const probe = async (openid: string, event: Record<string, unknown> = {}): Promise<Probed> => {
  const { result } = await cloud.invoke({ name: 'probe', event, caller: phone(openid) });
  return result as Probed;
};

describe('identity', () => {
  it('is kept apart among 50 concurrent calls of several callers', async () => {
    const openids = Array.from({ length: 50 }, (_, i) => `oCaller${i % 7}`);
    const answers = await Promise.all(openids.map((openid) => probe(openid, { waitMs: 20 })));
    expect(answers.map(({ before }) => before.OPENID)).toEqual(openids);
    expect(answers.map(({ after }) => after.OPENID)).toEqual(openids);
  });

  it('carries what the platform knows of the phone, and no tokens', async () => {
    const { before } = await probe('oOne');
    expect(before).toEqual({
      OPENID: 'oOne',
      APPID: 'wx0000000000000000',
      CLIENTIP: '127.0.0.1',
      ENV: 'local',
      SOURCE: 'wx_client',
    });
  });

  it('leaves nothing of one call to the next', async () => {
    const one = await fixtureCloud({ workers: 1 });
    const call = (unionid?: string) =>
      one.invoke({ name: 'probe', caller: { kind: 'phone', openid: 'o1', unionid } });
    const first = (await call('u1')).result as Probed;
    const second = (await call()).result as Probed;
    await one.close();
    expect(second.calls).toBe(2);
    expect(first.before.UNIONID).toBe('u1');
    expect(second.before).not.toHaveProperty('UNIONID');
    expect(second.env).not.toHaveProperty('WX_UNIONID');
  });

  it('gives each call an address of its own at the database', async () => {
    const urls = await Promise.all([probe('o1'), probe('o2')]).then((answers) =>
      answers.map(({ env }) => (JSON.parse(env.TCB_CONTEXT_CNFG!) as { URL: string }).URL),
    );
    expect(new Set(urls).size).toBe(2);
    urls.forEach((url) => expect(url).toMatch(new RegExp(`^${cloud.url}/admin/[\\w-]+$`)));
  });
});

describe('environment of a worker', () => {
  it('has the functions variables and none of the host process', async () => {
    const { env } = await probe('o1');
    expect(env.GREETING).toBe('hello');
    expect(env).not.toHaveProperty('PATH');
  });

  it('is restored after a function changed it', async () => {
    const one = await fixtureCloud({ workers: 1 });
    await misbehave(one, { deed: 'setEnvironment' });
    const again = await one.invoke({ name: 'relay', event: {}, caller: phone('o1') });
    await misbehave(one, {});
    const { result } = await one.invoke({ name: 'probe', caller: phone('o1') });
    await one.close();
    expect(again.error).toBeUndefined();
    expect((result as Probed).env).not.toHaveProperty('LEFT_BEHIND');
    expect((result as Probed).env.TCB_ENV).toBe('local');
  });

  it('keeps module state between calls', async () => {
    const one = await fixtureCloud({ workers: 1 });
    const counts = [];
    for (let i = 0; i < 3; i += 1) {
      counts.push((await misbehave(one, {})).result);
    }
    await one.close();
    expect(counts).toEqual([{ calls: 1 }, { calls: 2 }, { calls: 3 }]);
  });
});

describe('a call that goes wrong', () => {
  it.each([
    ['throw', 'FUNCTIONS_EXECUTE_FAIL', 'deliberate'],
    ['circular', 'FUNCTIONS_EXECUTE_FAIL', 'circular'],
    ['uncaught', 'FUNCTIONS_EXECUTE_FAIL', 'thrown in a timer'],
    ['rejection', 'FUNCTIONS_EXECUTE_FAIL', 'nobody listens'],
    ['exit', 'FUNCTIONS_EXECUTE_FAIL', 'code 3'],
    ['hang', 'FUNCTIONS_TIME_LIMIT_EXCEEDED', 'within 2 s'],
    ['spin', 'FUNCTIONS_TIME_LIMIT_EXCEEDED', 'within 2 s'],
    ['openTransaction', 'FUNCTIONS_EXECUTE_FAIL', '1 open transaction'],
  ])('by %s gives %s, and the host lives on', async (deed, code, message) => {
    const { error, result } = await misbehave(cloud, { deed });
    expect(error).toEqual({ code, message: expect.stringContaining(message) });
    expect(result).toBeUndefined();
    expect((await misbehave(cloud, {})).error).toBeUndefined();
  });

  it('is told apart: no such function, function that does not load', async () => {
    const missing = await cloud.invoke({ name: 'nobody', caller: phone('o1') });
    expect(missing.error?.code).toBe('FUNCTION_NOT_FOUND');
    const broken = await cloud.invoke({ name: 'broken', caller: phone('o1') });
    expect(broken.error).toEqual({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      message: expect.stringContaining('cannot even load'),
    });
  });

  it('may have used up its memory', async () => {
    const { error } = await cloud.invoke({ name: 'greedy', caller: phone('o1') });
    expect(error).toEqual({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      message: expect.stringContaining('memory limit'),
    });
  });

  it('may return nothing', async () => {
    expect(await misbehave(cloud, { deed: 'undefined' })).toMatchObject({ result: undefined });
  });
});

describe('a fault', () => {
  it('can let the calling function die once a request has happened; its transaction is dropped', async () => {
    const one = await fixtureCloud({ workers: 1 });
    one.database.faults.add({ kind: 'death', action: 'database.startTransaction' });
    const { error, byAction } = await misbehave(one, { deed: 'openTransaction' });
    const next = await misbehave(one, {});
    await one.close();
    expect(error).toEqual({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      message: expect.stringContaining('was stopped'),
    });
    expect(byAction).toEqual({ 'database.startTransaction': 1 });
    expect(next.result).toEqual({ calls: 1 });
  });
});

describe('limits', () => {
  it('refuses a result over 1 MB to the phone, but not to another function', async () => {
    const size = 1024 * 1024;
    const refused = await misbehave(cloud, { size });
    expect(refused.error?.code).toBe('EXCEED_MAX_PAYLOAD_SIZE');
    expect((await misbehave(cloud, { size: size - 2 })).result).toHaveLength(size - 2);
    const relayed = await cloud.invoke({
      name: 'misbehave',
      event: { size },
      caller: { kind: 'function', parent: phone('o1') },
    });
    expect(relayed.result).toHaveLength(size);
  });

  it('refuses an event over 6 MB', async () => {
    const { error } = await misbehave(cloud, { filler: 'x'.repeat(6 * 1024 * 1024) });
    expect(error?.code).toBe('EXCEED_MAX_PAYLOAD_SIZE');
  });

  it('queues calls beyond the workers and refuses those beyond the queue', async () => {
    const small = await fixtureCloud({ workers: 2, queueLimit: 3 });
    const calls = await Promise.all(
      Array.from({ length: 8 }, () =>
        small.invoke({ name: 'probe', event: { waitMs: 50 }, caller: phone('o1') }),
      ),
    );
    await small.close();
    expect(calls.filter(({ error }) => error === undefined)).toHaveLength(5);
    const codes = calls.flatMap(({ error }) => error?.code ?? []);
    expect(codes).toEqual(Array(3).fill('EXCEED_CONCURRENT_REQUEST_LIMIT'));
  });

  it('gives idle workers of one function to another when all are taken', async () => {
    const one = await fixtureCloud({ workers: 1 });
    const names = ['probe', 'misbehave', 'probe', 'misbehave'];
    const results = [];
    for (const name of names) {
      results.push((await one.invoke({ name, caller: phone('o1') })).result);
    }
    await one.close();
    expect(results.map((result) => (result as { calls: number }).calls)).toEqual([1, 1, 1, 1]);
  });
});

describe('events', () => {
  it('from the phone are the data with userInfo, whatever the data say', async () => {
    const { event } = await probe('oOne', { action: 'me', userInfo: { openId: 'forged' } });
    expect(event).toEqual({
      action: 'me',
      userInfo: { appId: 'wx0000000000000000', openId: 'oOne' },
    });
  });

  it('from a timer name it, with its source and without a caller', async () => {
    const time = new Date('2026-03-01T00:10:00Z');
    const { result } = await cloud.timers.fire('ticking', time);
    expect(result).toEqual({
      event: {
        Type: 'Timer',
        TriggerName: 'often',
        Time: '2026-03-01T00:10:00.000Z',
        Message: '',
      },
      runs: 1,
      source: 'wx_trigger',
      trigger: 'timer',
    });
    await expect(cloud.timers.fire('probe')).rejects.toThrow('no timer');
  });

  it('from another function keep the first caller', async () => {
    const { result } = await cloud.invoke({
      name: 'relay',
      event: { name: 'probe', data: { x: 1 } },
      caller: phone('oOne'),
    });
    const inner = (result as { result: Probed }).result;
    expect(inner.event).toEqual({ x: 1 });
    expect(inner.before).toMatchObject({ OPENID: 'oOne', SOURCE: 'wx_client,scf' });
  });

  it('tell the calling function of failures in the one it called', async () => {
    const relay = async (event: object) =>
      (await cloud.invoke({ name: 'relay', event: { ...event }, caller: phone('o1') })).result;
    expect(await relay({ name: 'nobody' })).toMatchObject({ code: 'FUNCTION_NOT_FOUND' });
    expect(await relay({ name: 'misbehave', data: { deed: 'throw' } })).toMatchObject({
      code: 'FUNCTIONS_EXECUTE_FAIL',
    });
  });
});

describe('timers', () => {
  it('run by themselves when switched on', async () => {
    const ticking = await fixtureCloud({ timers: true });
    const runs = async (): Promise<number> =>
      ((await ticking.timers.fire('ticking')).result as { runs: number }).runs;
    let fired = 1;
    while ((await runs()) === fired) {
      fired += 1;
      await new Promise((done) => setTimeout(done, 100));
    }
    await ticking.close();
  });
});

describe('the bill of a call', () => {
  it('counts its requests to the database', async () => {
    const { requests, byAction } = await misbehave(cloud, { deed: 'openTransaction' });
    expect(requests).toBe(1);
    expect(byAction).toEqual({ 'database.startTransaction': 1 });
    expect((await misbehave(cloud, {})).requests).toBe(0);
  });
});
