import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACCESS } from '../../cloudfunctions/core/usecases/access';
import { httpRequestContext } from '../../local/cloud/functions/environment';
import type { Caller } from '../../local/cloud/functions/types';
import type { ActionName } from '../../typings/api';
import { type Entries, startEntries } from '../support/entries';
import { sampleInputs } from '../support/samples';
import { addPerson, applies, plantTree, TREE_0604 } from '../support/tree';

/*
 * Every action once as it should be, once while the database fails at every write and once while it fails at every
 * read, on the phone and in the browser: whatever goes wrong, the log names nobody.
 */

const actions = Object.keys(ACCESS) as ActionName[];
const NAMES = ['郑陈甲', '林秋乙', '苏小晓', '赵书记', '赵辛'];
const WRITES = ['insertDocument', 'modifyDocument', 'modifyAndReturnDoc', 'removeDocument'];

let entries: Entries;
beforeAll(async () => {
  entries = await startEntries();
  const { test } = entries;
  await plantTree(test, TREE_0604);
  for (const [openid, org] of [
    ['wechat-province', 'P'],
    ['wechat-branch', '0604Z2'],
  ] as const) {
    await addPerson(test, openid, org);
    await test.database.update('accounts', `account-${openid}`, { name: '苏小晓' });
  }
  await test.ok('wechat-province', 'numbering.defineRange', {
    year: 2020,
    start: '202000012000',
    end: '202000012999',
  });
  const registrationId = await applies(test, '林秋乙', '0604Z2');
  const inputs = sampleInputs({
    registrationId,
    memberId: 'none',
    correctionId: 'none',
    importId: 'none',
    postId: 'post-wechat-branch-0604Z2',
    entryId: 'none',
    requestId: 'none',
  });
  let calls = 0;
  const everything = async () => {
    for (const action of actions) {
      const event = { action, input: inputs[action], opId: `log-operation-${calls++}` };
      for (const openid of ['wechat-province', 'wechat-branch', '林秋乙']) {
        const caller: Caller = { kind: 'phone', openid, ip: '117.136.5.9' };
        await entries.call(action.split('.')[0]!, caller, event);
      }
      const request = {
        path: `/api/${action}`,
        httpMethod: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': '117.136.5.9' },
        queryStringParameters: { phone: '13800000000', name: '郑陈甲' },
        requestContext: httpRequestContext(`http-${calls++}`),
        body: JSON.stringify(event),
        isBase64Encoded: false,
      };
      await entries.call('console', { kind: 'http', request });
      await entries.call('console', {
        kind: 'http',
        request: { ...request, path: '/api/郑陈甲.13800000000' },
      });
    }
  };
  const { faults } = test.cloud.database;
  const failing = async (kinds: readonly string[]) => {
    for (const kind of kinds) {
      faults.add({ kind: 'error', action: `database.${kind}`, times: Infinity });
    }
    await everything();
    faults.clear();
  };
  await failing(WRITES);
  faults.add({ kind: 'error', collection: 'organizations', times: Infinity });
  await everything();
  faults.clear();
  await everything();
});
afterAll(() => entries.close());

describe('the log of every action', () => {
  it('has one line of JSON for each call, refused at the door or not', () => {
    const lines = entries.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.length).toBeGreaterThanOrEqual(actions.length * 5 * 3);
    const outcomes = new Set(lines.map(({ outcome }) => outcome));
    expect([...outcomes]).toEqual(
      expect.arrayContaining([
        'OK',
        'INTERNAL',
        'INVALID',
        'FORBIDDEN',
        'NOT_FOUND',
        'UNAUTHENTICATED',
      ]),
    );
    for (const line of lines) {
      expect(line).toMatchObject({
        requestId: expect.any(String),
        action: expect.stringMatching(/^(\?|[a-z]+\.[a-zA-Z]+)$/),
        outcome: expect.stringMatching(/^[A-Z_]+$/),
        ms: expect.any(Number),
        requests: expect.any(Number),
      });
    }
  });

  it('names nobody: no name, phone, ID number, address or WeChat identity', () => {
    const text = entries.lines
      .join('\n')
      // Accounts have ids that say nothing; in tests they are made of the openid.
      .replaceAll(/"account":"account-[^"]*"/g, '');
    for (const secret of [...NAMES, 'wechat-', '117.136.5.9']) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)/);
    expect(text).not.toMatch(/350199\d{8}/);
  });
});
