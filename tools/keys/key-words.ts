import type { KeyUse } from './count-keys';

/** What `DATA_KEYS` and `HMAC_KEYS` are called, and what each is for. */
const KINDS = [
  ['seal', 'DATA_KEYS', '加密'],
  ['hash', 'HMAC_KEYS', '比对'],
] as const;

/**
 * The report of `npm run keys`: how much is stored by each key, and which can go. `newest` are the ids that the clock
 * works towards, null before it ever ran. `isFine`: nothing is left by any other key.
 */
export function keyWords(
  use: KeyUse,
  newest: { seal: string; hash: string } | null,
): { text: string; isFine: boolean } {
  const lines: string[] = [];
  let left = 0;
  for (const [kind, variable, what] of KINDS) {
    const counts = Object.entries(use[kind]).sort(([a], [b]) => (a < b ? -1 : 1));
    lines.push(
      `${variable}（${what}）：${counts.map(([id, n]) => `${id} ${n} 处`).join('，') || '还没有数据'}`,
    );
    left += counts.reduce((sum, [id, n]) => (id === newest?.[kind] ? sum : sum + n), 0);
  }
  if (!newest) {
    lines.push('定时任务 change-keys 还没有运行过：请看云函数 clock 的触发器。');
  } else if (left > 0) {
    lines.push(
      `还有 ${left} 处不是最新的密钥（${newest.seal}、${newest.hash}）：旧密钥不能删除。定时任务每 10 分钟接着换；过一天还有，请看云函数 clock 的日志里 change-keys 的 outcome 和 error。`,
    );
  } else {
    lines.push(
      `全部是最新的密钥（${newest.seal}、${newest.hash}）：DATA_KEYS、HMAC_KEYS 里的其他密钥可以删除。在 .env 里删去它们，写 RETIRED_KEYS=被删的名字（逗号隔开），再 npm run deploy:apply。旧备份要用旧密钥才能恢复：备份到期以前，把旧密钥另行保管。`,
    );
  }
  return { text: lines.join('\n'), isFine: newest !== null && left === 0 };
}
