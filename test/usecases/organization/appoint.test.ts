import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { daysLater, today, yearsLater } from '../../../cloudfunctions/core/domain/dates';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { knownBy, signIn, storedAccount } from '../../support/signing-in';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

const ID = '35019920050101005X';
const OTHER_ID = '350199200603010018';

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE_0604);
  await addPerson(test, '省干事', 'P');
  await addPerson(test, '团委干事', '0604');
  await addPerson(test, '邻委干事', '0605');
  await addPerson(test, '总支书记', '0604Z');
});
afterAll(() => test.close());

let people = 0;
const newcomer = (name = '黄丙') => {
  people += 1;
  return { name, phone: `1350000${String(people).padStart(4, '0')}`, idNumber: ID };
};

describe('appointing', () => {
  it('gives a branch its secretary for a year, who signs in with the end of the ID number', async () => {
    const person = newcomer();
    const { postId, dismissed } = await test.ok('团委干事', 'organization.appoint', {
      orgId: '0604Z1',
      ...person,
    });
    expect(dismissed).toBeNull();
    expect(await signIn(test, 'new-1', person.phone)).toEqual({ state: 'ID_TAIL' });
    const signed = await signIn(test, 'new-1', person.phone, '01005X');
    const day = today(Date.now());
    expect(signed).toMatchObject({
      state: 'SIGNED_IN',
      me: {
        name: '黄丙',
        posts: [
          {
            id: postId,
            role: 'SECRETARY',
            organization: { id: '0604Z1', type: 'BRANCH' },
            from: day,
            to: daysLater(yearsLater(day, 1), -1),
          },
        ],
      },
    });
    const detail = await test.ok('团委干事', 'organization.get', { id: '0604Z1' });
    expect(detail.secretary).toBe('黄同学');
  });

  it('dismisses the secretary in office in the same transaction and names him', async () => {
    const first = newcomer('林乙');
    await test.ok('团委干事', 'organization.appoint', { orgId: '0604Z2', ...first });
    const second = newcomer('陈甲');
    const answer = await test.ok('团委干事', 'organization.appoint', {
      orgId: '0604Z2',
      ...second,
    });
    expect(answer.dismissed).toBe('林乙');
    expect((await storedAccount(test, first.phone)).posts).toEqual([]);
    const branch = await test.database.get('organizations', '0604Z2');
    expect(branch?.secretary).toMatchObject({ name: '陈甲', postId: answer.postId });
  });

  it('renews the post of the one in office without dismissing anybody', async () => {
    const person = newcomer('张丁');
    const input = { orgId: '0604Z3', ...person };
    await test.ok('团委干事', 'organization.appoint', input);
    const renewed = await test.ok('团委干事', 'organization.appoint', input);
    expect(renewed.dismissed).toBeNull();
    const { posts } = await storedAccount(test, person.phone);
    expect(posts.map(({ id }) => id)).toEqual([renewed.postId]);
  });

  it('gives a committee staff, several at a time, and needs no ID number on record twice', async () => {
    const one = newcomer('李戊');
    const two = newcomer('王己');
    await test.ok('省干事', 'organization.appoint', { orgId: '0605', ...one });
    await test.ok('省干事', 'organization.appoint', { orgId: '0605', ...two });
    const { idNumber: _, ...known } = one;
    await test.ok('团委干事', 'organization.appoint', { orgId: '0604D', ...known });
    expect((await storedAccount(test, one.phone)).posts).toMatchObject([
      { orgId: '0605', role: 'STAFF' },
      { orgId: '0604D', role: 'SECRETARY' },
    ]);
  });

  it('happens once when it is sent twice, one after the other or at once', async () => {
    const person = newcomer('赵庚');
    const input = { orgId: '0604Z4', ...person };
    const opId = 'appoint-zhao-geng';
    const answers = await Promise.all(
      [1, 2, 3].map(() => test.call('团委干事', 'organization.appoint', input, { opId })),
    );
    const later = await test.call('团委干事', 'organization.appoint', input, { opId });
    for (const { answer } of answers) expect(answer).toEqual(later.answer);
    expect(later.answer.ok).toBe(true);
    expect((await storedAccount(test, person.phone)).posts).toHaveLength(1);
    const journal = await test.database.find('journal', { orgs: '0604Z4' });
    expect(journal.map(({ kind }) => kind)).toEqual(['APPOINT']);
  });

  it.each(['duplicate', 'conflict'] as const)(
    'makes one account of a new phone number for two appointments at once (reported as %s)',
    async (form) => {
      test.cloud.database.settings.duplicateInTransaction = form;
      const person = newcomer('钱辛');
      const answers = await Promise.all(
        ['0604Z5', '0604D'].map((orgId) =>
          test.call('团委干事', 'organization.appoint', { orgId, ...person }),
        ),
      );
      expect(answers.map(({ answer }) => answer.ok)).toEqual([true, true]);
      const { posts } = await storedAccount(test, person.phone);
      expect(posts.map(({ orgId }) => orgId).sort()).toEqual(['0604D', '0604Z5']);
    },
  );

  it('refuses the number of somebody else', async () => {
    const person = newcomer('孙壬');
    await test.ok('团委干事', 'organization.appoint', { orgId: '0604Z5', ...person });
    const orgId = '0604D';
    for (const wrong of [{ name: '周癸' }, { idNumber: OTHER_ID }]) {
      const refusal = await test.refused('团委干事', 'organization.appoint', {
        orgId,
        ...person,
        ...wrong,
      });
      expect(refusal).toMatchObject({ code: 'CONFLICT' });
    }
  });

  it('tells every wrong field in its own words', async () => {
    expect(
      await test.refused('团委干事', 'organization.appoint', {
        orgId: '0604Z1',
        name: '陈甲2',
        phone: '1380000',
        idNumber: '350199200603010017',
      }),
    ).toMatchObject({ code: 'INVALID', fields: ['name', 'phone', 'idNumber'] });
    const { name, phone } = newcomer();
    expect(
      await test.refused('团委干事', 'organization.appoint', { orgId: '0604Z1', name, phone }),
    ).toMatchObject({ code: 'INVALID', fields: ['idNumber'] });
  });

  it.each([
    ['团委干事', '0604', 'FORBIDDEN'],
    ['团委干事', '0605A', 'FORBIDDEN'],
    ['团委干事', 'P', 'FORBIDDEN'],
    ['邻委干事', '0604Z1', 'FORBIDDEN'],
    ['总支书记', '0604Z1', 'FORBIDDEN'],
    ['省干事', 'NOWHERE', 'NOT_FOUND'],
    ['nobody', '0604Z1', 'UNAUTHENTICATED'],
  ])('is refused to %s for %s', async (openid, orgId, code) => {
    const refusal = await test.refused(openid, 'organization.appoint', { orgId, ...newcomer() });
    expect(refusal.code).toBe(code);
  });

  it('is refused for oneself', async () => {
    const phone = '13400000001';
    await knownBy(test, '团委干事', phone, ID);
    const refusal = await test.refused('团委干事', 'organization.appoint', {
      orgId: '0604Z1',
      name: '团委干事',
      phone,
    });
    expect(refusal).toEqual({
      code: 'FORBIDDEN',
      message: '不能任免本人的职务，请由其他负责同志办理。',
      fields: [],
    });
  });

  it('costs at most 18 requests', async () => {
    const person = newcomer('吴甲');
    const { answer, requests } = await test.call('团委干事', 'organization.appoint', {
      orgId: '0604Z2',
      ...person,
    });
    expect(answer).toMatchObject({ ok: true, data: { dismissed: '陈甲' } });
    expect(requests).toBeLessThanOrEqual(18);
  });

  it('leaves nobody’s data in the journal and an entry in the audit', async () => {
    const person = newcomer('郑乙');
    await test.ok('团委干事', 'organization.appoint', { orgId: '0604Z1', ...person });
    const { _id } = await storedAccount(test, person.phone);
    const journal = await test.database.find('journal', { subject: _id });
    expect(journal).toHaveLength(1);
    expect(JSON.stringify(journal)).not.toMatch(/郑乙|1350000|01005X/);
    const audit = await test.database.find('audit', { actor: 'account-团委干事' });
    expect(audit).toContainEqual(expect.objectContaining({ what: 'APPOINT', subject: _id }));
  });
});
