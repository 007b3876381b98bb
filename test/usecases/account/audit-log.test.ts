import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startOfDay } from '../../../cloudfunctions/core/domain/dates';
import type { InputOf } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { knownBy, signIn } from '../../support/signing-in';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

let test: TestCloud;
let registrationId: string;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE_0604);
  await addPerson(test, '省干事', 'P');
  await addPerson(test, '团委干事', '0604');
  await addPerson(test, '苏晓', '0604D');
  await knownBy(test, '团委干事', '13700004444');
  registrationId = await applies(test, '陈甲', '0604D');
  await signIn(test, '团委干事', '13700004444');
  await test.ok('苏晓', 'review.reveal', { registrationId, field: 'phone' });
  await test.ok('团委干事', 'organization.export', { orgId: '0604', reason: '备份' });
  await test.ok('团委干事', 'organization.close', { orgIds: ['0604Z5'], reason: '毕业' });
});
afterAll(() => test.close());

const lines = async (input: InputOf<'account.auditLog'> = {}) =>
  (await test.ok('省干事', 'account.auditLog', input)).items;

describe('操作日志', () => {
  it('tells who did what to whom, in words, the latest first', async () => {
    expect(await lines()).toMatchObject([
      { group: 'ORGANIZATION', text: '撤销0604团支部（5）', actor: '团委干事' },
      {
        group: 'EXPORT',
        text: '导出0604团委及下级组织名单',
        actor: '团委干事',
        organization: { id: '0604' },
        reason: '备份',
      },
      { group: 'PERSONAL_DATA', text: '查看陈甲的完整手机号', organization: { id: '0604D' } },
      { group: 'SIGN_IN', text: '登录', actor: '团委干事', organization: null },
    ]);
  });

  it('is narrowed by group, person and days', async () => {
    expect(await lines({ group: 'PERSONAL_DATA' })).toHaveLength(1);
    expect(await lines({ phone: '13700004444' })).toHaveLength(3);
    expect(await lines({ phone: '13700004444', group: 'EXPORT' })).toMatchObject([
      { actor: '团委干事', organization: { id: '0604', name: '0604团委' } },
    ]);
    expect(await lines({ phone: '13999999999' })).toEqual([]);
    expect(await lines({ to: '2020-01-01' })).toEqual([]);
    await test.database.add('audit', {
      _id: 'old',
      at: startOfDay('2020-01-02') - 1,
      actor: null,
      post: null,
      what: 'SOMETHING_NEW',
      subject: null,
    });
    expect(await lines({ from: '2020-01-01', to: '2020-01-01' })).toMatchObject([
      { id: 'old', text: '其他操作', actor: null },
    ]);
    expect(await lines({ from: '2020-01-02', to: '2020-01-03' })).toEqual([]);
  });

  it('goes on where the page ended, also among lines of one moment', async () => {
    for (let i = 0; i < 7; i++) {
      await test.database.add('audit', {
        _id: `same-${i}`,
        at: startOfDay('2021-01-01'),
        actor: null,
        post: null,
        what: 'SIGN_IN',
        subject: null,
      });
    }
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await test.ok('省干事', 'account.auditLog', {
        to: '2021-01-01',
        from: '2021-01-01',
        limit: 3,
        ...(cursor !== undefined && { cursor }),
      });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(ids).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `same-${i}`));
  });

  it.each([{}, { phone: '13700004444' }])(
    'reads three times at most, identity apart: %j',
    async (input) => {
      const { requests } = await test.call('省干事', 'account.auditLog', input);
      expect(requests - 1).toBeLessThanOrEqual(3);
    },
  );

  it('has a word for everything that is written into it', async () => {
    const texts = (await lines({ from: '2026-01-01' })).map(({ text }) => text);
    expect(texts).not.toContain('其他操作');
  });
});
