/**
 * `npm run admin:first`: makes the first administrator with the deployer's own credentials, or one when nobody
 * at the province is in office any more, see USAGE.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cloudDatabase } from '../cloudfunctions/core/adapters/cloud-database';
import { machineRuntime } from '../cloudfunctions/core/adapters/runtime';
import { secretsFrom } from '../cloudfunctions/core/adapters/secrets';
import { createFirstAdministrator, FirstAdministratorError } from './create-first-administrator';

const USAGE = `用法：npm run admin:first -- --phone 手机号 --name 姓名 --id-number 证件号
  [--province-code 35] [--province-name 共青团福建省委员会] [--data 本机数据目录]

云端：环境变量 TCB_ENV、TENCENTCLOUD_SECRETID、TENCENTCLOUD_SECRETKEY，
      以及与云函数相同的 DATA_KEYS、DATA_KEY_ID、HMAC_KEYS、HMAC_KEY_ID。
本机：先启动系统，环境变量取自启动时的提示（TCB_CONTEXT_CNFG 等），密钥用 --data 读取。`;

const OPTIONS = {
  phone: { type: 'string' },
  name: { type: 'string' },
  'id-number': { type: 'string' },
  'province-code': { type: 'string', default: '35' },
  'province-name': { type: 'string', default: '共青团福建省委员会' },
  data: { type: 'string' },
} as const;

async function main(): Promise<string> {
  const { values } = parseArgs({ options: OPTIONS });
  const { phone, name, 'id-number': idNumber, data } = values;
  if (!phone || !name || !idNumber) throw new FirstAdministratorError(USAGE);
  const keys = data
    ? (JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as NodeJS.ProcessEnv)
    : process.env;
  // Without credentials the SDK ends the process with an error nobody understands.
  if (!process.env.TENCENTCLOUD_SECRETID || !process.env.TCB_ENV) {
    throw new FirstAdministratorError(USAGE);
  }
  const { orgId, isFirst } = await createFirstAdministrator(
    cloudDatabase(),
    secretsFrom(keys),
    machineRuntime,
    {
      phone,
      name,
      idNumber,
      provinceCode: values['province-code'],
      provinceName: values['province-name'],
    },
  );
  const what = isFirst ? '已设置第一位管理员' : '原来的管理员都已不在任，已设置管理员';
  return `${what}：${name}，组织编码 ${orgId}，任期一年。请用手机号登录管理系统。`;
}

try {
  console.log(await main());
} catch (error) {
  console.error(error instanceof FirstAdministratorError ? error.message : error);
  process.exitCode = 1;
}
