/**
 * `npm run keys`: how far a change of keys is, and which keys can go, with the deployer's own credentials.
 */
import { cloudDatabase } from '../cloudfunctions/core/adapters/cloud-database';
import { newestKeys } from '../cloudfunctions/core/usecases/clock/change-keys';
import { runCommand } from './backup/run-command';
import { countKeys } from './keys/count-keys';
import { keyWords } from './keys/key-words';

const USAGE = `用法：npm run keys

看已存的证件号、手机号各用哪个密钥，哪些旧密钥可以删除。只读，不需要密钥本身。
云端：TCB_ENV、TENCENTCLOUD_SECRETID、TENCENTCLOUD_SECRETKEY 写在 .env 或环境变量里。
本机：先启动系统，环境变量取自启动时的提示（TCB_CONTEXT_CNFG 等）。`;

await runCommand(USAGE, async () => {
  const database = cloudDatabase();
  return keyWords(await countKeys(database), await newestKeys(database));
});
