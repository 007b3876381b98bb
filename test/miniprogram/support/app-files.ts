import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The app's folder, from the project root. */
export const APP = 'miniprogram';
const VANT = 'node_modules/@vant/weapp/lib';

interface AppJson {
  pages: string[];
  subPackages: Array<{ root: string; pages: string[] }>;
  preloadRule: Record<string, { packages: string[] }>;
  tabBar: { list: Array<{ pagePath: string }> };
}

export const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

export const appJson = (): AppJson => readJson<AppJson>(join(APP, 'app.json'));

/** Paths of all pages, without ending, from the project root. */
export function pagePaths(): string[] {
  const { pages, subPackages } = appJson();
  const sub = subPackages.flatMap(({ root, pages: own }) => own.map((page) => join(root, page)));
  return [...pages, ...sub].map((page) => join(APP, page));
}

/** Where a component named in `usingComponents` of the page or component `user` lies. */
export function componentPath(user: string, name: string): string {
  if (name.startsWith('@vant/weapp/')) return join(VANT, name.slice('@vant/weapp/'.length));
  return name.startsWith('/') ? join(APP, name) : normalize(join(dirname(user), name));
}

export function usedBy(path: string): string[] {
  const { usingComponents = {} } = readJson<{ usingComponents?: Record<string, string> }>(
    `${path}.json`,
  );
  return Object.values(usingComponents).map((name) => componentPath(path, name));
}

/** Every page and component the app uses, vant's included, found from the pages on. */
export function componentsInUse(from: readonly string[] = pagePaths()): string[] {
  const found = new Set<string>();
  const open = [...from];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path) || !existsSync(`${path}.json`)) continue;
    found.add(path);
    open.push(...usedBy(path));
  }
  return [...found];
}

/** All files below a folder. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'miniprogram_npm' ? [] : filesIn(path);
    return [path];
  });
}

/** Bytes of vant that come along: the components in use and what they share. */
export function vantBytes(): number {
  const folders = new Set(
    componentsInUse()
      .filter((path) => path.startsWith(VANT))
      .map((path) => dirname(path)),
  );
  for (const shared of ['common', 'mixins', 'wxs', 'definitions']) folders.add(join(VANT, shared));
  return [...folders]
    .flatMap(filesIn)
    .filter((file) => !file.endsWith('.d.ts'))
    .reduce((sum, file) => sum + statSync(file).size, 0);
}
