import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ActionName, Answer, InputOf, OutputOf } from '../../typings/api';
import { Browser } from '../support/browser';
import { callPatiently, callUntilDeath } from '../support/in-process';
import { startTestCloud, type TestCloud } from '../support/phones';
import { codeFor, forgetLimits, knownBy } from '../support/signing-in';
import { n, plantNumbers, rowFor } from '../support/takeover';
import { addPerson, applies } from '../support/tree';

/*
 * As deaths.test.ts, for writes that move no numbers: a function ends between any two of its requests, and the
 * same call sent again gives the one result. Transactions end by themselves after 1 s.
 */

/** At least as many as any of them has requests. */
const PLACES = 24;
const everyPlace = Array.from({ length: PLACES }, (_, place) => place);
const NAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张';
const nameAt = (place: number): string => `${NAMES[place]}小明`;
const reason = '本人持身份证到场';

interface Scenario<A extends ActionName> {
  action: A;
  /** What has to be there before; gives the call. */
  prepare(test: TestCloud, place: number): Promise<{ by: string; input: InputOf<A> }>;
  /** What has to be there afterwards, once, whatever was sent how often. */
  settled(test: TestCloud, input: InputOf<A>, answer: Answer<OutputOf<A>>): Promise<void>;
}

const data = <T>(answer: Answer<T>): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.data;
};
const phoneAt = (kind: number, place: number): string => `139${kind}000${1000 + place}`;

/** Entries of the journal and lines of the audit about somebody. */
async function traces(
  test: TestCloud,
  subject: string,
  kind: string,
  what: string,
): Promise<number[]> {
  const journal = await test.database.find('journal', { subject });
  const audit = await test.database.find('audit', { what }, { limit: 200 });
  return [
    journal.filter((entry) => entry.kind === kind).length,
    audit.filter((line) => line.subject === subject).length,
  ];
}

const nudge: Scenario<'registration.nudge'> = {
  action: 'registration.nudge',
  async prepare(test, place) {
    const by = `nudges-${place}`;
    return { by, input: { registrationId: await applies(test, by, '0604D', NAMED(place)) } };
  },
  async settled(test, { registrationId }, answer) {
    const stored = await test.database.get('registrations', registrationId);
    expect(stored?.nudgedAt).toBe(data(answer).nudgedAt);
    expect((await traces(test, registrationId, 'NUDGE', 'NONE'))[0]).toBe(1);
  },
};
const NAMED = (place: number) => ({ name: nameAt(place) });

const confirmPhone: Scenario<'organization.confirmPhone'> = {
  action: 'organization.confirmPhone',
  async prepare(test, place) {
    const registrationId = await applies(test, `moves-${place}`, '0604D', NAMED(place));
    const input = { person: { registrationId }, phone: phoneAt(1, place), reason };
    return { by: 'staff', input };
  },
  async settled(test, { person, phone }, answer) {
    expect(data(answer).phone).toBe(`139****${phone.slice(-4)}`);
    const { registrationId } = person as { registrationId: string };
    const stored = (await test.database.get('registrations', registrationId))!;
    const account = (await test.database.get('accounts', stored.accountId))!;
    expect(test.secrets.open(account.phoneSealed)).toBe(phone);
    expect(account.phoneHash).toBe(stored.phoneHash);
    expect(await traces(test, account._id, 'PHONE', 'CONFIRM_PHONE')).toEqual([1, 1]);
  },
};

const takenOver = (first: number) => async (test: TestCloud, place: number, phone?: string) => {
  const row = rowFor(nameAt(place), first + place, '0604D');
  const rows = [{ ...row, ...(phone && { phone }) }];
  await test.ok('province', 'numbering.takeoverCommit', { rows });
  const [member] = await test.database.find('members', { memberNumber: n(first + place) });
  return { row, memberId: member!._id };
};
async function isBoundOnce(test: TestCloud, memberId: string, what: string): Promise<void> {
  const member = (await test.database.get('members', memberId))!;
  const stored = await test.database.find('registrations', { accountId: member.accountId });
  expect(stored.map(({ _id, status }) => [_id, status])).toEqual([[memberId, 'APPROVED']]);
  const claim = await test.database.get('claims', `phone:${member.phoneHash}`);
  expect(claim?.registrationId).toBe(memberId);
  expect(await traces(test, memberId, 'BIND', what)).toEqual([1, 1]);
}

const bind: Scenario<'registration.bind'> = {
  action: 'registration.bind',
  async prepare(test, place) {
    const by = `binds-${place}`;
    await addPerson(test, by);
    await knownBy(test, by, phoneAt(2, place));
    const { row } = await takenOver(100)(test, place, phoneAt(2, place));
    return { by, input: { name: row.name, idType: 'RESIDENT', idNumber: row.idNumber } };
  },
  async settled(test, _, answer) {
    const bound = data(answer);
    if (bound.state !== 'BOUND') throw new Error(bound.state);
    await isBoundOnce(test, bound.registration.id, 'BIND_OWN');
  },
};

const bindMember: Scenario<'roster.confirmPhone'> = {
  action: 'roster.confirmPhone',
  async prepare(test, place) {
    const { memberId } = await takenOver(130)(test, place);
    return { by: 'staff', input: { memberId, phone: phoneAt(3, place), reason } };
  },
  async settled(test, { memberId }, answer) {
    expect(answer.ok).toBe(true);
    await isBoundOnce(test, memberId, 'BIND_MEMBER');
  },
};

const changePhone: Scenario<'account.changePhone'> = {
  action: 'account.changePhone',
  async prepare(test, place) {
    const by = `changes-${place}`;
    const [oldPhone, newPhone] = [phoneAt(4, place), phoneAt(5, place)];
    await applies(test, by, '0604D', NAMED(place));
    await test.ok(by, 'registration.withdraw', {
      registrationId: (await test.ok(by, 'account.me', {})).registration!.id,
    });
    await knownBy(test, by, oldPhone);
    await forgetLimits(test);
    for (const phone of [oldPhone, newPhone]) await test.ok(by, 'account.sendCode', { phone });
    const [oldCode, newCode] = [codeFor(test, oldPhone), codeFor(test, newPhone)];
    return { by, input: { oldPhone, oldCode, newPhone, newCode } };
  },
  async settled(test, { oldPhone, newPhone }, answer) {
    // It ended the session: who asks again without having heard is told to sign in, with the new number.
    expect(answer.ok || answer.error.code).toEqual(answer.ok ? true : 'UNAUTHENTICATED');
    const hashes = [oldPhone, newPhone].map((phone) => test.secrets.hash('phone', phone));
    expect(await test.database.count('accounts', { phoneHash: hashes[0]! })).toBe(0);
    const [account] = await test.database.find('accounts', { phoneHash: hashes[1]! });
    expect((await traces(test, account!._id, 'NONE', 'CHANGE_PHONE'))[1]).toBe(1);
  },
};

const reveal: Scenario<'roster.reveal'> = {
  action: 'roster.reveal',
  async prepare(test, place) {
    const { memberId } = await takenOver(160)(test, place);
    return { by: 'staff', input: { memberId, field: 'idNumber' } };
  },
  async settled(test, { memberId }, answer) {
    const member = (await test.database.get('members', memberId))!;
    expect(data(answer).value).toBe(test.secrets.open(member.idNumberSealed));
    expect((await traces(test, memberId, 'NONE', 'REVEAL_ID_NUMBER'))[1]).toBe(1);
  },
};

const confirmConsoleSignIn: Scenario<'account.confirmConsoleSignIn'> = {
  action: 'account.confirmConsoleSignIn',
  async prepare(test) {
    const browser = new Browser(test.cloud.url);
    const { ticket } = data(await browser.call('account.consoleTicket', {}));
    await test.ok('staff', 'account.scanConsoleTicket', { ticket });
    await forgetLimits(test);
    return { by: 'staff', input: { ticket, accept: true } };
  },
  async settled(test, { ticket }, answer) {
    expect(data(answer)).toEqual({ needsCode: true });
    const _id = test.secrets.digest('ticket', ticket);
    const stored = await test.database.get('tickets', _id);
    expect(stored).toMatchObject({ state: 'CONFIRMED', accountId: 'account-staff' });
  },
};

const reopenYear: Scenario<'numbering.reopenYear'> = {
  action: 'numbering.reopenYear',
  async prepare(test, place) {
    const year = 2031 + place;
    await test.ok('province', 'numbering.closeYear', { year, to: 'CLOSING' });
    return { by: 'province', input: { year, reason: '还要补录' } };
  },
  async settled(test, { year }, answer) {
    expect(data(answer)).toEqual({ year, state: 'OPEN' });
    expect(await test.database.get('years', String(year))).toMatchObject({ state: 'OPEN' });
    expect((await traces(test, String(year), 'YEAR_REOPEN', 'NONE'))[0]).toBe(1);
  },
};

const scenarios = {
  nudge,
  confirmPhone,
  bind,
  bindMember,
  changePhone,
  reveal,
  confirmConsoleSignIn,
  reopenYear,
};

describe('death between any two requests of a write that moves no numbers', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud({ database: { transactionLifeMs: 1000 } });
    await plantNumbers(test);
  });
  afterAll(() => test.close());

  it.each(Object.keys(scenarios) as Array<keyof typeof scenarios>)(
    '%s: the same call again gives the one result',
    async (name) => {
      const { action, prepare, settled } = scenarios[name] as Scenario<ActionName>;
      const opId = (place: number): string => `dying-${name}-${place}`;
      const prepared = [await prepare(test, 0)];
      const dieAfter = (place: number, most: number) => {
        const { by, input } = prepared[place]!;
        return callUntilDeath(test, by, action, input, opId(place), most);
      };
      const { requests, died } = await dieAfter(0, Number.POSITIVE_INFINITY);
      expect([died, requests > 4, requests <= PLACES]).toEqual([false, true, true]);

      const dying = everyPlace.slice(1, requests);
      for (const place of dying) prepared.push(await prepare(test, place));
      let deaths = 0;
      for (const place of dying) {
        await forgetLimits(test);
        const death = await dieAfter(place, place);
        deaths += Number(death.died);
      }
      // The first of a day makes its counters, which the others find.
      expect(deaths).toBeGreaterThan(dying.length - 4);
      const answers = [];
      for (const place of [0, ...dying]) {
        await forgetLimits(test);
        const { by, input } = prepared[place]!;
        answers.push(await callPatiently(test, by, action, input, opId(place)));
      }
      for (const [at, answer] of answers.entries()) {
        await settled(test, prepared[at]!.input, answer);
      }
    },
  );
});
