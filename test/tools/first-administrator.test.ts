import { execFile } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { machineRuntime } from '../../cloudfunctions/core/adapters/runtime';
import {
  createFirstAdministrator,
  FirstAdministratorError,
} from '../../tools/create-first-administrator';
import { startTestCloud, type TestCloud } from '../support/phones';
import { signInBrowser, storedAccount } from '../support/signing-in';
import { plantTree, TREE_0604 } from '../support/tree';

const PERSON = {
  phone: '13800000000',
  name: '张三',
  idNumber: '35019920050101005X',
  provinceCode: '35',
  provinceName: '共青团福建省委员会',
};

let test: TestCloud;
beforeEach(async () => {
  test = await startTestCloud();
});
afterEach(() => test.close());

const create = (changes: Partial<typeof PERSON> = {}) =>
  createFirstAdministrator(test.database, test.secrets, machineRuntime, { ...PERSON, ...changes });

describe('the first administrator', () => {
  it('gets the province and a post in it', async () => {
    await create();
    const province = await test.database.get('organizations', '35');
    expect(province).toMatchObject({
      fullName: '共青团福建省委员会',
      shortName: '福建省团委',
      type: 'PROVINCE',
      parentId: null,
      path: ['35'],
      committeeId: '35',
    });
    const account = await storedAccount(test, PERSON.phone);
    expect(account).toMatchObject({
      name: '张三',
      posts: [{ orgId: '35', orgType: 'PROVINCE', role: 'STAFF' }],
    });
    // No ID number was typed in this browser before: the code alone does not let in.
    await expect(signInBrowser(test, PERSON.phone)).rejects.toThrow('ID_TAIL');
  });

  it('takes the province that is there', async () => {
    await plantTree(test, TREE_0604);
    expect(await create()).toMatchObject({ orgId: 'P' });
    expect(await test.database.get('organizations', '35')).toBeNull();
  });

  const SECOND = { phone: '13800000001', name: '李四', idNumber: '350199200601150025' };
  const lines = async () =>
    (await test.database.find('audit', {}, { sort: [['at', 1]] })).map(({ what, subject }) => [
      what,
      subject,
    ]);

  it('is refused while one is in office', async () => {
    await create();
    await expect(create(SECOND)).rejects.toThrow(FirstAdministratorError);
    await expect(create(SECOND)).rejects.toThrow('已经有管理员');
    expect(await test.database.count('accounts', { 'posts.orgId': '35' })).toBe(1);
  });

  it.each([
    ['ended', { from: '2020-01-01', to: '2020-12-31' }],
    ['sleeps', { from: '2020-01-01', to: '2099-12-31' }],
  ])('is one more when every post of the province %s, recorded', async (_, days) => {
    const first = await create();
    expect(first.isFirst).toBe(true);
    const { posts } = await storedAccount(test, PERSON.phone);
    const gone = posts.map((post) => ({ ...post, ...days }));
    await test.database.update('accounts', first.accountId, { posts: gone });
    const second = await create(SECOND);
    expect(second).toMatchObject({ isFirst: false, orgId: first.orgId });
    expect(await lines()).toEqual([
      ['APPOINT_FIRST', first.accountId],
      ['APPOINT_AGAIN', second.accountId],
    ]);
    await expect(create({ phone: '13800000002' })).rejects.toThrow('已经有管理员');
  });

  it('is one person when the command runs twice at once', async () => {
    await plantTree(test, TREE_0604);
    const people = [PERSON, { phone: '13800000001', name: '李四' }, { phone: '13800000002' }];
    const results = await Promise.allSettled(people.map((person) => create(person)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await test.database.count('accounts', { 'posts.orgId': 'P' })).toBe(1);
  });

  it.each([
    { phone: '123' },
    { name: '张' },
    { idNumber: '350199200603010017' },
    { provinceCode: '福' },
  ])('is refused with %j, in words', async (wrong) => {
    await expect(create(wrong)).rejects.toThrow(/[\u4e00-\u9fff]/);
    expect(await test.database.get('organizations', '35')).toBeNull();
  });
});

describe('npm run admin:first', () => {
  const run = (args: string[], environment: NodeJS.ProcessEnv) =>
    new Promise<{ code: number | null; output: string }>((resolve) => {
      const command = ['--import', 'tsx', 'tools/first-administrator.ts', ...args];
      const child = execFile('node', command, { env: environment }, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, output: stdout + stderr }),
      );
    });

  it('works with the environment of the local cloud, and says what it did', async () => {
    const keys = {
      DATA_KEYS: JSON.stringify({ k1: Buffer.alloc(32, 1).toString('base64') }),
      DATA_KEY_ID: 'k1',
      HMAC_KEYS: JSON.stringify({ h1: Buffer.alloc(32, 2).toString('base64') }),
      HMAC_KEY_ID: 'h1',
    };
    const args = ['--phone', PERSON.phone, '--name', PERSON.name, '--id-number', PERSON.idNumber];
    const first = await run(args, { ...process.env, ...keys });
    expect(first).toEqual({ code: 0, output: expect.stringContaining('已设置第一位管理员：张三') });
    const second = await run(args, { ...process.env, ...keys });
    expect(second).toEqual({ code: 1, output: expect.stringContaining('已经有管理员') });
  });

  it('explains itself without arguments or credentials', async () => {
    const { PATH } = process.env;
    expect(await run([], { PATH })).toEqual({ code: 1, output: expect.stringContaining('用法') });
  });
});
