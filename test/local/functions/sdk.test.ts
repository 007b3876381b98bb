import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sdk from 'wx-server-sdk';
import { sdkEnvironment } from '../../../local/cloud/functions/environment';
import type { Cloud } from '../../../local/cloud/server';
import { fixtureCloud } from './cloud-for-test';

/* What the SDK offers beyond database, functions, storage and openapi: refused by name, never by silence. */

type Loose = Record<string, Record<string, (request: object) => Promise<unknown>>>;
const loose = sdk as unknown as Loose & Record<string, (request: object) => Promise<unknown>>;

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    (answer) => `answered: ${JSON.stringify(answer)}`,
    (error: Error) => error.message,
  );

let cloud: Cloud;
beforeAll(async () => {
  cloud = await fixtureCloud();
  Object.assign(process.env, sdkEnvironment(`${cloud.url}/admin`), {
    WX_CONTEXT_KEYS: 'WX_API_TOKEN,WX_OPENID',
    WX_API_TOKEN: 'local',
    WX_OPENID: 'o1',
  });
  sdk.init({ env: 'local' });
});
afterAll(async () => {
  for (const name of ['WX_CONTEXT_KEYS', 'WX_API_TOKEN', 'WX_OPENID']) delete process.env[name];
  await cloud.close();
});

describe('the SDK in a program of its own', () => {
  it('calls functions, with their result and their errors', async () => {
    const call = (request: object): Promise<unknown> => loose.callFunction!(request);
    expect(await call({ name: 'probe', data: { x: 1 } })).toMatchObject({
      result: { event: { x: 1 } },
    });
    await expect(call({ name: 'nobody' })).rejects.toMatchObject({
      errCode: -1,
      code: 'FUNCTION_NOT_FOUND',
    });
  });

  it('is set up without a request', () => {
    cloud.database.resetRequests();
    sdk.init({ env: 'local' });
    loose.updateConfig!({ env: 'local' } as never);
    const names = ['version', 'logger', 'signature', 'registerService', 'createNewInstance'];
    expect(Object.keys(sdk)).toEqual(expect.arrayContaining(names));
    expect(cloud.database.requests()).toEqual({});
  });

  it('knows its environment and caller', () => {
    const { OPENID, ENV, API_TOKEN } = sdk.getWXContext() as Record<string, unknown>;
    expect([OPENID, ENV, API_TOKEN]).toEqual(['o1', 'local', undefined]);
    expect(typeof sdk.DYNAMIC_CURRENT_ENV).toBe('symbol');
  });

  it('pays nothing', async () => {
    const text = await refusal(loose.cloudPay!.unifiedOrder!({ body: 'x', totalFee: 1 }));
    expect(text).toContain('the local cloud does not offer');
  });

  it('has no other calls of WeChat than those that are offered', async () => {
    expect(await refusal(loose.callOpenAPI!({ api: 'x.y', data: {} }))).toContain('does not offer');
    expect(await refusal(loose.getOpenData!({ list: ['id'] }))).toContain('does not offer');
    expect(await refusal(loose.getVoIPSign!({ groupId: 'g', timestamp: 1, nonce: 'n' }))).toContain(
      'does not offer',
    );
    expect(await refusal(loose.getCloudCallSign!({}))).not.toContain('answered');
  });

  it('watches nothing: its collections have no such method', () => {
    expect(sdk.database().collection('any')).not.toHaveProperty('watch');
    expect(sdk.database().collection('any').doc('any')).not.toHaveProperty('watch');
  });

  it('is refused an action that nobody knows, by its name', async () => {
    const answer = await fetch(`${cloud.url}/admin`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'database.unknown' }),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      code: 'INVALID_PARAM',
      message: expect.stringContaining("'database.unknown'"),
    });
  });
});
