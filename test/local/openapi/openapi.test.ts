import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import cloudSdk from 'wx-server-sdk';

import { type Cloud, startCloud } from '../../../local/cloud/server';

/* WeChat's interfaces as the unmodified SDK sees them (cloud-wire.md §2, wx.openApi). */

interface SdkError {
  errCode: number;
  errMsg: string;
}
const errorOf = (work: Promise<unknown>): Promise<SdkError> =>
  work.then(
    () => {
      throw new Error('it was answered');
    },
    (error: SdkError) => error,
  );

describe('WeChat’s servers on this machine', () => {
  let cloud: Cloud;
  const dataDir = mkdtempSync(join(tmpdir(), 'openapi-'));
  const api = cloudSdk.openapi as unknown as Record<
    string,
    Record<string, (request: object) => Promise<Record<string, unknown>>>
  >;

  beforeAll(async () => {
    cloud = await startCloud({ dataDir, database: { durability: 'nosync' } });
    Object.assign(process.env, {
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${cloud.url}/admin` }),
      TENCENTCLOUD_RUNENV: 'SCF',
      TENCENTCLOUD_REGION: 'ap-shanghai',
      TENCENTCLOUD_SECRETID: 'local',
      TENCENTCLOUD_SECRETKEY: 'local',
      SCF_NAMESPACE: 'local',
      TCB_ENV: 'local',
      SILENCE: 'true',
      WX_CONTEXT_KEYS: 'WX_API_TOKEN',
      WX_API_TOKEN: 'local',
    });
    cloudSdk.init({ env: 'local' });
  });
  afterAll(async () => {
    await cloud.close();
    delete process.env.WX_CONTEXT_KEYS;
    rmSync(dataDir, { recursive: true, force: true });
  });

  const phone = (code: string) => api.phonenumber!.getPhoneNumber!({ code, openid: 'o1' });
  const send = (data: Record<string, string>, touser = 'o1') =>
    api.subscribeMessage!.send!({
      touser,
      templateId: 't1',
      page: 'pages/progress/index',
      data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }])),
    });
  const draw = (request: object) => api.wxacode!.getUnlimited!(request);

  it('a phone code gives its number once', async () => {
    const answer = await phone('phone:13800000604:n1');
    expect(answer).toMatchObject({
      errCode: 0,
      phoneInfo: { phoneNumber: '13800000604', purePhoneNumber: '13800000604', countryCode: '86' },
    });
    expect(await errorOf(phone('phone:13800000604:n1'))).toMatchObject({ errCode: 40029 });
    expect(await errorOf(phone('a code of wx.login'))).toMatchObject({ errCode: 40029 });
  });

  it('messages arrive, with the checks of the service', async () => {
    await send({ thing1: '团员报到', phrase2: '审核通过', time3: '2020年3月5日 20:30' });
    expect(cloud.openApi.messages.list('o1')).toMatchObject([
      { templateId: 't1', page: 'pages/progress/index', data: { phrase2: '审核通过' } },
    ]);
    const json = (await (await fetch(`${cloud.url}/messages.json?openid=o1`)).json()) as unknown[];
    expect(json).toHaveLength(1);
    expect(await (await fetch(`${cloud.url}/messages`)).text()).toContain('审核通过');
    const wrong: Array<Record<string, string>> = [
      { thing1: '字'.repeat(21) },
      { phrase1: '六个字的词组' },
      { time1: '20200305' },
    ];
    for (const data of wrong) {
      expect(await errorOf(send(data))).toMatchObject({ errCode: 47003 });
    }
    expect(await errorOf(send({}, 'o1'))).toMatchObject({ errCode: 47003 });
    expect(await errorOf(send({ thing1: '好' }, ''))).toMatchObject({ errCode: 40003 });
    cloud.openApi.messages.refusing.add('o2');
    expect(await errorOf(send({ thing1: '好' }, 'o2'))).toMatchObject({ errCode: 43101 });
  });

  it('codes are pictures; scene and page are checked', async () => {
    const picture = await draw({ scene: '0604Z2', page: 'pages/register/index' });
    expect(picture.contentType).toBe('image/png');
    expect((picture.buffer as Buffer).subarray(1, 4).toString()).toBe('PNG');
    const page = 'pages/register/index';
    for (const scene of ['', 'x'.repeat(33), 'a b', '支部']) {
      expect(await errorOf(draw({ scene, page }))).toMatchObject({ errCode: 40169 });
    }
    for (const missing of ['/pages/register/index', 'pages/none/index']) {
      const refused = errorOf(draw({ scene: 'a', page: missing }));
      expect(await refused).toMatchObject({ errCode: 41030 });
    }
    await draw({ scene: 'a', page: 'pages/none/index', checkPath: false });
  });

  it('the next call of an interface can be refused', async () => {
    cloud.openApi.refuseNext(
      'phonenumber.getPhoneNumber',
      45009,
      'reach max api daily quota limit',
    );
    const error = await errorOf(phone('phone:13800000604:n2'));
    expect(error).toMatchObject({ errCode: 45009 });
    expect(error.errMsg).toContain('quota');
    expect(await phone('phone:13800000604:n2')).toMatchObject({ errCode: 0 });
  });

  it('what is not offered, and calls without the platform’s token, are errors of the platform', async () => {
    const unknown = await errorOf(api.security!.msgSecCheck!({ content: 'x' }));
    expect(unknown.errMsg).toContain('does not offer');
    process.env.WX_CONTEXT_KEYS = '';
    const error = await errorOf(phone('phone:13800000604:n3'));
    process.env.WX_CONTEXT_KEYS = 'WX_API_TOKEN';
    expect(error.errMsg).toContain('access_token');
  });

  it('a function may call what its config.json names, and nothing else', async () => {
    const form = new Map([
      ['apiName', Buffer.from('subscribeMessage.send')],
      ['wxCloudApiToken', Buffer.from('local')],
    ]);
    const { body } = await cloud.openApi.answer(form, { openapi: ['wxacode.getUnlimited'] });
    // CommOpenApiResp {3: -604101}, as an int32 travels.
    const bits = BigInt.asUintN(64, -604101n);
    const expected = [3 * 8];
    for (let rest = bits; ; rest >>= 7n) {
      expected.push(Number(rest & 0x7fn) | (rest >= 128n ? 0x80 : 0));
      if (rest < 128n) break;
    }
    expect([...body]).toEqual(expected);
  });
});
