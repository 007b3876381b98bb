/**
 * `npm run migrations`: which changes of stored data are done in an environment and which are to come, with the
 * deployer's own credentials.
 */
import { cloudDatabase } from '../cloudfunctions/core/adapters/cloud-database';
import { MIGRATIONS } from '../cloudfunctions/core/usecases/migrations';
import { MIGRATE, storedProgress } from '../cloudfunctions/core/usecases/migrations/progress';
import { runCommand } from './backup/run-command';
import { migrationWords } from './migrations/migration-words';

const USAGE = `用法：npm run migrations

看升级以后已存的数据改到哪里了。只读；改由定时任务做，不用手工运行。
云端：TCB_ENV、TENCENTCLOUD_SECRETID、TENCENTCLOUD_SECRETKEY 写在 .env 或环境变量里。
本机：先启动系统，环境变量取自启动时的提示（TCB_CONTEXT_CNFG 等）。`;

await runCommand(USAGE, async () => {
  const job = await cloudDatabase().get('jobs', MIGRATE);
  return migrationWords(MIGRATIONS, storedProgress(job?.cursor));
});
