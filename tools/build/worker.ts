import { build } from 'esbuild';
import { isUpToDate, writeStamp } from './stamp';

const SOURCE = 'local/cloud/functions/worker-main.ts';

/** Where the bootstrap lies that every worker of the function host starts with, from the project root. */
const WORKER_FILE = 'dist/local/worker.cjs';

/** Builds the worker bootstrap, a plain script because workers start without a TypeScript loader. Returns whether it was stale. */
export async function buildWorker(): Promise<boolean> {
  if (isUpToDate(WORKER_FILE)) {
    return false;
  }
  const startedAt = Date.now();
  const { metafile } = await build({
    entryPoints: [SOURCE],
    outfile: WORKER_FILE,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    metafile: true,
    logLevel: 'warning',
  });
  writeStamp(WORKER_FILE, Object.keys(metafile.inputs), startedAt);
  return true;
}
