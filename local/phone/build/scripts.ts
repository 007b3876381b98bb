import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { context } from 'esbuild';
import type { BuildContext, Message, Plugin } from 'esbuild';
import { HIDDEN_GLOBALS } from '../shared/hidden-globals';
import type { Problem } from './problems';
import { findPackage } from './sources';

/** Name of the modules' table inside the bundle. */
const MODULES = 'appModules';

/** The modules to bundle: path in the app → script file, absolute. */
export type ScriptTable = ReadonlyMap<string, string>;

/** What a run of the bundler gave. */
export interface ScriptResult {
  problems: Problem[];
  /** Files that went in, from the project's root. */
  inputs: string[];
}

/** Bundles the app's scripts; keeps what it parsed for the next run. */
export interface ScriptBundler {
  run(modules: ScriptTable): Promise<ScriptResult>;
  close(): Promise<void>;
}

const problemOf = ({ text, location }: Message): Problem => ({
  severity: 'error',
  file: location?.file ?? 'app.js',
  line: location?.line,
  column: location ? location.column + 1 : undefined,
  text,
});

const isFile = (file: string): boolean =>
  statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

const withEnding = (base: string): string | undefined =>
  [base, `${base}.ts`, `${base}.js`, `${base}/index.js`].find(isFile);

/** Resolves as the mini-program tools do: `/x` from the app's root, packages to their mini-program folder. */
function resolution(root: string, modules: () => ScriptTable): Plugin {
  return {
    name: 'mini-program',
    setup(build) {
      build.onResolve({ filter: /^app:modules$/ }, () => ({ path: 'modules', namespace: 'app' }));
      build.onLoad({ filter: /.*/, namespace: 'app' }, () => {
        const lines = [...modules()].map(
          ([path, file]) => `${JSON.stringify(path)}: () => require(${JSON.stringify(file)}),`,
        );
        return {
          contents: `module.exports = {\n${lines.join('\n')}\n};`,
          loader: 'js',
          resolveDir: root,
        };
      });
      build.onResolve({ filter: /^\// }, ({ path }) => {
        const file = isFile(path) && isAbsolute(path) ? path : withEnding(join(root, path));
        return file === undefined ? undefined : { path: file };
      });
      build.onResolve({ filter: /^[^./]/ }, ({ path }) => {
        const found = path.includes(':') ? undefined : findPackage(path, root);
        const file = found && withEnding(join(found.base, found.rest));
        return file === undefined ? undefined : { path: file };
      });
    },
  };
}

/**
 * Makes a bundler of the app at `root` that writes `outfile`: one script that hands the runtime a
 * function from the hidden globals to the table of modules, each run when it is first required.
 */
export async function createScriptBundler(root: string, outfile: string): Promise<ScriptBundler> {
  let modules: ScriptTable = new Map();
  const bundler: BuildContext<{ metafile: true }> = await context({
    entryPoints: ['app:modules'],
    outfile,
    bundle: true,
    format: 'iife',
    globalName: MODULES,
    target: 'es2018',
    sourcemap: 'linked',
    metafile: true,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"development"' },
    banner: { js: `phoneRuntime.start(function (${HIDDEN_GLOBALS.join(', ')}) {` },
    footer: { js: `return ${MODULES};\n});` },
    plugins: [resolution(root, () => modules)],
  });
  return {
    async run(next) {
      modules = next;
      try {
        const { metafile, warnings } = await bundler.rebuild();
        return {
          problems: warnings.map((message) => ({ ...problemOf(message), severity: 'warning' })),
          inputs: Object.keys(metafile.inputs).filter((input) => !input.startsWith('app:')),
        };
      } catch (error) {
        const { errors } = error as { errors?: Message[] };
        if (errors === undefined) throw error;
        return { problems: errors.map(problemOf), inputs: [] };
      }
    },
    close: () => bundler.dispose(),
  };
}
