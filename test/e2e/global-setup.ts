import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildPhone } from '../../local/phone/build';
import { buildConsole } from '../../tools/build/console';
import { buildFunctions } from '../../tools/build/functions';
import { buildWorker } from '../../tools/build/worker';

/** The walks use what is deployed: functions, console and mini-program are built when they are stale. */
export default async function globalSetup(): Promise<void> {
  await Promise.all([buildFunctions(), buildWorker(), buildConsole(), buildPhone()]);
  process.env.WALK_FOLDERS = mkdtempSync(join(tmpdir(), 'walks-'));
}
