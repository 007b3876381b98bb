/**
 * `npm run deploy:plan` prints the difference between the declaration and an environment,
 * `npm run deploy:apply` makes it good, see USAGE.
 */
import { parseArgs } from 'node:util';
import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import { MIGRATIONS } from '../../cloudfunctions/core/usecases/migrations';
import { buildConsole } from '../build/console';
import { buildFunctions } from '../build/functions';
import { applyPlan, failureWords } from './apply';
import { cloudBase } from './cloudbase';
import { declarationOf } from './declaration';
import { DeployError } from './deploy-error';
import { connect } from './manager';
import { planFor } from './plan';
import type { CloudEnvironment, FoundEnvironment } from './port';
import { readSettings } from './read-settings';
import { waitingMigrations } from './waiting-migrations';
import { planWords } from './words';

const USAGE = `用法：npm run deploy:plan -- [--domain 域名] [--offline]
      npm run deploy:apply -- [--domain 域名]
设置取自项目目录的 .env 和环境变量（见 docs/部署指南.md）：
  TCB_ENV 环境 ID，TENCENTCLOUD_SECRETID、TENCENTCLOUD_SECRETKEY 部署人员的访问密钥，
  TENCENTCLOUD_REGION 环境所在地域（默认 ap-shanghai），以及云函数的环境变量。
--offline 不连云端，按空环境列出全部步骤。`;

const emptyEnvironment = (domain?: string): FoundEnvironment => ({
  collections: [],
  otherCollections: [],
  functions: [],
  otherFunctions: [],
  site: { status: 'ABSENT', files: [] },
  domains: [{ name: domain ?? '默认域名', isDefault: !domain, routes: [] }],
});

function open(values: Record<string, string>): CloudEnvironment {
  const {
    TCB_ENV: envId,
    TENCENTCLOUD_SECRETID: secretId,
    TENCENTCLOUD_SECRETKEY: secretKey,
    TENCENTCLOUD_REGION: region,
  } = values;
  if (!envId || !secretId || !secretKey) throw new DeployError(USAGE);
  return cloudBase(connect({ envId, secretId, secretKey, region }), envId);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { domain: { type: 'string' }, offline: { type: 'boolean', default: false } },
  });
  const [command] = positionals;
  const isApply = command === 'apply';
  if (positionals.length !== 1 || !(isApply || command === 'plan') || (isApply && values.offline)) {
    throw new DeployError(USAGE);
  }
  // What is deployed is what the sources say now; what is up to date is not built again.
  await Promise.all([buildFunctions(), buildConsole()]);
  const declared = declarationOf();
  const wishes = { settings: readSettings(), domain: values.domain };
  const name = values.offline ? '（空环境，没有连接云端）' : (wishes.settings.TCB_ENV ?? '');
  const names = {
    collections: declared.collections.map((one) => one.name),
    functions: declared.functions.map((one) => one.name),
  };
  if (values.offline) {
    const plan = planFor(declared, emptyEnvironment(values.domain), wishes);
    console.log(planWords(plan, name, []));
    return;
  }
  const cloud = open(wishes.settings);
  // The SDK takes the credentials from there.
  Object.assign(process.env, wishes.settings);
  const look = async () => {
    const found = await cloud.look(names);
    return { found, waiting: await waitingMigrations(found, cloudDatabase(), MIGRATIONS) };
  };
  const { found, waiting } = await look().catch((error: unknown) => {
    throw new DeployError(failureWords('读取云端的现状（没有改动任何东西）', error));
  });
  const plan = planFor(declared, found, wishes);
  console.log(planWords(plan, name, waiting));
  if (isApply) {
    await applyPlan(cloud, plan, (line) => console.log(line));
    console.log('\n做完了。再运行 npm run deploy:plan 核对，并做完上面“要手工做”的事。');
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof DeployError ? error.message : error);
  process.exitCode = 1;
}
