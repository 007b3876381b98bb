import { join } from 'node:path';
import { build } from 'esbuild';
import { isUpToDate, writeStamp } from '../../../tools/build/stamp';

/** The phone's own scripts, which do not depend on the app: output name → source. */
const SCRIPTS: ReadonlyArray<readonly [name: string, source: string]> = [
  ['runtime', 'local/phone/runtime/main.ts'],
  ['desk', 'local/phone/runtime/desk/desk.ts'],
];

async function buildScript(source: string, outfile: string): Promise<boolean> {
  if (isUpToDate(outfile)) return false;
  const startedAt = Date.now();
  const { metafile } = await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    format: 'iife',
    globalName: 'phoneRuntime',
    target: 'es2020',
    sourcemap: 'linked',
    loader: { '.css': 'text' },
    metafile: true,
    logLevel: 'warning',
  });
  writeStamp(outfile, Object.keys(metafile.inputs), startedAt);
  return true;
}

/** Builds the scripts of phone and desk into `out`. Returns whether any was stale. */
export async function buildRuntime(out: string): Promise<boolean> {
  const built = await Promise.all(
    SCRIPTS.map(([name, source]) => buildScript(source, join(out, `${name}.js`))),
  );
  return built.includes(true);
}
