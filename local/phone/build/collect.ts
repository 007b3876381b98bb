import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { AppConfig, ComponentConfig, ThemeVariables } from '../shared/bundle';
import { appPath, findPackage, posix, scriptOf } from './sources';
import type { Sources } from './sources';

/** A page or component found on the way from app.json. */
export interface FoundComponent {
  /** See `appPath`. */
  path: string;
  /** Absolute, without ending. */
  file: string;
  isPage: boolean;
  config: ComponentConfig;
}

/** Everything that app.json leads to. */
export interface FoundApp {
  config: AppConfig;
  pages: string[];
  theme: ThemeVariables | null;
  components: FoundComponent[];
}

function pagesOf(config: AppConfig): string[] {
  const packages = config.subPackages ?? config.subpackages ?? [];
  return [
    ...config.pages,
    ...packages.flatMap(({ root, pages }) => pages.map((page) => posix(join(root, page)))),
  ];
}

/** The file (without ending) that `usingComponents` of `owner` names; npm names too. */
function resolveComponent(sources: Sources, reference: string, owner: string): string | undefined {
  if (reference.startsWith('/')) return join(sources.root, reference);
  const beside = resolve(dirname(owner), reference);
  if (reference.startsWith('.') || existsSync(`${beside}.json`)) return beside;
  const found = findPackage(reference, sources.root);
  return found && join(found.base, found.rest);
}

/** Follows app.json to all pages and, recursively, all components; what is missing becomes a problem. */
export function collectApp(sources: Sources): FoundApp {
  const appFile = join(sources.root, 'app');
  const config: AppConfig = { pages: [], ...sources.readJson<AppConfig>(`${appFile}.json`) };
  const components = new Map<string, FoundComponent>();

  const usedBy = (file: string, own: Record<string, string>): Record<string, string> => {
    const shared = file.includes('node_modules') ? {} : (config.usingComponents ?? {});
    const using: Record<string, string> = {};
    for (const [tag, reference] of Object.entries({ ...shared, ...own })) {
      const found = resolveComponent(sources, reference, tag in own ? file : appFile);
      if (found === undefined || scriptOf(found) === undefined) {
        const text = `usingComponents: <${tag}> "${reference}" 没有找到`;
        sources.report({ file: `${tag in own ? file : appFile}.json`, text });
      } else {
        using[tag] = `/${visit(found, false)}`;
      }
    }
    return using;
  };

  const visit = (file: string, isPage: boolean): string => {
    const path = appPath(sources.root, file);
    if (components.has(path)) return path;
    const own = sources.readJson<ComponentConfig>(`${file}.json`);
    const component: FoundComponent = { path, file, isPage, config: own };
    components.set(path, component);
    component.config = { ...own, usingComponents: usedBy(file, own.usingComponents ?? {}) };
    return path;
  };

  if (sources.read(`${appFile}.json`) === undefined) {
    sources.report({ file: `${appFile}.json`, text: '没有 app.json：小程序还没有页面' });
  }
  const pages = pagesOf(config);
  for (const page of pages) {
    const file = join(sources.root, page);
    if (scriptOf(file) === undefined) {
      sources.report({ file: `${appFile}.json`, text: `页面 "${page}" 没有脚本文件` });
    } else {
      visit(file, true);
    }
  }
  if (config.style === 'v2') {
    const text = '"style": "v2" 会破坏 vant 的按钮样式，请删去';
    sources.report({ file: `${appFile}.json`, severity: 'warning', text });
  }
  const theme = sources.readJson<ThemeVariables>(join(sources.root, 'theme.json'));
  return {
    config,
    pages,
    theme: theme.light && theme.dark ? { light: theme.light, dark: theme.dark } : null,
    components: [...components.values()],
  };
}
