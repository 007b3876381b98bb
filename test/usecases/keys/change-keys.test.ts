import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cloudDatabase } from '../../../cloudfunctions/core/adapters/cloud-database';
import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { secretsFrom } from '../../../cloudfunctions/core/adapters/secrets';
import type { Database } from '../../../cloudfunctions/core/ports/database';
import { CHANGE_KEYS, changeKeys } from '../../../cloudfunctions/core/usecases/clock/change-keys';
import { runIfDue } from '../../../cloudfunctions/core/usecases/clock/job';
import { countKeys } from '../../../tools/keys/count-keys';
import type { ActionName, InputOf, OutputOf } from '../../../typings/api';
import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, formFor, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const key = (): string => randomBytes(32).toString('base64');
const [k1, k2, h1, h2] = [key(), key(), key(), key()];
const secretsOf = (data: object, dataId: string, hash: object, hashId: string) =>
  secretsFrom({
    DATA_KEYS: JSON.stringify(data),
    DATA_KEY_ID: dataId,
    HMAC_KEYS: JSON.stringify(hash),
    HMAC_KEY_ID: hashId,
  });
/** Before, both known, the new one in use, the former one gone. */
const BEFORE = secretsOf({ k1 }, 'k1', { h1 }, 'h1');
const KNOWN = secretsOf({ k1, k2 }, 'k1', { h1, h2 }, 'h1');
const CHANGING = secretsOf({ k1, k2 }, 'k2', { h1, h2 }, 'h2');
const AFTER = secretsOf({ k2 }, 'k2', { h2 }, 'h2');

let test: TestCloud;
let operations = 0;
const call = <A extends ActionName>(openid: string, action: A, input: InputOf<A>) =>
  callHere(test, openid, action, input, `change-keys-${operations++}`);
async function ok<A extends ActionName>(
  openid: string,
  action: A,
  input: InputOf<A>,
): Promise<OutputOf<A>> {
  const answer = await call(openid, action, input);
  if (answer.ok) return answer.data;
  throw new Error(JSON.stringify(answer.error));
}

/** One tick of the clock; gives how many documents it changed. */
async function tick(database: Database = test.database): Promise<number | null> {
  const job = await test.database.get('jobs', CHANGE_KEYS);
  if (job) await test.database.update('jobs', CHANGE_KEYS, { dueAt: 0, leaseUntil: 0 });
  return runIfDue({ database, runtime: machineRuntime }, changeKeys(test.secrets));
}
async function tickUntilDone(): Promise<void> {
  for (;;) {
    await tick();
    const { cursor } = (await test.database.get('jobs', CHANGE_KEYS))!;
    if ((JSON.parse(cursor!) as { doneAt: number | null }).doneAt !== null) return;
  }
}

const claimIds = async (): Promise<string[]> =>
  (await test.database.find('claims', {}, { limit: 1000 })).map(({ _id }) => _id);

beforeEach(async () => {
  test = await startTestCloud();
  test.secrets = BEFORE;
  await plantTree(test, TREE_0604);
  await addPerson(test, 'province', 'P');
  await addPerson(test, 'staff', '0604');
});
afterEach(() => test.close());

describe('changing the keys', () => {
  const ids = { 陈甲: idNumber(), 张丁: idNumber(), 林乙: idNumber() };

  async function register(name: keyof typeof ids): Promise<string> {
    await addPerson(test, name);
    const form = formFor(name, '0604Z2', { idNumber: ids[name] });
    return (await ok(name, 'registration.submit', form)).id;
  }
  async function approve(registrationId: string): Promise<void> {
    for (const status of ['PENDING_BRANCH', 'PENDING_GENERAL', 'PENDING_COMMITTEE'] as const) {
      await ok('staff', 'review.pass', { registrationId, status });
    }
  }
  async function refusalOf(name: string, form: InputOf<'registration.submit'>): Promise<string> {
    const answer = await call(name, 'registration.submit', form);
    return answer.ok ? 'accepted' : answer.error.message;
  }

  it('at no moment can anybody be registered twice, and work goes on', async () => {
    const range = { year: 2020, start: '202000012000', end: '202000012999' };
    await ok('province', 'numbering.defineRange', range);
    const items = [{ orgId: '0604', count: 100 }];
    await ok('province', 'numbering.allocate', { orgId: 'P', year: 2020, items });
    const member = await register('陈甲');
    await approve(member);
    const waiting = await register('张丁');
    const leaving = await register('林乙');

    await addPerson(test, '冒名');
    const twice = () => refusalOf('冒名', formFor('冒名', '0604Z2', { idNumber: ids.陈甲 }));
    for (const secrets of [KNOWN, CHANGING]) {
      test.secrets = secrets;
      expect(await twice()).toContain('该证件号已登记');
      expect((await ok('陈甲', 'account.me', {})).registration?.id).toBe(member);
      const revealed = await ok('staff', 'roster.reveal', { memberId: member, field: 'idNumber' });
      expect(revealed.value).toBe(ids.陈甲);
      const found = await ok('staff', 'roster.list', { q: '陈甲' });
      expect(found.items.map(({ id }) => id)).toEqual([member]);
    }
    // Somebody new is claimed by both keys: an instance that still writes with the old one meets it.
    const newcomer = idNumber();
    await addPerson(test, '新人');
    await ok('新人', 'registration.submit', formFor('新人', '0604Z2', { idNumber: newcomer }));
    test.secrets = KNOWN;
    expect(await refusalOf('冒名', formFor('冒名', '0604Z2', { idNumber: newcomer }))).toContain(
      '该证件号已登记',
    );
    test.secrets = CHANGING;
    // Taken back before its turn came: nothing of it is left under either key.
    await ok('林乙', 'registration.withdraw', { registrationId: leaving });

    await tickUntilDone();
    expect(await twice()).toContain('该证件号已登记');
    expect(await countKeys(test.database)).toMatchObject({ seal: { k2: expect.any(Number) } });
    expect(Object.keys((await countKeys(test.database)).hash)).toEqual(['h2']);

    test.secrets = AFTER;
    await tick();
    expect((await claimIds()).every((id) => /^(id|phone):h2\./.test(id))).toBe(true);
    expect(await claimIds()).toHaveLength(6);
    expect(await twice()).toContain('该证件号已登记');
    await approve(waiting);
    const revealed = await ok('staff', 'roster.reveal', { memberId: waiting, field: 'phone' });
    expect(revealed.value).toMatch(/^137/);
    await ok('林乙', 'registration.resubmit', {
      ...formFor('林乙', '0604Z2', { idNumber: ids.林乙 }),
      registrationId: leaving,
      version: 2,
    });
  });

  it('somebody who changes the form or the phone number meanwhile is claimed by both keys', async () => {
    const returned = await register('陈甲');
    test.secrets = CHANGING;
    const reason = '请核对入团年月';
    const change = { registrationId: returned, status: 'PENDING_BRANCH' as const };
    await ok('staff', 'review.return', { ...change, reason, fields: ['joinMonth'] });
    await ok('陈甲', 'registration.resubmit', {
      ...formFor('陈甲', '0604Z2', { idNumber: ids.陈甲, joinMonth: '2020-06' }),
      registrationId: returned,
      version: 2,
    });
    const person = { registrationId: returned };
    const phone = { person, phone: '13900001111', reason: '本人持身份证到场核对' };
    await ok('staff', 'organization.confirmPhone', phone);
    const expected = [
      ...CHANGING.hashes('idNumber', ids.陈甲).map((hash) => `id:${hash}`),
      ...CHANGING.hashes('phone', '13900001111').map((hash) => `phone:${hash}`),
    ];
    expect((await claimIds()).sort()).toEqual(expected.sort());
    await tickUntilDone();
    expect((await claimIds()).sort()).toEqual(expected.sort());
  });

  it('may die between any two requests and goes on', async () => {
    for (const name of ['陈甲', '张丁', '林乙'] as const) await register(name);
    test.secrets = CHANGING;
    for (let most = 3; ; most++) {
      let requests = 0;
      const dying = cloudDatabase(() => {
        requests += 1;
        if (requests > most) throw new Error('the process ended here');
      });
      const done = await tick(dying).catch(() => null);
      // Each of them once: nobody loses a claim, whatever was under way.
      const claimed = await claimIds();
      for (const { _id, idNumberHash } of await test.database.find('registrations', {})) {
        const claim = await test.database.get('claims', `id:${idNumberHash}`);
        expect(claim?.registrationId).toBe(_id);
      }
      expect(claimed.length).toBeLessThanOrEqual(12);
      if (done !== null) break;
    }
    await tickUntilDone();
    expect(await claimIds()).toHaveLength(12);
    expect(await countKeys(test.database)).toMatchObject({ hash: { h2: expect.any(Number) } });
  });

  it('a call from before the change, sent again after it, is the same call', async () => {
    const opId = 'sent-before-the-change';
    await addPerson(test, '陈甲');
    const form = formFor('陈甲', '0604Z2');
    const first = await callHere(test, '陈甲', 'registration.submit', form, opId);
    test.secrets = CHANGING;
    expect(await callHere(test, '陈甲', 'registration.submit', form, opId)).toEqual(first);
  });
});
