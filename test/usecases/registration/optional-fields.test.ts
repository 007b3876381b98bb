import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { RegistrationForm } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { everythingStored } from '../../support/snapshot';
import { addPerson, applies, formFor, plantTree, TREE_0604 } from '../../support/tree';

const TEXTS = {
  ethnicity: '穿青人',
  education: '本科在读',
  politicalStatus: '共青团员',
  occupation: '学生',
  workUnit: '福州大学',
  hukou: '福建省福州市',
  joinUnit: '福州一中',
  cadrePost: '班级团支部书记',
  cadreSince: '2025-09',
  cadreNature: '兼职',
} as const;
const CONTACTS = { email: 'wu.zimo@example.com', qq: '12345678', wechat: 'wu_zimo' } as const;
const MASKED = { email: 'w****@example.com', qq: '12****78', wechat: 'w****o' } as const;
const ALL = { ...TEXTS, ...CONTACTS, isCadre: true };
const NONE = Object.fromEntries(Object.keys({ ...TEXTS, ...CONTACTS }).map((key) => [key, null]));

describe('optional fields of a registration (domain.md §4.3 ○)', () => {
  let test: TestCloud;
  let registrationId: string;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, 'province', 'P');
    await addPerson(test, 'staff', '0604');
    await addPerson(test, 'secretary', '0604D');
    const year = 2020;
    const range = { start: '202000012000', end: '202000012999' };
    await test.ok('province', 'numbering.defineRange', { year, ...range });
    const items = [{ orgId: '0604', count: 100 }];
    await test.ok('province', 'numbering.allocate', { orgId: 'P', year, items });
    registrationId = await applies(test, '陈甲', '0604D', ALL);
  });
  afterAll(() => test.close());

  const mine = async () => (await test.ok('陈甲', 'registration.mine', {})).registration!;
  const pass = (openid: string, status: 'PENDING_BRANCH' | 'PENDING_COMMITTEE') =>
    test.ok(openid, 'review.pass', { registrationId, status });

  it('come back to who filled them in, and to reviewers with contact data masked', async () => {
    expect((await mine()).form).toMatchObject(ALL);
    const { form } = await test.ok('secretary', 'review.get', { registrationId });
    expect(form).toMatchObject({ ...TEXTS, ...MASKED, isCadre: true });
  });

  it('are stored with contact data sealed', async () => {
    const stored = JSON.stringify(await everythingStored(test));
    for (const plain of Object.values(CONTACTS)) expect(stored).not.toContain(plain);
    expect(stored).toContain(TEXTS.workUnit);
  });

  it.each(['email', 'qq', 'wechat'] as const)(
    '%s is shown in full to whose turn it is, with a line in the audit',
    async (field) => {
      const input = { registrationId, field };
      expect(await test.ok('secretary', 'review.reveal', input)).toEqual({
        value: CONTACTS[field],
      });
      expect((await test.refused('staff', 'review.reveal', input)).code).toBe('FORBIDDEN');
      const what = `REVEAL_${field.toUpperCase()}`;
      const lines = await test.database.find('audit', { what });
      expect(lines).toMatchObject([{ actor: 'account-secretary', subject: registrationId }]);
      const { items } = await test.ok('province', 'account.auditLog', { group: 'PERSONAL_DATA' });
      expect(items[0]?.text).toMatch(/^查看陈甲的完整(邮箱|QQ号|微信号)$/);
    },
  );

  it('can be marked by a reviewer; what was changed is told, contact data masked', async () => {
    const fields = ['occupation', 'email', 'isCadre'] as const;
    const back = { registrationId, status: 'PENDING_BRANCH' as const, reason: '请核对资料。' };
    await test.ok('secretary', 'review.return', { ...back, fields: [...fields] });
    const { form, version, returned } = await mine();
    expect(returned?.fields).toEqual(fields);
    const changed: RegistrationForm = {
      ...form,
      idType: 'OVERSEAS',
      idNumber: 'H12345678',
      birthDate: form.birthDate,
      gender: form.gender,
      occupation: '职员',
      email: 'wu.zimo.2@example.com',
      qq: undefined,
      isCadre: false,
    };
    await test.ok('陈甲', 'registration.resubmit', { ...changed, registrationId, version });
    const { changes } = await test.ok('secretary', 'review.get', { registrationId });
    expect(new Map(changes.map(({ field, ...change }) => [field, change]))).toEqual(
      new Map<string, { before: string | null; after: string | null }>([
        ['idType', { before: 'RESIDENT', after: 'OVERSEAS' }],
        ['idNumber', { before: expect.any(String), after: expect.any(String) }],
        ['occupation', { before: '学生', after: '职员' }],
        ['cadrePost', { before: '班级团支部书记', after: null }],
        ['cadreSince', { before: '2025-09', after: null }],
        ['cadreNature', { before: '兼职', after: null }],
        ['email', { before: MASKED.email, after: MASKED.email }],
        ['qq', { before: MASKED.qq, after: null }],
        ['isCadre', { before: 'true', after: 'false' }],
      ] as never),
    );
  });

  it('go into the member record, and out of it without contact data', async () => {
    await pass('secretary', 'PENDING_BRANCH');
    await pass('staff', 'PENDING_COMMITTEE');
    const member = await test.ok('staff', 'roster.get', { memberId: registrationId });
    expect(member).toMatchObject({
      occupation: '职员',
      workUnit: TEXTS.workUnit,
      email: MASKED.email,
      qq: null,
      wechat: MASKED.wechat,
      isCadre: false,
      cadrePost: null,
    });
    const input = { memberId: registrationId, field: 'wechat' as const };
    expect(await test.ok('staff', 'roster.reveal', input)).toEqual({ value: CONTACTS.wechat });
    const none = { memberId: registrationId, field: 'qq' as const };
    expect(await test.ok('staff', 'roster.reveal', none)).toEqual({ value: null });
    const { rows } = await test.ok('staff', 'roster.export', {});
    expect(rows[0]).toMatchObject({ occupation: '职员', hukou: TEXTS.hukou, isCadre: false });
    expect(rows[0]).not.toHaveProperty('email');
  });

  it('may all be left out', async () => {
    const id = await applies(test, '林乙', '0604D');
    const { form } = await test.ok('secretary', 'review.get', { registrationId: id });
    expect(form).toMatchObject({ ...NONE, isCadre: false });
  });

  it('are refused together with the others, each in words', async () => {
    await addPerson(test, '黄丙');
    const wrong = formFor('黄丙', '0604D', { education: '小学', qq: 'abc', isCadre: true });
    const refusal = await test.refused('黄丙', 'registration.submit', wrong);
    expect(refusal).toMatchObject({
      code: 'INVALID',
      fields: ['education', 'cadrePost', 'qq'],
    });
  });
});
