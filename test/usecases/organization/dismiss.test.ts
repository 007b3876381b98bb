import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE_0604);
  await addPerson(test, '省干事', 'P');
  await addPerson(test, '团委干事', '0604');
  await addPerson(test, '邻委干事', '0605');
  await addPerson(test, '支书一', '0604Z1');
  await addPerson(test, '支书二', '0604Z2');
  await addPerson(test, '支书三', '0604Z3');
});
afterAll(() => test.close());

const order = (orgId: string, name: string) => ({
  orgId,
  postId: `post-${name}-${orgId}`,
  reason: '毕业离校',
});

describe('dismissing', () => {
  it('ends the post at once and empties the office', async () => {
    expect(
      await test.refused('支书一', 'numbering.allocate', {
        orgId: '0604Z1',
        year: 2020,
        items: [{ orgId: '0604Z1', count: 1 }],
      }),
    ).toMatchObject({ code: 'FORBIDDEN' });
    await test.ok('团委干事', 'organization.dismiss', order('0604Z1', '支书一'));
    const { posts } = await test.ok('支书一', 'account.me', {});
    expect(posts).toEqual([]);
    expect((await test.database.get('organizations', '0604Z1'))?.secretary).toBeNull();
  });

  it('happens once when it is sent twice; another order finds the post gone', async () => {
    const input = order('0604Z2', '支书二');
    const opId = 'dismiss-second';
    const sent = () => test.call('团委干事', 'organization.dismiss', input, { opId });
    const answers = await Promise.all([sent(), sent()]);
    answers.push(await sent());
    for (const { answer } of answers)
      expect(answer).toEqual({ ok: true, data: { dismissed: true } });
    const again = await test.refused('团委干事', 'organization.dismiss', input);
    expect(['CONFLICT', 'NOT_FOUND']).toContain(again.code);
    const journal = await test.database.find('journal', { orgs: '0604Z2' });
    expect(journal).toHaveLength(1);
  });

  it.each([
    ['邻委干事', '0604Z3', '支书三', 'FORBIDDEN'],
    ['支书三', '0604Z3', '支书三', 'FORBIDDEN'],
    ['团委干事', '0604', '团委干事', 'FORBIDDEN'],
    ['团委干事', '0604Z3', '别人', 'NOT_FOUND'],
  ])('is refused to %s for the post at %s of %s', async (openid, orgId, name, code) => {
    const refusal = await test.refused(openid, 'organization.dismiss', order(orgId, name));
    expect(refusal.code).toBe(code);
  });

  it('needs a reason', async () => {
    const input = { ...order('0604Z3', '支书三'), reason: ' ' };
    expect(await test.refused('团委干事', 'organization.dismiss', input)).toMatchObject({
      code: 'INVALID',
      fields: ['reason'],
    });
  });
});

describe('the staff of the province', () => {
  const ID = '35019920050101005X';

  it('appoint each other, and leave at least two in office', async () => {
    const appointed = [];
    for (const [n, name] of ['省二', '省三'].entries()) {
      const phone = `1330000000${n}`;
      const orgId = 'P';
      appointed.push(
        await test.ok('省干事', 'organization.appoint', { orgId, name, phone, idNumber: ID }),
      );
    }
    const [second, third] = appointed.map(({ postId }) => ({ orgId: 'P', postId, reason: '调离' }));
    await test.ok('省干事', 'organization.dismiss', second!);
    expect(await test.refused('省干事', 'organization.dismiss', third!)).toMatchObject({
      code: 'CONFLICT',
      message: '团省委至少要保留2名管理员，请先任命其他人，再免去此人。',
    });
  });

  it('keep two in office even when all but one are dismissed at the same moment', async () => {
    const names = ['省甲', '省乙', '省丙', '省干事'];
    for (const name of names.slice(0, 3)) await addPerson(test, name, 'P');
    // Slow enough that everybody is let in before the first one is out of office.
    test.cloud.database.settings.delayMs = 40;
    // In a ring: everybody dismisses the next one, five are in office.
    const answers = await Promise.all(
      names.map((name, at) => {
        const next = names[(at + 1) % names.length]!;
        return test.call(name, 'organization.dismiss', order('P', next));
      }),
    );
    test.cloud.database.settings.delayMs = 0;
    expect(answers.filter(({ answer }) => answer.ok).length).toBeLessThanOrEqual(3);
    const left = await test.database.count('accounts', { 'posts.orgId': 'P' });
    expect(left).toBeGreaterThanOrEqual(2);
  });

  it('do not dismiss themselves', async () => {
    await addPerson(test, '省丁', 'P');
    const refusal = await test.refused('省丁', 'organization.dismiss', order('P', '省丁'));
    expect(refusal.code).toBe('FORBIDDEN');
  });
});
