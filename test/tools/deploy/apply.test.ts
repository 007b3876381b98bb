import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Plan } from '../../../tools/deploy/change';
import { planWords } from '../../../tools/deploy/words';
import { type Deployment, FUNCTIONS, GIVEN, newDeployment, refusalOf } from './deployment';
import { ServiceError, standIn } from './manager-stand-in';

const words = (plan: Plan): string => planWords(plan, 'env-1', []);

let trial: Deployment;
beforeEach(() => {
  trial = newDeployment();
});
afterEach(() => trial.remove());

describe('applying the plan', () => {
  it('makes the environment as declared; the next plan has nothing to do', async () => {
    const told = await trial.apply();
    expect(told.at(-1)).toMatch(/^(\d+)\/\1 /);
    const again = await trial.plan();
    expect(again).toMatchObject({ changes: [], problems: [], surplus: [] });
    expect(
      [...trial.there.collections.values()].every((one) => one.permission === 'ADMINONLY'),
    ).toBe(true);
    expect(trial.there.domains[0]?.Routes).toMatchObject([
      {
        Path: '/api',
        UpstreamResourceType: 'SCF',
        EnablePathTransmission: true,
        EnableAuth: false,
      },
      { Path: '/', UpstreamResourceType: 'STATIC_STORE', UpstreamResourceName: 'staticstore' },
    ]);
    const writes = trial.there.writes.length;
    await trial.apply();
    expect(trial.there.writes).toHaveLength(writes);
  });

  it('needs no secrets at hand once they are in the environment', async () => {
    await trial.apply();
    trial.writeCode('review', 'exports.main = 2;');
    expect(await trial.plan({})).toMatchObject({ problems: [] });
    await trial.apply({});
    expect(trial.there.writes.slice(-2)).toEqual([
      'updateFunctionCode review',
      'updateFunctionConfig review',
    ]);
    const variables = trial.there.functions.get('review')?.Environment?.Variables;
    expect(variables).toContainEqual({ Key: 'HMAC_KEYS', Value: GIVEN.HMAC_KEYS });
  });

  it('gives a new function the secrets that its neighbours have', async () => {
    await trial.apply();
    trial.there.functions.delete('roster');
    await trial.apply({});
    expect(trial.there.functions.get('roster')?.Environment?.Variables).toContainEqual({
      Key: 'HMAC_KEYS',
      Value: GIVEN.HMAC_KEYS,
    });
  });

  it('goes on where it stopped, wherever that was', async () => {
    const whole = standIn();
    const total = await (async () => {
      trial.there = whole;
      await trial.apply();
      return whole.writes.length;
    })();
    for (let at = 0; at < total; at += 3) {
      trial.there = standIn();
      trial.there.failure = { at, error: new ServiceError('InternalError', 'system busy') };
      expect(await refusalOf(trial.apply())).toContain('会从这里接着做');
      await trial.apply();
      expect(await trial.plan()).toMatchObject({ changes: [], problems: [] });
      expect([...trial.there.collections.keys()].sort()).toEqual(
        [...whole.collections.keys()].sort(),
      );
    }
  });

  it('brings a new version to the clock last, for it changes what the others have stored', async () => {
    await trial.apply();
    for (const name of FUNCTIONS) trial.writeCode(name, 'exports.main = 2;');
    const { changes } = await trial.plan();
    const uploaded = changes.flatMap((one) =>
      one.kind === 'UPLOAD_CODE' ? [one.declared.name] : [],
    );
    expect(uploaded).toEqual([...FUNCTIONS.filter((name) => name !== 'clock'), 'clock']);
  });

  it('uploads the first page last, and only files that changed', async () => {
    await trial.apply();
    expect(trial.there.writes.filter((name) => name.startsWith('uploadFiles'))).toEqual([
      'uploadFiles assets/index-abc.js',
      'uploadFiles index.html',
    ]);
    writeFileSync(join(trial.dist, 'admin/index.html'), '<html>2</html>');
    const { changes } = await trial.plan();
    expect(changes).toMatchObject([{ kind: 'UPLOAD_FILES', files: [{ path: 'index.html' }] }]);
  });

  it('names variables that change, never their values', async () => {
    await trial.apply();
    const text = words(await trial.plan({ ...GIVEN, SMS_SIGN_NAME: '新签名', WECHAT_PHONE: 'on' }));
    expect(text).toContain(
      '更新云函数 account 的配置：新增环境变量 WECHAT_PHONE，更新环境变量 SMS_SIGN_NAME',
    );
    expect(text).not.toContain('新签名');
  });

  it('says what the service said and what to do about it', async () => {
    trial.there.failure = {
      at: 0,
      error: new ServiceError('UnauthorizedOperation', 'no permission', 'q7'),
    };
    const text = await refusalOf(trial.apply());
    expect(text).toContain('没有做成：创建集合 organizations');
    expect(text).toContain('UnauthorizedOperation no permission（RequestId q7）');
    expect(text).toContain('QcloudTCBFullAccess');
    trial.there.failure = { at: 0, error: new ServiceError('AuthFailure.SignatureFailure', 'bad') };
    expect(await refusalOf(trial.apply())).toContain('核对 TENCENTCLOUD_SECRETID');
  });
});
