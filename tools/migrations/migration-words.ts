import { minute } from '../../cloudfunctions/core/domain/dates';
import type { Migration } from '../../cloudfunctions/core/usecases/migrations/migration';
import {
  nameOf,
  pendingOf,
  type Progress,
} from '../../cloudfunctions/core/usecases/migrations/progress';

/**
 * The report of `npm run migrations` about an environment; `progress` null: the clock never looked. `isFine`: all of
 * the migrations that this version knows are done.
 */
export function migrationWords(
  migrations: readonly Migration[],
  progress: Progress | null,
): { text: string; isFine: boolean } {
  const pending = pendingOf(migrations, progress);
  const lines = migrations.map((migration) => {
    const done = progress?.done.find(({ number }) => number === migration.number);
    const state = done
      ? done.changed === null
        ? `不用做：${minute(done.at)} 建立的环境`
        : `${minute(done.at)} 做完，改了 ${done.changed} 条`
      : migration === pending[0] && progress
        ? `正在做，已改 ${progress.current.changed} 条`
        : '还没有做';
    return `${nameOf(migration)}（${state}）`;
  });
  if (pending.length === 0) lines.push('已存的数据都是这个版本的样子。');
  else if (!progress) {
    lines.push('定时任务 migrate 还没有运行过：请看云函数 clock 的触发器，以及它是不是这个版本。');
  } else {
    lines.push(
      `还有 ${pending.length} 项。定时任务 migrate 每 10 分钟接着做，期间照常办理；过一天还有，请看云函数 clock 的日志里 migrate 的 outcome 和 error，以及它是不是这个版本。`,
    );
  }
  return { text: lines.join('\n'), isFine: pending.length === 0 };
}
