import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { AppBundle, BundledComponent } from '../shared/bundle';
import { collectApp } from './collect';
import type { FoundApp } from './collect';
import { PROBLEMS_FILE } from './folders';
import { ICON_FONT_FILE, readIconFont } from './icon-font';
import type { Problem } from './problems';
import { createScriptBundler } from './scripts';
import { openSources, posix, scriptOf } from './sources';
import type { Sources } from './sources';
import { compileStyle } from './styles';
import { compileTemplates } from './templates';

/** What one run of the build gave. */
export interface AppBuild {
  problems: Problem[];
  /** Files read, from the project's root. */
  inputs: string[];
  /** Wall time, ms. */
  ms: number;
}

/** Builds one app again and again. */
export interface AppBuilder {
  run(): Promise<AppBuild>;
  close(): Promise<void>;
}

function bundleComponents(sources: Sources, { components }: FoundApp): BundledComponent[] {
  return components.map(({ path, file, isPage, config }, index) => {
    const scope = isPage ? '' : `c${index.toString(36)}`;
    return { path, isPage, scope, config, css: compileStyle(sources, `${file}.wxss`, scope) };
  });
}

/** WXS runs in the page's world but knows neither its globals nor JavaScript's own names for these two. */
const bundleScript = (bundle: AppBundle, templates: string): string =>
  `phoneRuntime.load(${JSON.stringify(bundle)}, function (getRegExp, getDate) {
return ${templates};
});
`;

function scriptTable(sources: Sources, { components }: FoundApp): Map<string, string> {
  const files = [
    ['app', join(sources.root, 'app')] as const,
    ...components.map(({ path, file }) => [path, file] as const),
  ];
  return new Map(
    files.flatMap(([path, file]) => {
      const script = scriptOf(file);
      return script === undefined ? [] : [[path, script] as const];
    }),
  );
}

/**
 * Makes a builder of the app at `root` (the folder of app.json) into `out`: bundle.js (templates,
 * styles, configuration), app.js (scripts), the icon font and problems.json. A run never throws for
 * what is wrong with the app; problems say it.
 */
export async function createAppBuilder(root: string, out: string): Promise<AppBuilder> {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, ICON_FONT_FILE), readIconFont());
  const bundler = await createScriptBundler(resolve(root), resolve(out, 'app.js'));
  return {
    async run() {
      const startedAt = Date.now();
      const sources = openSources(root);
      const found = collectApp(sources);
      const scripts = bundler.run(scriptTable(sources, found));
      const templates = compileTemplates(sources, found.components);
      const bundle: AppBundle = {
        config: found.config,
        pages: found.pages,
        theme: found.theme,
        appCss: compileStyle(sources, join(sources.root, 'app.wxss'), ''),
        components: bundleComponents(sources, found),
      };
      writeFileSync(join(out, 'bundle.js'), bundleScript(bundle, templates));
      const { problems: scriptProblems, inputs } = await scripts;
      const problems = [...sources.problems, ...scriptProblems];
      writeFileSync(join(out, PROBLEMS_FILE), JSON.stringify(problems));
      const read = [...sources.inputs].map((file) => posix(relative(process.cwd(), file)));
      return { problems, inputs: [...read, ...inputs], ms: Date.now() - startedAt };
    },
    close: () => bundler.close(),
  };
}
