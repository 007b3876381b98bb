import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import {
  daysLater,
  startOfDay,
  today,
  yearsLater,
} from '../../../cloudfunctions/core/domain/dates';
import type { RegistrationDocument } from '../../../cloudfunctions/core/ports/documents';
import { forgetRegistrations } from '../../../cloudfunctions/core/usecases/clock/forget-registrations';
import { runIfDue } from '../../../cloudfunctions/core/usecases/clock/job';
import { EXPIRED } from '../../../cloudfunctions/core/usecases/erasure';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, formFor, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const HOUR = 3_600_000;

describe('registrations that came to nothing', () => {
  let test: TestCloud;
  const ids: Record<string, string> = {};
  const idOfReturned = idNumber();

  const stored = async (name: string): Promise<RegistrationDocument> =>
    (await test.database.get('registrations', ids[name]!))!;
  const giveBack = (name: string) =>
    test.ok('staff', 'review.return', {
      registrationId: ids[name]!,
      status: 'PENDING_BRANCH',
      reason: `${name}请核对`,
      fields: ['name'],
    });
  const withdraw = (name: string) =>
    test.ok(name, 'registration.withdraw', { registrationId: ids[name]! });
  const runAt = (now: number) =>
    runIfDue(
      { database: test.database, runtime: { ...machineRuntime, now: () => now } },
      forgetRegistrations(test.secrets),
    );
  /** Noon a year and `days` after the registration got its present state. */
  const yearAfter = ({ since }: RegistrationDocument, days: number): number =>
    startOfDay(daysLater(yearsLater(today(since), 1), days)) + 12 * HOUR;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, 'province', 'P');
    await addPerson(test, 'staff', '0604');
    for (const name of ['陈甲', '林乙', '张丁', '钱辛', '赵壬']) {
      const given = name === '陈甲' ? { idNumber: idOfReturned } : {};
      ids[name] = await applies(test, name, '0604D', { ...given, workUnit: '第九中学' });
    }
    await giveBack('陈甲');
    await withdraw('林乙');
    await giveBack('钱辛');
    await withdraw('赵壬');
    // A member whose number was taken back: the record keeps what the registration tells.
    const { _id, name, path } = await stored('赵壬');
    await test.database.add('members', { _id, name, path, status: 'RELEASED' } as never);
  });
  afterAll(() => test.close());

  it('are left alone for a year to the day', async () => {
    expect(await runAt(yearAfter(await stored('陈甲'), 0))).toBe(0);
    expect(await stored('陈甲')).toMatchObject({ name: '陈甲', status: 'RETURNED' });
  });

  it('lose what tells who it was then; those under way, sent again or with a record keep it', async () => {
    const again = formFor('钱辛', '0604D');
    await test.ok('钱辛', 'registration.resubmit', {
      ...again,
      registrationId: ids['钱辛']!,
      version: (await stored('钱辛')).version,
    });
    const before = await stored('陈甲');
    const now = yearAfter(await stored('赵壬'), 1);
    expect(await runAt(now)).toBe(2);
    for (const name of ['陈甲', '林乙']) {
      const left = await stored(name);
      expect(left).toMatchObject({
        name: EXPIRED,
        status: 'WITHDRAWN',
        branchId: '0604D',
        birthDate: '',
        idNumberMasked: '',
        phoneMasked: '',
        workUnit: '',
        returned: null,
        terms: [],
      });
      expect(test.secrets.open(left.idNumberSealed)).toBe('');
      expect(test.secrets.open(left.phoneSealed)).toBe('');
      expect(JSON.stringify(left)).not.toMatch(/陈甲|林乙|第九中学/);
    }
    for (const name of ['张丁', '钱辛', '赵壬']) expect((await stored(name)).name).toBe(name);
    for (const hash of [`id:${before.idNumberHash}`, `phone:${before.phoneHash}`]) {
      expect(await test.database.get('claims', hash)).toBeNull();
    }
    const { items } = await test.ok('province', 'account.auditLog', { group: 'MEMBER' });
    expect(items.map(({ text, actor }) => [text, actor])).toEqual([
      ['一份报到满一年没有办成，个人信息已到期删除', null],
      ['一份报到满一年没有办成，个人信息已到期删除', null],
    ]);
    // Looked at once: nothing of it is done a second time.
    expect(await runAt(now + HOUR)).toBe(0);
  });

  it('let the person register anew, who sees nothing of the former one', async () => {
    expect(await test.ok('陈甲', 'registration.mine', {})).toEqual({ registration: null });
    const form = formFor('陈甲', '0604D', { idNumber: idOfReturned });
    const { id } = await test.ok('陈甲', 'registration.submit', form);
    expect(await test.database.get('registrations', id)).toMatchObject({
      name: '陈甲',
      status: 'PENDING_BRANCH',
    });
  });

  it('do not take the claims of somebody who registered since', async () => {
    const given = { idNumber: idNumber() };
    ids['孙癸'] = await applies(test, '孙癸', '0604D', given);
    await withdraw('孙癸');
    ids['孙癸又来'] = await applies(test, '孙癸又来', '0604D', given);
    const claim = `id:${test.secrets.hash('idNumber', given.idNumber)}`;
    expect(await runAt(yearAfter(await stored('孙癸'), 3))).toBe(1);
    expect((await stored('孙癸')).name).toBe(EXPIRED);
    expect(await test.database.get('claims', claim)).toMatchObject({
      registrationId: ids['孙癸又来'],
    });
  });
});
