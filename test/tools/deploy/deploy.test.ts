import { cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { applyPlan } from '../../../tools/deploy/apply';
import type { Plan } from '../../../tools/deploy/change';
import { cloudBase } from '../../../tools/deploy/cloudbase';
import { declarationOf } from '../../../tools/deploy/declaration';
import { DeployError } from '../../../tools/deploy/deploy-error';
import { planFor } from '../../../tools/deploy/plan';
import { planWords } from '../../../tools/deploy/words';
import { ServiceError, type StandIn, standIn } from './manager-stand-in';

const KEY = Buffer.alloc(32, 7).toString('base64');
const GIVEN: Record<string, string> = {
  DATA_KEYS: JSON.stringify({ k1: KEY }),
  DATA_KEY_ID: 'k1',
  HMAC_KEY: KEY,
  SMS_PROVIDER: 'tencent',
  SMS_SECRET_ID: 'sms-id',
  SMS_SECRET_KEY: 'sms-key',
  SMS_APP_ID: '1400000000',
  SMS_SIGN_NAME: '某省团委',
  SMS_TEMPLATE_ID: '123456',
};

const FUNCTIONS = [
  'account',
  'clock',
  'console',
  'numbering',
  'organization',
  'registration',
  'review',
  'roster',
];

let dist: string;
let there: StandIn;
beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'deploy-'));
  // Configurations as they are, code small enough to hash and change at will.
  cpSync('dist/cloudfunctions', join(dist, 'cloudfunctions'), {
    recursive: true,
    filter: (file) => !file.endsWith('index.js'),
  });
  for (const name of FUNCTIONS) writeCode(name, `exports.main = '${name}';`);
  mkdirSync(join(dist, 'admin/assets'), { recursive: true });
  writeFileSync(join(dist, 'admin/index.html'), '<html></html>');
  writeFileSync(join(dist, 'admin/assets/index-abc.js'), 'console');
  there = standIn();
});
afterEach(() => rmSync(dist, { recursive: true }));

const writeCode = (name: string, code: string): void =>
  writeFileSync(join(dist, 'cloudfunctions', name, 'index.js'), code);

const cloud = () => cloudBase(there.manager, 'env-1', async () => undefined);

async function plan(settings = GIVEN, domain?: string): Promise<Plan> {
  const declared = declarationOf(dist);
  const found = await cloud().look({
    collections: declared.collections.map(({ name }) => name),
    functions: declared.functions.map(({ name }) => name),
  });
  return planFor(declared, found, { settings, domain });
}

async function apply(settings = GIVEN, domain?: string): Promise<string[]> {
  const told: string[] = [];
  await applyPlan(cloud(), await plan(settings, domain), (line) => told.push(line));
  return told;
}

const words = (one: Plan): string => planWords(one, 'env-1');
const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no refusal',
    (error: unknown) => (error instanceof DeployError ? error.message : `not told: ${error}`),
  );

describe('the plan of a deployment', () => {
  it('lists every step for an empty environment, without any value of a variable', async () => {
    const text = words(await plan());
    const { collections } = declarationOf(dist);
    for (const { name } of collections) {
      expect(text).toContain(`创建集合 ${name}\n`);
      expect(text).toContain(`集合 ${name} 的权限设为 ADMINONLY`);
    }
    for (const name of FUNCTIONS) expect(text).toContain(`创建云函数 ${name}：`);
    expect(text).toContain('建索引 phone（phoneHash 升序，唯一）');
    expect(text).toContain('创建云函数 clock：Nodejs20.19，超时 60 秒，内存 256 MB');
    expect(text).toContain('云函数 clock 建定时触发器 tick（0 */10 * * * * *）');
    expect(text).toContain('环境变量 DATA_KEYS、DATA_KEY_ID、HMAC_KEY、SMS_PROVIDER');
    expect(text).toContain('开通静态网站托管');
    expect(text).toContain('上传网页管理端 2 个文件');
    expect(text).toContain('建路由 /api → 云函数 console（打开路径透传）');
    expect(text).toContain('account（phonenumber.getPhoneNumber）');
    for (const secret of [KEY, 'sms-key', '某省团委']) expect(text).not.toContain(secret);
  });

  it('closes a new collection before anything else is done to it', async () => {
    const { changes } = await plan();
    const kinds = changes.flatMap((change) =>
      'collection' in change && change.collection === 'accounts' ? [change.kind] : [],
    );
    expect(kinds).toEqual(['CREATE_COLLECTION', 'CLOSE_COLLECTION', 'CREATE_INDEXES']);
  });

  it('names missing secrets and settings, and nothing is changed before they are there', async () => {
    const { HMAC_KEY: _, SMS_SIGN_NAME: __, ...rest } = GIVEN;
    const { problems } = await plan(rest);
    expect(problems).toEqual([
      expect.stringContaining('缺少密钥 HMAC_KEY'),
      expect.stringContaining('缺少设置 SMS_SIGN_NAME'),
    ]);
    expect(await refusalOf(apply(rest))).toContain('什么也没有改');
    expect(there.writes).toEqual([]);
  });

  it('tells of values that the functions could not read', async () => {
    const { problems } = await plan({ ...GIVEN, HMAC_KEY: 'short', WECHAT_STAGE: 'live' });
    expect(problems).toEqual([
      expect.stringContaining('HMAC_KEY'),
      expect.stringContaining('WECHAT_STAGE'),
    ]);
    const local = await plan({ ...GIVEN, SMS_PROVIDER: 'local' });
    expect(local.problems).toEqual(['SMS_PROVIDER 在云端只能写 tencent。']);
  });

  it('gives a function only the variables that are its own', async () => {
    const { changes } = await plan();
    const names = new Map(
      changes.flatMap((change) =>
        change.kind === 'CREATE_FUNCTION'
          ? [[change.declared.name, Object.keys(change.environment)] as const]
          : [],
      ),
    );
    expect(names.get('clock')).toEqual([]);
    expect(names.get('numbering')).toEqual(['DATA_KEYS', 'DATA_KEY_ID', 'HMAC_KEY']);
    expect(names.get('console')).toContain('SMS_SECRET_KEY');
  });

  it('refuses more than 4 KB of variables for a function', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`k${at}`, KEY]));
    const { problems } = await plan({
      ...GIVEN,
      DATA_KEYS: JSON.stringify(many),
      DATA_KEY_ID: 'k1',
    });
    expect(problems).toContainEqual(expect.stringMatching(/^函数 roster 的环境变量超过 4 KB/));
  });
});

describe('applying the plan', () => {
  it('makes the environment as declared; the next plan has nothing to do', async () => {
    const told = await apply();
    expect(told.at(-1)).toMatch(/^(\d+)\/\1 /);
    const again = await plan();
    expect(again).toMatchObject({ changes: [], problems: [], surplus: [] });
    expect([...there.collections.values()].every((one) => one.permission === 'ADMINONLY')).toBe(
      true,
    );
    expect(there.domains[0]?.Routes).toMatchObject([
      {
        Path: '/api',
        UpstreamResourceType: 'SCF',
        EnablePathTransmission: true,
        EnableAuth: false,
      },
      { Path: '/', UpstreamResourceType: 'STATIC_STORE', UpstreamResourceName: 'staticstore' },
    ]);
    const writes = there.writes.length;
    await apply();
    expect(there.writes).toHaveLength(writes);
  });

  it('needs no secrets at hand once they are in the environment', async () => {
    await apply();
    writeCode('review', 'exports.main = 2;');
    expect(await plan({})).toMatchObject({ problems: [] });
    await apply({});
    expect(there.writes.slice(-2)).toEqual([
      'updateFunctionCode review',
      'updateFunctionConfig review',
    ]);
    const variables = there.functions.get('review')?.Environment?.Variables;
    expect(variables).toContainEqual({ Key: 'HMAC_KEY', Value: KEY });
  });

  it('gives a new function the secrets that its neighbours have', async () => {
    await apply();
    there.functions.delete('roster');
    await apply({});
    expect(there.functions.get('roster')?.Environment?.Variables).toContainEqual({
      Key: 'HMAC_KEY',
      Value: KEY,
    });
  });

  it('goes on where it stopped, wherever that was', async () => {
    const whole = standIn();
    const total = await (async () => {
      there = whole;
      await apply();
      return whole.writes.length;
    })();
    for (let at = 0; at < total; at += 3) {
      there = standIn();
      there.failure = { at, error: new ServiceError('InternalError', 'system busy') };
      expect(await refusalOf(apply())).toContain('会从这里接着做');
      await apply();
      expect(await plan()).toMatchObject({ changes: [], problems: [] });
      expect([...there.collections.keys()].sort()).toEqual([...whole.collections.keys()].sort());
    }
  });

  it('uploads the first page last, and only files that changed', async () => {
    await apply();
    expect(there.writes.filter((name) => name.startsWith('uploadFiles'))).toEqual([
      'uploadFiles assets/index-abc.js',
      'uploadFiles index.html',
    ]);
    writeFileSync(join(dist, 'admin/index.html'), '<html>2</html>');
    const { changes } = await plan();
    expect(changes).toMatchObject([{ kind: 'UPLOAD_FILES', files: [{ path: 'index.html' }] }]);
  });

  it('names variables that change, never their values', async () => {
    await apply();
    const text = words(await plan({ ...GIVEN, SMS_SIGN_NAME: '新签名', WECHAT_PHONE: 'on' }));
    expect(text).toContain(
      '更新云函数 account 的配置：新增环境变量 WECHAT_PHONE，更新环境变量 SMS_SIGN_NAME',
    );
    expect(text).not.toContain('新签名');
  });

  it('says what the service said and what to do about it', async () => {
    there.failure = {
      at: 0,
      error: new ServiceError('UnauthorizedOperation', 'no permission', 'q7'),
    };
    const text = await refusalOf(apply());
    expect(text).toContain('没有做成：创建集合 organizations');
    expect(text).toContain('UnauthorizedOperation no permission（RequestId q7）');
    expect(text).toContain('QcloudTCBFullAccess');
    there.failure = { at: 0, error: new ServiceError('AuthFailure.SignatureFailure', 'bad') };
    expect(await refusalOf(apply())).toContain('核对 TENCENTCLOUD_SECRETID');
  });
});

describe('what is there already', () => {
  beforeEach(() => apply());

  it('is never dropped: what is not declared is named and left alone', async () => {
    there.collections.set('notes', { permission: 'READONLY', indexes: [] });
    there.collections.get('totals')?.indexes.push({
      Name: 'mine',
      Keys: [{ Name: 'x', Direction: '1' }],
      Unique: false,
    });
    const account = there.functions.get('account')!;
    there.functions.set('hello', { ...account, FunctionName: 'hello' });
    account.Environment?.Variables?.push({ Key: 'EXTRA', Value: 'x' });
    account.Triggers = [{ TriggerName: 'own', Type: 'timer', TriggerDesc: '{"cron":"x"}' }];
    there.files.set('old.js', { Key: 'old.js', ETag: '"1"', Size: '1' });
    const found = await plan({ ...GIVEN, SMS_SIGN_NAME: '新签名' });
    expect(found.surplus).toEqual([
      '集合 totals 的索引 mine',
      '集合 notes',
      '函数 account 的环境变量 EXTRA',
      '函数 account 的定时触发器 own',
      '云函数 hello',
      '静态网站的 1 个旧文件，如 old.js',
    ]);
    await apply({ ...GIVEN, SMS_SIGN_NAME: '新签名' });
    expect(account.Environment?.Variables).toContainEqual({ Key: 'EXTRA', Value: 'x' });
    expect(there.collections.has('notes') && there.functions.has('hello')).toBe(true);
    expect(there.files.has('old.js')).toBe(true);
  });

  it('is closed again when somebody opened it; a rule that lets nobody in is as good', async () => {
    const [first, second] = [there.collections.get('members')!, there.collections.get('audit')!];
    first.permission = 'READONLY';
    Object.assign(second, { permission: 'CUSTOM', rule: '{"read": false, "write": false}' });
    const { changes } = await plan();
    expect(changes).toEqual([{ kind: 'CLOSE_COLLECTION', collection: 'members' }]);
    second.rule = '{"read": true, "write": false}';
    expect((await plan()).changes).toHaveLength(2);
  });

  it('keeps an index of the same fields under another name', async () => {
    const [index] = there.collections.get('codes')!.indexes;
    index!.Name = 'by_hand';
    expect(await plan()).toMatchObject({ changes: [], byHand: [expect.any(String)], surplus: [] });
  });

  it('leaves to people what would need a removal: indexes, timers, runtimes, foreign routes', async () => {
    there.collections.get('codes')!.indexes[0]!.Unique = true;
    there.functions.get('clock')!.Triggers![0]!.TriggerDesc = '{"cron":"0 0 1 * * * *"}';
    there.functions.get('roster')!.Runtime = 'Nodejs12.16';
    there.domains[0]!.Routes[1]!.UpstreamResourceType = 'CBR';
    const { changes, byHand } = await plan();
    expect(changes).toEqual([]);
    expect(byHand).toEqual([
      expect.stringContaining('索引 expiry 与声明不同'),
      expect.stringContaining('定时触发器 tick 现在是“0 0 1 * * * *”'),
      expect.stringContaining('运行环境是 Nodejs12.16'),
      expect.stringContaining('/ 现在指向 staticstore，不是本系统的'),
      expect.stringContaining('只供试用'),
    ]);
  });

  it('refuses to replace a key that stored data depends on, and takes one more', async () => {
    const other = Buffer.alloc(32, 9).toString('base64');
    const { problems } = await plan({ ...GIVEN, HMAC_KEY: other });
    expect(problems).toEqual([expect.stringContaining('HMAC_KEY 与线上的值不同')]);
    const lost = await plan({
      ...GIVEN,
      DATA_KEYS: JSON.stringify({ k2: other }),
      DATA_KEY_ID: 'k2',
    });
    expect(lost.problems).toEqual([expect.stringContaining('DATA_KEYS 少了线上已有的密钥')]);
    const rotated = {
      ...GIVEN,
      DATA_KEYS: JSON.stringify({ k1: KEY, k2: other }),
      DATA_KEY_ID: 'k2',
    };
    await apply(rotated);
    expect(await plan(rotated)).toMatchObject({ changes: [], problems: [] });
  });

  it('waits for a function that is changing, and tells of one that failed', async () => {
    there.functions.get('review')!.Status = 'Updating';
    there.functions.get('roster')!.Status = 'CreateFailed';
    const { problems } = await plan();
    expect(problems).toEqual([
      expect.stringContaining('review 的状态是 Updating，正在变动'),
      expect.stringContaining('roster 的状态是 CreateFailed：请在'),
    ]);
  });

  it('turns the path on that the API needs, and puts the console on the own domain', async () => {
    there.domains[0]!.Routes[0]!.EnablePathTransmission = false;
    await apply();
    expect(there.writes.at(-1)).toBe('modifyRoute /api');
    const unbound = await plan(GIVEN, 'hao.example.cn');
    expect(unbound.byHand).toEqual([expect.stringContaining('域名 hao.example.cn 还没有绑定')]);
    there.domains.push({
      Domain: 'hao.example.cn',
      DomainType: 'HTTPSERVICE',
      IsDefault: false,
      Routes: [],
    });
    await apply(GIVEN, 'hao.example.cn');
    expect(await plan(GIVEN, 'hao.example.cn')).toMatchObject({ changes: [], byHand: [] });
  });

  it('takes the domain of the HTTP service, not that of containers; without one it says what to open', async () => {
    there.domains.unshift({
      Domain: 'env-1.run.tcloudbase.com',
      DomainType: 'CBR',
      IsDefault: true,
      Routes: [],
    });
    expect(await plan()).toMatchObject({ changes: [] });
    there.domains.pop();
    const { byHand } = await plan();
    expect(byHand).toEqual([expect.stringContaining('还没有开通 HTTP 访问服务')]);
  });

  it('reads more than one page of functions and collections', async () => {
    for (let at = 0; at < 230; at += 1) {
      there.collections.set(`other${at}`, { permission: 'PRIVATE', indexes: [] });
    }
    const { changes, surplus } = await plan();
    expect(changes).toEqual([]);
    expect(surplus).toHaveLength(230);
  });
});
