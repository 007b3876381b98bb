import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { httpRequestContext } from '../../local/cloud/functions/environment';
import { startTestCloud, type TestCloud } from '../support/phones';
import { addPerson, plantTree, TREE_0604 } from '../support/tree';

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE_0604);
  await addPerson(test, '林乙');
  await addPerson(test, '陈甲');
});
afterAll(() => test.close());

const call = async (event: Record<string, unknown>, name = 'account') =>
  (await test.cloud.invoke({ name, event, caller: { kind: 'phone', openid: '林乙' } })).result;

describe('the entry of a function for the phone', () => {
  it('knows the caller from the platform and ignores whatever else the event says', async () => {
    const result = await call({
      action: 'account.me',
      input: {},
      userInfo: { openId: '陈甲' },
      openid: '陈甲',
      OPENID: '陈甲',
      account: 'account-陈甲',
      caller: { kind: 'phone', openid: '陈甲' },
    });
    expect(result).toMatchObject({ ok: true, data: { accountId: 'account-林乙' } });
  });

  it('lets nobody in through HTTP, by the timer or from another program', async () => {
    const request = {
      path: '/account',
      httpMethod: 'POST',
      headers: {},
      queryStringParameters: {},
      requestContext: httpRequestContext('r-1'),
      body: JSON.stringify({ action: 'account.me', input: {}, openid: '林乙' }),
      isBase64Encoded: false,
      action: 'account.me',
    };
    const callers = [
      { kind: 'http', request },
      { kind: 'timer', triggerName: 'tick', time: new Date(0) },
      { kind: 'function', parent: null },
    ] as const;
    for (const caller of callers) {
      const { result } = await test.cloud.invoke({
        name: 'account',
        event: { action: 'account.me', input: {} },
        caller,
      });
      expect(result).toEqual({
        ok: false,
        error: { code: 'UNAUTHENTICATED', message: '请在微信小程序里办理。' },
      });
    }
  });

  it.each([
    [{}],
    [{ action: 'account.nothing', input: {} }],
    [{ action: 'numbering.overview', input: { orgId: 'P', year: 2020 } }],
    [{ action: '__proto__', input: {} }],
    [{ action: ['account.me'], input: {} }],
    [{ action: { $ne: null }, input: {} }],
  ])('refuses %j: no action of this function', async (event) => {
    expect(await call(event)).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  });

  it.each([
    [{ phone: { $gt: '' } }],
    [{ phone: ['13800000000'] }],
    [{ phone: 13800000000 }],
    [{ phone: '1'.repeat(10_000) }],
    [{ phone: '13800000000', $where: '1' }],
    [JSON.parse('{"phone": "13800000000", "__proto__": {"isAdmin": true}}') as object],
    [{ phone: '13800000000', constructor: { prototype: {} } }],
    ['13800000000'],
    [[]],
    [null],
  ])('refuses the input %j before anything is done', async (input) => {
    const result = await call({ action: 'account.sendCode', input });
    expect(result).toMatchObject({ ok: false, error: { code: 'INVALID' } });
    expect(test.cloud.sms.list()).toEqual([]);
  });

  it('refuses operators where ids are expected', async () => {
    const event = { action: 'organization.get', input: { id: { $ne: '' } } };
    expect(await call(event, 'organization')).toMatchObject({
      ok: false,
      error: { code: 'INVALID', details: { fields: { id: expect.any(String) } } },
    });
  });

  it('keeps its words to itself: no stack and no sealed field leaves it', async () => {
    const text = JSON.stringify(await call({ action: 'account.me', input: {} }));
    expect(text).not.toMatch(/Sealed|Hash|openids|k1\./);
  });
});
