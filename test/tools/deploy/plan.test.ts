import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Plan } from '../../../tools/deploy/change';
import { declarationOf } from '../../../tools/deploy/declaration';
import { planWords } from '../../../tools/deploy/words';
import { type Deployment, FUNCTIONS, GIVEN, KEY, newDeployment, refusalOf } from './deployment';

const words = (plan: Plan): string => planWords(plan, 'env-1', []);

let trial: Deployment;
beforeEach(() => {
  trial = newDeployment();
});
afterEach(() => trial.remove());

describe('the plan of a deployment', () => {
  it('lists every step for an empty environment, without any value of a variable', async () => {
    const text = words(await trial.plan());
    const { collections } = declarationOf(trial.dist);
    for (const { name } of collections) {
      expect(text).toContain(`创建集合 ${name}\n`);
      expect(text).toContain(`集合 ${name} 的权限设为 ADMINONLY`);
    }
    for (const name of FUNCTIONS) expect(text).toContain(`创建云函数 ${name}：`);
    expect(text).toContain('建索引 phone（phoneHash 升序，唯一）');
    expect(text).toContain('创建云函数 clock：Nodejs20.19，超时 60 秒，内存 256 MB');
    expect(text).toContain('云函数 clock 建定时触发器 tick（0 */10 * * * * *）');
    expect(text).toContain('环境变量 DATA_KEYS、DATA_KEY_ID、HMAC_KEYS、HMAC_KEY_ID、SMS_PROVIDER');
    expect(text).toContain('开通静态网站托管');
    expect(text).toContain('上传网页管理端 2 个文件');
    expect(text).toContain('建路由 /api → 云函数 console（打开路径透传）');
    expect(text).toContain('account（phonenumber.getPhoneNumber）');
    for (const secret of [KEY, 'sms-key', '某省团委']) expect(text).not.toContain(secret);
  });

  it('closes a new collection before anything else is done to it', async () => {
    const { changes } = await trial.plan();
    const kinds = changes.flatMap((change) =>
      'collection' in change && change.collection === 'accounts' ? [change.kind] : [],
    );
    expect(kinds).toEqual(['CREATE_COLLECTION', 'CLOSE_COLLECTION', 'CREATE_INDEXES']);
  });

  it('names missing secrets and settings, and nothing is changed before they are there', async () => {
    const { HMAC_KEYS: _, SMS_SIGN_NAME: __, ...rest } = GIVEN;
    const { problems } = await trial.plan(rest);
    expect(problems).toEqual([
      expect.stringContaining('缺少密钥 HMAC_KEYS'),
      expect.stringContaining('缺少设置 SMS_SIGN_NAME'),
    ]);
    expect(await refusalOf(trial.apply(rest))).toContain('什么也没有改');
    expect(trial.there.writes).toEqual([]);
  });

  it('tells of values that the functions could not read', async () => {
    const { problems } = await trial.plan({
      ...GIVEN,
      HMAC_KEYS: '{"h1":"short"}',
      WECHAT_STAGE: 'live',
    });
    expect(problems).toEqual([
      expect.stringContaining('HMAC_KEYS'),
      expect.stringContaining('WECHAT_STAGE'),
    ]);
    const local = await trial.plan({ ...GIVEN, SMS_PROVIDER: 'local' });
    expect(local.problems).toEqual(['SMS_PROVIDER 在云端只能写 tencent。']);
  });

  it('gives a function only the variables that are its own', async () => {
    const { changes } = await trial.plan();
    const names = new Map(
      changes.flatMap((change) =>
        change.kind === 'CREATE_FUNCTION'
          ? [[change.declared.name, Object.keys(change.environment)] as const]
          : [],
      ),
    );
    const keys = ['DATA_KEYS', 'DATA_KEY_ID', 'HMAC_KEYS', 'HMAC_KEY_ID'];
    expect(names.get('clock')).toEqual(keys);
    expect(names.get('numbering')).toEqual(keys);
    expect(names.get('console')).toContain('SMS_SECRET_KEY');
  });

  it('refuses more than 4 KB of variables for a function', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`k${at}`, KEY]));
    const { problems } = await trial.plan({
      ...GIVEN,
      DATA_KEYS: JSON.stringify(many),
      DATA_KEY_ID: 'k1',
    });
    expect(problems).toContainEqual(expect.stringMatching(/^函数 roster 的环境变量超过 4 KB/));
  });
});
