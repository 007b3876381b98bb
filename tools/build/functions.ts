import { copyFileSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { isUpToDate, writeStamp } from './stamp';

/** The service takes more, but a bundle this large means that something was bundled by mistake (design.md §6). */
const MAX_BUNDLE_BYTES = 10 * 1024 * 1024;

/** Where the functions' sources are and where the deployable folders go, from the project root. */
export interface FunctionFolders {
  source: string;
  out: string;
}

const PROJECT_FOLDERS: FunctionFolders = {
  source: 'cloudfunctions',
  out: 'dist/cloudfunctions',
};

const subfolders = (dir: string): string[] =>
  existsSync(dir)
    ? readdirSync(dir, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map((entry) => entry.name)
    : [];

/** Names of the functions: folders with an index.ts and a config.json. */
function functionNames(source: string): string[] {
  return subfolders(source).filter(
    (name) =>
      existsSync(join(source, name, 'index.ts')) && existsSync(join(source, name, 'config.json')),
  );
}

function removeDeleted(names: readonly string[], out: string): void {
  for (const name of subfolders(out).filter((folder) => !names.includes(folder))) {
    rmSync(join(out, name), { recursive: true });
  }
}

/** All of them in one run of esbuild, so that the SDK is read once; returns the inputs of each. */
async function bundle(
  names: readonly string[],
  { source, out }: FunctionFolders,
): Promise<Map<string, string[]>> {
  const { metafile } = await build({
    entryPoints: names.map((name) => ({
      in: join(source, name, 'index.ts'),
      out: `${name}/index`,
    })),
    outdir: out,
    bundle: true,
    platform: 'node',
    target: 'node16',
    format: 'cjs',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  return new Map(
    Object.entries(metafile.outputs).map(([file, { inputs }]) => [
      relative(resolve(out), resolve(file, '..')),
      Object.keys(inputs),
    ]),
  );
}

/** What is deployed beside the bundle: config.json as it is, and a package.json that installs nothing. */
function writeManifest(name: string, { source, out }: FunctionFolders): void {
  copyFileSync(join(source, name, 'config.json'), join(out, name, 'config.json'));
  const manifest = { name, version: '1.0.0', main: 'index.js', private: true };
  writeFileSync(join(out, name, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Bundles every cloud function whole, wx-server-sdk included, so that nothing is installed at
 * deployment (platform.md B11). Skips the ones that are up to date and removes folders of functions
 * that no longer exist. Returns the names built; throws on a bundle over 10 MB.
 */
export async function buildFunctions(
  folders: FunctionFolders = PROJECT_FOLDERS,
): Promise<string[]> {
  const names = functionNames(folders.source);
  removeDeleted(names, folders.out);
  const stale = names.filter((name) => !isUpToDate(join(folders.out, name)));
  if (stale.length === 0) {
    return [];
  }
  const startedAt = Date.now();
  const inputs = await bundle(stale, folders);
  for (const name of stale) {
    writeManifest(name, folders);
    const bytes = statSync(join(folders.out, name, 'index.js')).size;
    if (bytes > MAX_BUNDLE_BYTES) {
      throw new Error(`function ${name}: the bundle has ${bytes} bytes, over ${MAX_BUNDLE_BYTES}`);
    }
    const config = join(folders.source, name, 'config.json');
    writeStamp(join(folders.out, name), [...(inputs.get(name) ?? []), config], startedAt);
  }
  return stale;
}
