import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { machineRuntime } from '../../cloudfunctions/core/adapters/runtime';
import { Refusal } from '../../cloudfunctions/core/domain/refusal';
import { answerCall, byName, envelope } from '../../cloudfunctions/core/entry/answer';
import type { CallServices } from '../../cloudfunctions/core/entry/services';
import { type Action, query } from '../../cloudfunctions/core/usecases/action';
import { startTestCloud, type TestCloud } from '../support/phones';

/** An action anybody may call, which does this. */
const doing = (run: () => never): Action =>
  query('account.sendCode', z.strictObject({ phone: z.string() }), async () => run());

/** Answers one call of the action, with the lines it logged. */
async function call(action: Action, input: unknown) {
  const spy = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const services = {
    runtime: machineRuntime,
    requests: () => 3,
    meter: { call: () => undefined, flush: () => Promise.resolve() },
  } as unknown as CallServices;
  const caller = { kind: 'phone', openid: 'o', ip: '' } as const;
  const request = envelope({ action: action.name, input });
  const { answer } = await answerCall(byName([action]), services, caller, request, 'r-1');
  const lines = spy.mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>);
  spy.mockRestore();
  return { answer, lines };
}

describe('answers to calls', () => {
  it('log one line of ids, words of ours and figures', async () => {
    const refusing = doing(() => {
      throw new Refusal('CONFLICT', '该手机号13800000604已被使用。');
    });
    const { answer, lines } = await call(refusing, { phone: '13800000604' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(lines).toEqual([
      {
        requestId: 'r-1',
        action: 'account.sendCode',
        outcome: 'CONFLICT',
        account: null,
        ms: expect.any(Number),
        requests: 3,
      },
    ]);
  });

  it('keep what went wrong inside: the log has the stack, the caller a number to quote', async () => {
    const failing = doing(() => {
      throw new Error('the inside', { cause: new Error('the root') });
    });
    const { answer, lines } = await call(failing, { phone: '13800000604' });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'INTERNAL', details: { requestId: 'r-1' } },
    });
    expect(JSON.stringify(answer)).not.toContain('inside');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.error).toMatch(/the inside[\s\S]*at [\s\S]*caused by [\s\S]*the root/);
    expect(JSON.stringify(lines)).not.toContain('13800000604');
  });
});

describe('a function with a wrong environment', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud({ functionEnv: { HMAC_KEYS: '{"h1":"short"}' } });
  });
  afterAll(() => test.close());

  it('does not start, and names the variable to the developer', async () => {
    const event = { action: 'account.me', input: {} };
    const { error } = await test.cloud.invoke({
      name: 'account',
      event,
      caller: { kind: 'phone', openid: 'o' },
    });
    expect(error?.message).toContain('HMAC_KEYS');
  });
});

describe('a function without a carrier of messages', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud({ functionEnv: { SMS_PROVIDER: 'pigeon' } });
  });
  afterAll(() => test.close());

  it('answers everything else and tells nothing of its insides', async () => {
    const refusal = await test.refused('o', 'account.sendCode', { phone: '13800000604' });
    expect(refusal.code).toBe('INTERNAL');
    expect(refusal.message).not.toContain('SMS_PROVIDER');
    expect(await test.refused('o', 'account.me', {})).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('a carrier that takes no message', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud({ functionEnv: { LOCAL_SMS_URL: 'http://127.0.0.1:1/sms' } });
  });
  afterAll(() => test.close());

  it('is told in words that say what to do', async () => {
    expect(await test.refused('o', 'account.sendCode', { phone: '13800000604' })).toMatchObject({
      message: '短信没有发出去，请一分钟后再获取验证码。',
    });
  });
});
