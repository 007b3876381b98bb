import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** Programs that the rounds start and kill: the files of this folder. */
export type ProcessName = 'database-process' | 'cloud-process' | 'worker-process';

/** Gives the path of a program as plain JavaScript: without a TypeScript loader it starts in half of the time. */
export type Programs = (name: ProcessName) => Promise<string>;

/** Inside the project, so that the packages that are left out of the bundles are found. */
const OUT = 'dist/durability';

/** What is made of a source file (its path in the project and its text) on the way. */
type Change = (file: string, source: string) => string;

/** Programs that are made once, when the first is asked for. */
function programsIn(outdir: string, plugins: Plugin[] = []): Programs {
  let built: Promise<unknown> | null = null;
  return async (name) => {
    built ??= build({
      entryPoints: ['database-process', 'cloud-process', 'worker-process'].map((entry) =>
        join('local/durability', `${entry}.ts`),
      ),
      outdir,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node20',
      format: 'esm',
      logLevel: 'warning',
      plugins,
    });
    await built;
    return resolve(outdir, `${name}.mjs`);
  };
}

/** The programs as they are. */
export const soundPrograms: Programs = programsIn(OUT);

/** The programs with changed sources, in a folder of this name. */
export const programsWith = (name: string, change: Change): Programs =>
  programsIn(join(OUT, name), [
    {
      name,
      setup({ onLoad }) {
        onLoad({ filter: /\.ts$/ }, async ({ path }) => {
          const source = await readFile(path, 'utf8');
          const file = relative('.', path).replaceAll('\\', '/');
          return { contents: change(file, source), loader: 'ts' };
        });
      },
    },
  ]);
