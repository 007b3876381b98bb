import { BusyError, UnknownOutcomeError } from '../../cloudfunctions/core/ports/database';
import { readSettings } from '../deploy/read-settings';
import { BackupError } from './manifest';

const MISSING_COLLECTION = /COLLECTION_NOT_EXIST|-502005/;

function wordsFor(error: unknown): unknown {
  if (error instanceof BackupError) return error.message;
  if (error instanceof BusyError || error instanceof UnknownOutcomeError) {
    return '云数据库没有应答。再运行一次同样的命令，会从中断的地方接着做。';
  }
  const { code, errCode, errMsg } = (error ?? {}) as Record<string, unknown>;
  if (MISSING_COLLECTION.test(`${String(code)} ${String(errCode)} ${String(errMsg)}`)) {
    return '有集合还没有建立：请先运行 npm run deploy:apply 建好集合和索引，再运行一次。';
  }
  return error;
}

/**
 * Runs a command against the cloud database with the credentials of `.env` and the environment, and
 * prints what it says. Without credentials the SDK would end the process with an error nobody understands: then, and
 * when `command` gives null, `usage` is printed. The exit code is 1 when it failed, or says so itself.
 */
export async function runCommand(
  usage: string,
  command: (environment: string) => Promise<{ text: string; isFine: boolean } | null>,
): Promise<void> {
  const { TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY, TCB_ENV } = Object.assign(
    process.env,
    readSettings(),
  );
  try {
    const isReady = TENCENTCLOUD_SECRETID && TENCENTCLOUD_SECRETKEY && TCB_ENV;
    const outcome = isReady ? await command(TCB_ENV) : null;
    if (!outcome) throw new BackupError(usage);
    console.log(outcome.text);
    if (!outcome.isFine) process.exitCode = 1;
  } catch (error) {
    console.error(wordsFor(error));
    process.exitCode = 1;
  }
}
