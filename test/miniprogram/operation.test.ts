/// <reference types="miniprogram-api-typings" />
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Operation } from '../../miniprogram/services/operation';
import { fakePhone, ok, refuse } from './support/phone';
import type { FakePhone } from './support/phone';

const INPUT = { registrationId: 'r1' };
const done = ok({ id: 'r1' });

describe('an operation', () => {
  let phone: FakePhone;

  beforeEach(() => {
    phone = fakePhone();
    Object.assign(globalThis, { wx: phone.wx });
    // The pause before a retry is not what these tests are about.
    jest.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, ms: number) => {
      if (ms < 9_000) setImmediate(work);
    }) as typeof setTimeout);
  });

  /** A new start of the app: nothing is known but what the phone kept. */
  async function operation(key?: string): Promise<Operation<'registration.withdraw'>> {
    jest.resetModules();
    const { createOperation } = await import('../../miniprogram/services/operation');
    return createOperation('registration.withdraw', key);
  }
  const opIds = (): unknown[] => phone.calls.map(({ opId }) => opId);

  it('has an opId the server takes, a new one for each intent', async () => {
    phone.answers['registration.withdraw'] = () => done;
    const one = await operation();
    await one.run(INPUT);
    await one.run(INPUT);
    const [first, second] = opIds();
    expect(first).toMatch(/^[0-9A-Za-z_-]{8,64}$/);
    expect(second).not.toBe(first);
  });

  it('keeps its opId when the same input is sent again after a refusal, not for another input', async () => {
    phone.answers['registration.withdraw'] = () => refuse('RATE_LIMITED', '稍后再试');
    const one = await operation();
    await one.run(INPUT);
    await one.run(INPUT);
    await one.run({ registrationId: 'r2' });
    const [first, second, third] = opIds();
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('after an unknown outcome sends nothing but the first input, until the outcome is known', async () => {
    phone.answers['registration.withdraw'] = () => null;
    const one = await operation();
    const lost = await one.run(INPUT);
    expect(lost).toMatchObject({ ok: false, unknown: true, refusal: { code: 'UNKNOWN' } });
    expect(one.isUnknown()).toBe(true);
    phone.answers['registration.withdraw'] = () => done;
    await expect(one.run({ registrationId: 'other' })).resolves.toMatchObject({ ok: true });
    expect(new Set(opIds()).size).toBe(1);
    expect(phone.calls.map(({ input }) => input)).toEqual(phone.calls.map(() => INPUT));
    expect(one.isUnknown()).toBe(false);
  });

  it('survives a restart: opId and input are kept on the phone until the outcome is known', async () => {
    phone.answers['registration.withdraw'] = () => null;
    await (await operation('kept')).run(INPUT);
    expect(phone.storage.get('kept')).toMatchObject({ input: INPUT, unknown: true });

    const reopened = await operation('kept');
    expect(reopened.isUnknown()).toBe(true);
    phone.answers['registration.withdraw'] = () => done;
    await expect(reopened.checkAgain()).resolves.toMatchObject({ ok: true });
    expect(new Set(opIds()).size).toBe(1);
    expect(phone.storage.has('kept')).toBe(false);
    await expect(reopened.checkAgain()).resolves.toBeNull();
  });

  it('a known refusal leaves nothing on the phone', async () => {
    phone.answers['registration.withdraw'] = () => refuse('FORBIDDEN', '不能撤回');
    await (await operation('kept')).run(INPUT);
    expect(phone.storage.has('kept')).toBe(false);
  });

  it('was killed while sending: the kept intent counts as unknown', async () => {
    phone.answers['registration.withdraw'] = () => {
      expect(phone.storage.get('kept')).toMatchObject({ unknown: true });
      return done;
    };
    await (await operation('kept')).run(INPUT);
    expect.assertions(1);
  });
});
