/// <reference types="miniprogram-api-typings" />
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Me } from '../../typings/api';
import { me } from './support/people';
import type { FakePhone } from './support/phone';
import { fakePhone } from './support/phone';

const GIVE_BACK = 'operation.numbering.giveBack.b1.2020';

describe('who is signed in', () => {
  let phone: FakePhone;

  beforeEach(() => {
    phone = fakePhone();
    Object.assign(globalThis, { wx: phone.wx });
  });

  /** A new start of the app: nothing is known but what the phone kept. */
  async function start(person: Me): Promise<void> {
    jest.resetModules();
    const { enter } = await import('../../miniprogram/services/session');
    enter(person);
  }

  it('what has no answer yet is asked for again after a restart', async () => {
    await start(me());
    phone.storage.set(GIVE_BACK, { unknown: true });
    await start(me());
    expect(phone.storage.has(GIVE_BACK)).toBe(true);
  });

  it('what somebody else left without an answer is never sent in the name of the next one, what they typed is gone', async () => {
    await start(me());
    phone.storage.set(GIVE_BACK, { unknown: true });
    phone.storage.set('draft.return', { of: 'r1.2', value: { reason: '姓名' } });
    phone.storage.set('acting-post', 'p1');
    await start(me({ accountId: 'another' }));
    expect(phone.storage.has(GIVE_BACK)).toBe(false);
    expect(phone.storage.has('draft.return')).toBe(false);
    expect(phone.storage.has('acting-post')).toBe(true);
  });
});
