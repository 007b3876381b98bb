/**
 * `npm run backup`: every collection into a folder, with the deployer's own credentials, see USAGE.
 */
import { parseArgs } from 'node:util';
import { cloudDatabase } from '../cloudfunctions/core/adapters/cloud-database';
import { backUp } from './backup/backup';
import { runCommand } from './backup/run-command';

const USAGE = `用法：npm run backup -- --to 空目录

云端：TCB_ENV、TENCENTCLOUD_SECRETID、TENCENTCLOUD_SECRETKEY 写在 .env 或环境变量里。
本机：先启动系统，环境变量取自启动时的提示（TCB_CONTEXT_CNFG 等）。
中断后再运行同样的命令，会接着做。备份里有姓名，请加密保管，并与 DATA_KEYS、HMAC_KEYS 分开放。`;

await runCommand(USAGE, async (environment) => {
  const { to } = parseArgs({ options: { to: { type: 'string' } } }).values;
  if (!to) return null;
  const { changedMeanwhile, collections } = await backUp(
    cloudDatabase(),
    to,
    environment,
    () => Date.now(),
    (text) => console.log(text),
  );
  const documents = Object.values(collections).reduce((sum, part) => sum + part.documents, 0);
  const advice =
    changedMeanwhile > 0
      ? `\n注意：备份期间有 ${changedMeanwhile} 个组织的编号变动了，恢复后对账会指出来。请在无人办理时重新备份一份。`
      : '';
  return { text: `备份完成：${documents} 条记录，在 ${to}。${advice}`, isFine: true };
});
