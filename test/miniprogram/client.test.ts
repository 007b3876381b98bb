import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Answer, Call } from '../../typings/api';
import type { ClientEnvironment } from '../../miniprogram/services/client';
import {
  CHECKING_TEXT,
  createClient,
  RETRY_PAUSES_MS,
  RETRYING_TEXT,
  TIME_LIMIT_MS,
} from '../../miniprogram/services/client';
import type { Refusal } from '../../miniprogram/services/refusal';

type Reply = Answer<unknown> | Error | 'silence' | 'nonsense';

const ok = (data: unknown): Reply => ({ ok: true, data });
const refusal = (code: 'BUSY' | 'UNKNOWN' | 'CONFLICT' | 'UNAUTHENTICATED'): Reply => ({
  ok: false,
  error: { code, message: `说明${code}` },
});

/** A client whose server gives the replies one after the other. */
function clientWith(replies: Reply[], post: string | null = 'post-1') {
  const calls: Array<{ name: string; body: Call }> = [];
  const pauses: number[] = [];
  const troubles: Array<string | null> = [];
  const signedOut = jest.fn();
  const environment: ClientEnvironment = {
    send: (name, body) => {
      calls.push({ name, body });
      const reply = replies.shift();
      if (reply instanceof Error) return Promise.reject(reply);
      if (reply === 'silence') return new Promise(() => undefined);
      return Promise.resolve(reply === 'nonsense' ? { errMsg: 'timeout' } : reply);
    },
    post: () => post,
    trouble: (text) => troubles.push(text),
    signedOut,
    pause: (ms) => {
      pauses.push(ms);
      return Promise.resolve();
    },
    random: () => 0.5,
  };
  return { call: createClient(environment), calls, pauses, troubles, signedOut };
}

const withdrawal = { registrationId: 'r1' };
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no refusal',
    (error: unknown) => (error as Refusal).code,
  );

describe('calls to the server', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('go to the function named by the prefix, with envelope and acting post', async () => {
    const { call, calls } = clientWith([ok({ items: [] })]);
    await call('organization.search', { q: '一支部' });
    expect(calls).toEqual([
      {
        name: 'organization',
        body: { action: 'organization.search', input: { q: '一支部' }, post: 'post-1' },
      },
    ]);
  });

  it('leave the post out where the account itself or the own registration is meant', async () => {
    const { call, calls } = clientWith([ok({}), ok({})]);
    await call('account.me', {});
    await call('registration.mine', {});
    expect(calls.map(({ body }) => 'post' in body)).toEqual([false, false]);
  });

  it('repeat a lost read twice, a little later each time, and say so meanwhile', async () => {
    const { call, calls, pauses, troubles } = clientWith([new Error('x'), 'nonsense', ok('here')]);
    await expect(call('registration.mine', {})).resolves.toBe('here');
    expect(calls).toHaveLength(3);
    expect(pauses).toEqual(RETRY_PAUSES_MS.map((ms) => ms * 1.25));
    expect(troubles).toEqual([RETRYING_TEXT, RETRYING_TEXT, null]);
  });

  it('give up after the third try', async () => {
    const { call, calls } = clientWith([
      new Error('1'),
      new Error('2'),
      new Error('3'),
      ok('late'),
    ]);
    await expect(codeOf(call('account.me', {}))).resolves.toBe('NETWORK');
    expect(calls).toHaveLength(3);
  });

  it('repeat a write under the very same opId, whether lost, unknown or busy', async () => {
    const replies = [new Error('lost'), refusal('UNKNOWN'), ok('done')];
    const { call, calls, troubles } = clientWith(replies);
    const result = call('registration.withdraw', withdrawal, { opId: 'op-12345678' });
    await expect(result).resolves.toBe('done');
    expect(calls.map(({ body }) => body.opId)).toEqual([
      'op-12345678',
      'op-12345678',
      'op-12345678',
    ]);
    expect(troubles).toEqual([CHECKING_TEXT, CHECKING_TEXT, null]);
    const busy = clientWith([refusal('BUSY'), ok('done')]);
    await busy.call('registration.withdraw', withdrawal, { opId: 'op-12345678' });
    expect(busy.troubles).toEqual([RETRYING_TEXT, null]);
  });

  it('never repeat what a rule refused', async () => {
    const { call, calls } = clientWith([refusal('CONFLICT'), ok('no')]);
    const result = call('registration.withdraw', withdrawal, { opId: 'op-12345678' });
    await expect(codeOf(result)).resolves.toBe('CONFLICT');
    expect(calls).toHaveLength(1);
  });

  it('never send a second SMS or use a code twice by themselves', async () => {
    const sending = clientWith([new Error('lost'), ok({})]);
    await expect(codeOf(sending.call('account.sendCode', { phone: '1' }))).resolves.toBe('NETWORK');
    expect(sending.calls).toHaveLength(1);
    const signing = clientWith([new Error('lost'), ok({})]);
    const result = signing.call('account.signIn', { phone: '1', code: '2' });
    await expect(codeOf(result)).resolves.toBe('NETWORK');
    expect(signing.calls).toHaveLength(1);
  });

  it('wait no longer than the time limit', async () => {
    const { call, calls } = clientWith(['silence', ok('second')]);
    const result = call('account.me', {});
    await jest.advanceTimersByTimeAsync(TIME_LIMIT_MS - 1);
    expect(calls).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    await expect(result).resolves.toBe('second');
  });

  it('tell when nobody is signed in', async () => {
    const { call, signedOut } = clientWith([refusal('UNAUTHENTICATED')]);
    await expect(codeOf(call('account.me', {}))).resolves.toBe('UNAUTHENTICATED');
    expect(signedOut).toHaveBeenCalledTimes(1);
  });
});
