import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Deployment, GIVEN, KEY, newDeployment } from './deployment';

let trial: Deployment;
beforeEach(() => {
  trial = newDeployment();
});
afterEach(() => trial.remove());

describe('what is there already', () => {
  beforeEach(async () => {
    await trial.apply();
  });

  it('is never dropped: what is not declared is named and left alone', async () => {
    trial.there.collections.set('notes', { permission: 'READONLY', indexes: [] });
    trial.there.collections.get('totals')?.indexes.push({
      Name: 'mine',
      Keys: [{ Name: 'x', Direction: '1' }],
      Unique: false,
    });
    const account = trial.there.functions.get('account')!;
    trial.there.functions.set('hello', { ...account, FunctionName: 'hello' });
    account.Environment?.Variables?.push({ Key: 'EXTRA', Value: 'x' });
    account.Triggers = [{ TriggerName: 'own', Type: 'timer', TriggerDesc: '{"cron":"x"}' }];
    trial.there.files.set('old.js', { Key: 'old.js', ETag: '"1"', Size: '1' });
    const found = await trial.plan({ ...GIVEN, SMS_SIGN_NAME: '新签名' });
    expect(found.surplus).toEqual([
      '集合 totals 的索引 mine',
      '集合 notes',
      '函数 account 的环境变量 EXTRA',
      '函数 account 的定时触发器 own',
      '云函数 hello',
      '静态网站的 1 个旧文件，如 old.js',
    ]);
    await trial.apply({ ...GIVEN, SMS_SIGN_NAME: '新签名' });
    expect(account.Environment?.Variables).toContainEqual({ Key: 'EXTRA', Value: 'x' });
    expect(trial.there.collections.has('notes') && trial.there.functions.has('hello')).toBe(true);
    expect(trial.there.files.has('old.js')).toBe(true);
  });

  it('is closed again when somebody opened it; a rule that lets nobody in is as good', async () => {
    const [first, second] = [
      trial.there.collections.get('members')!,
      trial.there.collections.get('audit')!,
    ];
    first.permission = 'READONLY';
    Object.assign(second, { permission: 'CUSTOM', rule: '{"read": false, "write": false}' });
    const { changes } = await trial.plan();
    expect(changes).toEqual([{ kind: 'CLOSE_COLLECTION', collection: 'members' }]);
    second.rule = '{"read": true, "write": false}';
    expect((await trial.plan()).changes).toHaveLength(2);
  });

  it('keeps an index of the same fields under another name', async () => {
    const [index] = trial.there.collections.get('codes')!.indexes;
    index!.Name = 'by_hand';
    expect(await trial.plan()).toMatchObject({
      changes: [],
      byHand: [expect.any(String)],
      surplus: [],
    });
  });

  it('leaves to people what would need a removal: indexes, timers, runtimes, foreign routes', async () => {
    trial.there.collections.get('codes')!.indexes[0]!.Unique = true;
    trial.there.functions.get('clock')!.Triggers![0]!.TriggerDesc = '{"cron":"0 0 1 * * * *"}';
    trial.there.functions.get('roster')!.Runtime = 'Nodejs12.16';
    trial.there.domains[0]!.Routes[1]!.UpstreamResourceType = 'CBR';
    const { changes, byHand } = await trial.plan();
    expect(changes).toEqual([]);
    expect(byHand).toEqual([
      expect.stringContaining('索引 expiry 与声明不同'),
      expect.stringContaining('运行环境是 Nodejs12.16'),
      expect.stringContaining('定时触发器 tick 现在是“0 0 1 * * * *”'),
      expect.stringContaining('/ 现在指向 staticstore，不是本系统的'),
      expect.stringContaining('只供试用'),
    ]);
  });

  it('refuses to replace a key that stored data depends on, and takes one more', async () => {
    const other = Buffer.alloc(32, 9).toString('base64');
    const replaced = { ...GIVEN, HMAC_KEYS: JSON.stringify({ h1: other }) };
    expect((await trial.plan(replaced)).problems).toEqual([
      expect.stringContaining('HMAC_KEYS 少了线上已有的密钥 h1'),
    ]);
    const lost = await trial.plan({
      ...GIVEN,
      DATA_KEYS: JSON.stringify({ k2: other }),
      DATA_KEY_ID: 'k2',
    });
    expect(lost.problems).toContainEqual(
      expect.stringContaining('DATA_KEYS 少了线上已有的密钥 k1'),
    );
    const added = { ...GIVEN, DATA_KEYS: JSON.stringify({ k1: KEY, k2: other }) };
    await trial.apply(added);
    expect(await trial.plan(added)).toMatchObject({ changes: [], problems: [] });
  });

  it('writes with a new key only after every function knows it, and drops one only when told to', async () => {
    const other = Buffer.alloc(32, 9).toString('base64');
    const both = JSON.stringify({ k1: KEY, k2: other });
    const atOnce = { ...GIVEN, DATA_KEYS: both, DATA_KEY_ID: 'k2' };
    expect((await trial.plan(atOnce)).problems).toEqual([
      expect.stringContaining('DATA_KEY_ID 改早了'),
    ]);
    await trial.apply({ ...GIVEN, DATA_KEYS: both });
    await trial.apply(atOnce);
    const alone = { ...atOnce, DATA_KEYS: JSON.stringify({ k2: other }) };
    expect((await trial.plan(alone)).problems).toEqual([
      expect.stringContaining('RETIRED_KEYS=k1'),
    ]);
    await trial.apply({ ...alone, RETIRED_KEYS: 'k1' });
    expect(await trial.plan(alone)).toMatchObject({ changes: [], problems: [] });
  });

  it('waits for a function that is changing, and tells of one that failed', async () => {
    trial.there.functions.get('review')!.Status = 'Updating';
    trial.there.functions.get('roster')!.Status = 'CreateFailed';
    const { problems } = await trial.plan();
    expect(problems).toEqual([
      expect.stringContaining('review 的状态是 Updating，正在变动'),
      expect.stringContaining('roster 的状态是 CreateFailed：请在'),
    ]);
  });

  it('turns the path on that the API needs, and puts the console on the own domain', async () => {
    trial.there.domains[0]!.Routes[0]!.EnablePathTransmission = false;
    await trial.apply();
    expect(trial.there.writes.at(-1)).toBe('modifyRoute /api');
    const unbound = await trial.plan(GIVEN, 'hao.example.cn');
    expect(unbound.byHand).toEqual([expect.stringContaining('域名 hao.example.cn 还没有绑定')]);
    trial.there.domains.push({
      Domain: 'hao.example.cn',
      DomainType: 'HTTPSERVICE',
      IsDefault: false,
      Routes: [],
    });
    await trial.apply(GIVEN, 'hao.example.cn');
    expect(await trial.plan(GIVEN, 'hao.example.cn')).toMatchObject({ changes: [], byHand: [] });
  });

  it('takes the domain of the HTTP service, not that of containers; without one it says what to open', async () => {
    trial.there.domains.unshift({
      Domain: 'env-1.run.tcloudbase.com',
      DomainType: 'CBR',
      IsDefault: true,
      Routes: [],
    });
    expect(await trial.plan()).toMatchObject({ changes: [] });
    trial.there.domains.pop();
    const { byHand } = await trial.plan();
    expect(byHand).toEqual([expect.stringContaining('还没有开通 HTTP 访问服务')]);
  });

  it('reads more than one page of functions and collections', async () => {
    for (let at = 0; at < 230; at += 1) {
      trial.there.collections.set(`other${at}`, { permission: 'PRIVATE', indexes: [] });
    }
    const { changes, surplus } = await trial.plan();
    expect(changes).toEqual([]);
    expect(surplus).toHaveLength(230);
  });
});
