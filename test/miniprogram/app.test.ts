import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { basename, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { BUILTIN_TAGS } from '../../local/phone/shared/tags';
import {
  APP,
  appJson,
  componentsInUse,
  filesIn,
  pagePaths,
  readJson,
  usedBy,
  vantBytes,
} from './support/app-files';

const files = filesIn(APP);
const ending = (end: string): string[] => files.filter((file) => file.endsWith(end));
const text = (file: string): string => readFileSync(file, 'utf8');

describe('the app', () => {
  it('has four files for each page', () => {
    const missing = pagePaths().flatMap((page) =>
      ['.ts', '.wxml', '.json'].map((end) => page + end).filter((file) => !existsSync(file)),
    );
    expect(missing).toEqual([]);
  });

  it('names only components that exist, and has none that nobody uses', () => {
    const inUse = componentsInUse();
    const broken = inUse.flatMap((user) =>
      usedBy(user).filter((path) => !existsSync(`${path}.json`) || !existsSync(`${path}.wxml`)),
    );
    expect(broken).toEqual([]);
    const own = ending('.wxml').map((file) => file.slice(0, -'.wxml'.length));
    expect(own.filter((path) => !inUse.includes(path))).toEqual([]);
  });

  it('has no page or component that no test shows', () => {
    const tests = filesIn('test/miniprogram')
      .filter((file) => file.endsWith('.ts') && !file.endsWith('app.test.ts'))
      .map(text)
      .join('\n');
    const own = ending('.wxml').map((file) => relative(APP, file).slice(0, -'.wxml'.length));
    const shown = (path: string): boolean => new RegExp(`\\bshow\\(\\s*'${path}'`).test(tests);
    expect(own.length).toBeGreaterThan(40);
    expect(own.filter((path) => !shown(path))).toEqual([]);
  });

  it('declares what each template uses and uses what it declares', () => {
    const wrong = ending('.wxml').flatMap((file) => {
      const json = `${file.slice(0, -'.wxml'.length)}.json`;
      const declared = Object.keys(
        readJson<{ usingComponents?: object }>(json).usingComponents ?? {},
      );
      const used = [...text(file).matchAll(/<([a-z]+-[a-z-]+)[\s/>]/g)]
        .map(([, tag]) => tag ?? '')
        .filter((tag) => !BUILTIN_TAGS.includes(tag));
      const missing = used
        .filter((tag) => !declared.includes(tag))
        .map((tag) => `${file}: ${tag}?`);
      const idle = declared
        .filter((tag) => !used.includes(tag))
        .map((tag) => `${json}: ${tag} idle`);
      return [...missing, ...idle];
    });
    expect(wrong).toEqual([]);
  });

  it('keeps the pages of the tab bar and of preload rules in place', () => {
    const { pages, tabBar, preloadRule, subPackages } = appJson();
    for (const { pagePath } of tabBar.list) expect(pages).toContain(pagePath);
    const names = subPackages.map(({ root }) => root);
    for (const [page, { packages }] of Object.entries(preloadRule)) {
      expect(pages).toContain(page);
      for (const name of packages) expect(names).toContain(name);
    }
  });

  it('has light and dark values for every theme variable, and the pictures they name', () => {
    const theme = readJson<Record<'light' | 'dark', Record<string, string>>>(
      join(APP, 'theme.json'),
    );
    expect(Object.keys(theme.dark)).toEqual(Object.keys(theme.light));
    const asked = [...text(join(APP, 'app.json')).matchAll(/"@(\w+)"/g)].map(([, name]) => name);
    for (const name of asked) expect(Object.keys(theme.light)).toContain(name);
    const pictures = [...Object.values(theme.light), ...Object.values(theme.dark)].filter((value) =>
      value.endsWith('.png'),
    );
    expect(pictures.filter((picture) => !existsSync(join(APP, picture)))).toEqual([]);
  });

  it('has no "style": "v2", which breaks vant, and keeps search engines out', () => {
    expect(text(join(APP, 'app.json'))).not.toContain('"style"');
    expect(readJson(join(APP, 'sitemap.json'))).toEqual({
      rules: [{ action: 'disallow', page: '*' }],
    });
  });
});

describe('templates and styles', () => {
  const compilers = 'node_modules/miniprogram-compiler/bin/linux';
  const compile = (name: 'wcc' | 'wcsc', args: string[]) => {
    const program = join(process.cwd(), compilers, name);
    chmodSync(program, 0o755);
    const done = spawnSync(program, args, { cwd: APP, encoding: 'utf8', maxBuffer: 64 << 20 });
    return { status: done.status, errors: done.stderr.slice(0, 2000) };
  };
  const inApp = (all: string[]): string[] => all.map((file) => relative(APP, file));
  const isLinux = process.platform === 'linux' && process.arch === 'x64';

  it('are taken by the WXML compiler of WeChat', () => {
    if (!isLinux) return;
    const wxml = inApp(ending('.wxml'));
    expect(wxml.length).toBeGreaterThan(20);
    expect(compile('wcc', ['-d', ...wxml])).toMatchObject({ status: 0 });
  });

  it('are taken by the WXSS compiler of WeChat', () => {
    if (!isLinux) return;
    expect(compile('wcsc', ['-lc', ...inApp(ending('.wxss'))])).toMatchObject({ status: 0 });
  });

  it('begin each page with the font size of the reader', () => {
    for (const page of pagePaths()) {
      expect(text(`${page}.wxml`)).toMatch(
        /^<page-meta root-font-size="\{\{reading\.rootFontSize\}\}" \/>/,
      );
    }
  });

  it('keep to the old expressions of WXML', () => {
    const modern = ending('.wxml').filter((file) =>
      [...text(file).matchAll(/\{\{(.*?)\}\}/gs)].some(([, expression]) =>
        /\?\.|\?\?|=>|`|\.\.\./.test(expression ?? ''),
      ),
    );
    expect(modern).toEqual([]);
  });

  it('size text in rem, by variables, everywhere but in drawings', () => {
    const fixed = ending('.wxss')
      .filter((file) => !/cover-figure|member-number/.test(file))
      .flatMap((file) =>
        text(file)
          .split('\n')
          .filter((line) => /font-size:.*\dpx|\sfont:/.test(line))
          .map((line) => `${file}: ${line.trim()}`),
      );
    expect(fixed).toEqual([]);
  });

  it('take every colour from a variable with a dark value', () => {
    const loose = ending('.wxss')
      .filter((file) => basename(file) !== 'tokens.wxss')
      .filter((file) => /#[0-9a-f]{3,8}\b|rgba?\(/i.test(text(file).replace(/url\([^)]*\)/g, '')));
    expect(loose).toEqual([]);
    const [light = '', dark = ''] = text(join(APP, 'styles/tokens.wxss')).split('@media');
    const named = (part: string): string[] =>
      [...part.matchAll(/(--c-[\w-]+):/g)].map(([, name]) => name ?? '');
    expect(named(light).filter((name) => !named(dark).includes(name))).toEqual([]);
    const asked = ending('.wxss').flatMap((file) =>
      [...text(file).matchAll(/var\((--c-[\w-]+)\)/g)].map(([, name]) => name ?? ''),
    );
    expect(asked.filter((name) => !named(light).includes(name))).toEqual([]);
  });

  /** A page's styles reach into components that share them ("apply-shared"). */
  it('use no class name in a page that a component of it has too', () => {
    const classesIn = (path: string): string[] => {
      const file = `${path}.wxss`;
      if (!existsSync(file)) return [];
      const rules = text(file).replace(/\{[^}]*\}/g, ' ');
      return [...rules.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name ?? '');
    };
    const clashes = pagePaths().flatMap((page) =>
      componentsInUse([page])
        .filter((path) => path !== page && path.startsWith(APP))
        .flatMap((path) =>
          classesIn(page)
            .filter((name) => classesIn(path).includes(name))
            .map((name) => `${page} and ${path}: .${name}`),
        ),
    );
    expect(clashes).toEqual([]);
  });
});

describe('the script', () => {
  it('uses nothing that phones lack', () => {
    const lacking =
      /\(\?<[=!]|\bIntl\b|\bstructuredClone\b|\bnew URL\b|\bfetch\(|\.at\(|\bdocument\.|\bwindow\.|\.replaceAll\(|\.flatMap\(|\.flat\(/;
    expect(ending('.ts').filter((file) => lacking.test(text(file)))).toEqual([]);
  });

  it('reaches WeChat only through platform/, apart from the life of a page', () => {
    const ofPages = /wx\.(stopPullDownRefresh|pageScrollTo|switchTab)\(/g;
    const outside = ending('.ts')
      .filter((file) => !file.startsWith(join(APP, 'platform')))
      .filter((file) => /\bwx\./.test(text(file).replace(ofPages, '')));
    expect(outside).toEqual([]);
  });
});

describe('sizes', () => {
  const sizeOf = (all: string[]): number => all.reduce((sum, file) => sum + statSync(file).size, 0);

  it('main package at most 1.2 MB with the vant components in use, sub-packages at most 1 MB each', () => {
    const { subPackages } = appJson();
    const inSub = (file: string): boolean =>
      subPackages.some(({ root }) => file.startsWith(join(APP, root, '/')));
    const main = sizeOf(files.filter((file) => !inSub(file))) + vantBytes();
    expect(main).toBeLessThanOrEqual(1.2 * 1024 * 1024);
    for (const { root } of subPackages) {
      expect(sizeOf(filesIn(join(APP, root)))).toBeLessThanOrEqual(1024 * 1024);
    }
  });
});
