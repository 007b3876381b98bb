/**
 * `npm run restore`: a backup into an empty environment, with the deployer's own credentials, see USAGE.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cloudDatabase } from '../cloudfunctions/core/adapters/cloud-database';
import { secretsFrom } from '../cloudfunctions/core/adapters/secrets';
import type { YearProof } from './backup/prove-all';
import { restore } from './backup/restore';
import { runCommand } from './backup/run-command';

const USAGE = `用法：npm run restore -- --from 备份目录 [--data 本机数据目录]

只能恢复到空环境：集合和索引已建好，没有人在用，定时器已停（见 docs/运维手册.md）。
云端：TCB_ENV、TENCENTCLOUD_SECRETID、TENCENTCLOUD_SECRETKEY，以及备份时云函数所用的
      DATA_KEYS、DATA_KEY_ID、HMAC_KEYS、HMAC_KEY_ID，写在 .env 或环境变量里。
本机：先启动系统，环境变量取自启动时的提示（TCB_CONTEXT_CNFG 等），密钥用 --data 读取。
中断后再运行同样的命令，会接着做。`;

const MOST_FINDINGS = 20;

function textOf({ year, organizations, statement, findings }: YearProof): string {
  const { free, used, voided, expired } = statement;
  const total = free + used + voided + expired;
  const lines = [
    `${year} 年：${organizations} 个组织，共 ${total} 个编号 = 可用 ${free} + 已使用 ${used} + 作废 ${voided} + 失效 ${expired}`,
    findings.length === 0 ? '对账一致。' : `对账发现 ${findings.length} 个组织有差异：`,
    ...findings
      .slice(0, MOST_FINDINGS)
      .map(
        ({ orgId, differences }) => `  ${orgId}：${differences.map(({ text }) => text).join('；')}`,
      ),
  ];
  return lines.join('\n');
}

await runCommand(USAGE, async () => {
  const { from, data } = parseArgs({
    options: { from: { type: 'string' }, data: { type: 'string' } },
  }).values;
  if (!from) return null;
  const keys = data
    ? (JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as NodeJS.ProcessEnv)
    : process.env;
  const { manifest, proofs } = await restore(
    cloudDatabase(),
    secretsFrom(keys),
    from,
    () => Date.now(),
    (text) => console.log(text),
  );
  const isFine = proofs.every(({ findings }) => findings.length === 0);
  return {
    text: [
      `恢复完成，每条记录都与 ${manifest.startedAt} 的备份相同。`,
      ...proofs.map(textOf),
      isFine
        ? '可以恢复定时器，让大家使用了。'
        : '差异在备份时就有（备份期间有人办理）。先不要让大家使用，按运维手册“对账发现差异”处理。',
    ].join('\n'),
    isFine,
  };
});
