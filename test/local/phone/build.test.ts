import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createAppBuilder } from '../../../local/phone/build/app-builder';
import { collectApp } from '../../../local/phone/build/collect';
import { openSources } from '../../../local/phone/build/sources';
import { compileStyle } from '../../../local/phone/build/styles';
import { compileTemplates } from '../../../local/phone/build/templates';
import { watchPhone } from '../../../local/phone/build/watch';
import { appPage } from '../../../local/phone/server/app-page';
import { FIXTURE } from './fixture-folders';
import { scratchApp } from './scratch-app';
import type { AppFiles } from './scratch-app';

const outFolder = 'dist/test/phone-build';

/** Builds an app of one page with these files; gives its problems without the folder's name. */
async function problemsWith(files: AppFiles): Promise<string[]> {
  const app = scratchApp(files);
  const builder = await createAppBuilder(app.root, outFolder);
  try {
    const { problems } = await builder.run();
    return problems.map(
      ({ file, line, column }) => `${file.replace(`${app.root}/`, '')}:${line}:${column}`,
    );
  } finally {
    await builder.close();
    app.remove();
  }
}

describe('the build', () => {
  it('builds the fixture without a problem', async () => {
    const builder = await createAppBuilder(FIXTURE.app, outFolder);
    const { problems, inputs } = await builder.run();
    await builder.close();
    expect(problems).toEqual([]);
    expect(inputs).toContain('test/local/phone/fixture/lib/digits.wxs');
    expect(inputs).toContain('test/local/phone/fixture/lib/counter.ts');
  });

  it('follows pages of sub-packages and components of packages', () => {
    const { pages, components } = collectApp(openSources(FIXTURE.app));
    expect(pages).toContain('packages/extra/detail/index');
    const paths = components.map(({ path }) => path);
    expect(paths).toContain('miniprogram_npm/@vant/weapp/button/index');
    expect(paths).toContain('miniprogram_npm/@vant/weapp/info/index');
    const home = components.find(({ path }) => path === 'pages/home/index');
    expect(home?.config.usingComponents).toEqual({
      card: '/components/card/index',
      'van-button': '/miniprogram_npm/@vant/weapp/button/index',
    });
  });

  it('hides what a phone lacks from the app only', async () => {
    const builder = await createAppBuilder(FIXTURE.app, outFolder);
    await builder.run();
    await builder.close();
    const script = readFileSync(join(outFolder, 'app.js'), 'utf8');
    expect(script).toMatch(/^phoneRuntime\.start\(function \(window, self, globalThis, document,/);
  });
});

describe('what is wrong is told with its place', () => {
  it.each<[string, AppFiles, string]>([
    ['broken JSON', { 'p/p.json': '{\n  "a": }' }, 'p/p.json:2:8'],
    ['an unclosed tag', { 'p/p.wxml': '<view>\n  <text>' }, 'p/p.wxml:2:4'],
    ['?? in an expression', { 'p/p.wxml': '<view>\n{{a ?? b}}</view>' }, 'p/p.wxml:2:5'],
    [
      'ES6 in wxs',
      { 'p/p.wxml': '<wxs src="./a.wxs" module="a"/>', 'p/a.wxs': 'var b;\nlet c;' },
      'p/a.wxs:2:1',
    ],
    ['a broken rule', { 'p/p.wxss': '.a {\n  color red;\n}' }, 'p/p.wxss:2:3'],
    ['an import that is not there', { 'p/p.wxss': '\n@import "./none.wxss";' }, 'p/p.wxss:2:1'],
    ['broken TypeScript', { 'p/p.ts': 'Component({\n  data: ,\n});' }, 'p/p.ts:2:9'],
    ['a module that is not there', { 'p/p.ts': 'import a from "./none";\na();' }, 'p/p.ts:1:15'],
    [
      'a component that is not there',
      { 'p/p.json': '{"usingComponents":{"x":"./x"}}' },
      'p/p.json:undefined:undefined',
    ],
    [
      'a page that is not there',
      { 'app.json': '{"pages":["p/p","q/q"]}' },
      'app.json:undefined:undefined',
    ],
  ])('%s', async (_, files, place) => {
    expect(await problemsWith(files)).toContain(place);
  });

  it('and nothing is told of an app that is right', async () => {
    expect(await problemsWith({})).toEqual([]);
  });
});

describe('style sheets', () => {
  const css = (wxss: string, scope = ''): string => {
    const app = scratchApp({ 'p/p.wxss': wxss });
    try {
      const sources = openSources(app.root);
      return compileStyle(sources, join(sources.root, 'p/p.wxss'), scope).trim();
    } finally {
      app.remove();
    }
  };

  it('turns rpx into parts of the width (pitfalls 11 and 19)', () => {
    expect(css('.a{margin:-15rpx .75rpx 7.5px 100rpx}')).toBe(
      '.a{margin:-2vw 0.1vw 7.5px 13.3333333vw}',
    );
  });

  it('gives tags and classes the names they have in the page', () => {
    expect(css('page view > .a:not(.b), x-own{color:red}', 'c1')).toBe(
      'wx-page wx-view > .c1--a:not(.c1--b), x-own{color:red}',
    );
  });

  it('knows the host of a component', () => {
    expect(css(':host{color:red}', 'c1')).toBe('[wx-host=c1]{color:red}');
  });

  it('leaves key frames alone', () => {
    const frames = '@keyframes turn{from{top:0}to{top:1px}}';
    expect(css(frames, 'c1')).toBe(frames);
  });

  it('makes a theme a selector that weighs nothing', () => {
    expect(css('@media (prefers-color-scheme: dark){.a{color:red}}')).toBe(
      '@media all{:where(html[data-theme="dark"]) .a{color:red}}',
    );
    expect(css('@media (prefers-color-scheme: dark) and (min-width: 750rpx){.a{color:red}}')).toBe(
      '@media (min-width: 100vw){:where(html[data-theme="dark"]) .a{color:red}}',
    );
  });

  it('takes the icon font from this machine (pitfall 14)', () => {
    expect(
      css('@font-face{font-family:x;src:url(//at.alicdn.com/t/c/font_2553510_kfwma2yq1rs.woff2)}'),
    ).toContain('url(/phone/assets/vant-icon.woff2)');
  });
});

describe('templates', () => {
  it('registers a script for <wxs src> and for require alike (pitfall 3)', () => {
    const app = scratchApp({
      'p/p.wxml': '<wxs src="../a.wxs" module="a"/><view>{{a.b}}</view>',
      'a.wxs': "module.exports = { b: require('./b.wxs') };",
      'b.wxs': 'module.exports = 1;',
    });
    const sources = openSources(app.root);
    const expression = compileTemplates(sources, collectApp(sources).components);
    app.remove();
    expect(sources.problems).toEqual([]);
    expect(() => new Function(`return ${expression}`)()).not.toThrow();
  });
});

describe('watching', () => {
  it('builds again after a change of any kind of file', async () => {
    const app = scratchApp({
      'p/p.wxml': '<wxs src="../a.wxs" module="a"/><view>{{a}}</view>',
      'a.wxs': 'module.exports = 1;',
    });
    let told: (problems: number) => void = () => {};
    const nextBuild = (): Promise<number> =>
      new Promise((done) => {
        told = done;
      });
    const stop = await watchPhone({ app: app.root, out: outFolder }, ({ problems }) =>
      told(problems.length),
    );
    const changes: AppFiles = {
      'p/p.wxml': '<view>new-wxml</view>',
      'p/p.wxss': '.new-wxss{color:red}',
      'p/p.ts': 'Component({ data: { text: "new-ts" } });',
      'p/p.json': '{ "navigationBarTitleText": "new-json" }',
      'a.wxs': 'module.exports = "new-wxs";',
    };
    for (const [path, text] of Object.entries(changes)) {
      const built = nextBuild();
      app.write({
        [path]: text,
        ...(path === 'a.wxs' && { 'p/p.wxml': '<wxs src="../a.wxs" module="a"/>' }),
      });
      expect(await built).toBe(0);
      const output = ['bundle.js', 'app.js'].map((file) =>
        readFileSync(join(outFolder, file), 'utf8'),
      );
      expect(output.join('')).toContain(`new-${path.split('.').pop()}`);
    }
    await stop();
    app.remove();
  });
});

describe('packages', () => {
  it('are of one version, for compiler and framework must fit (pitfall 1)', () => {
    const versions = ['', '-miniprogram-adapter', '-template-compiler'].map((part) => {
      const manifest = readFileSync(`node_modules/glass-easel${part}/package.json`, 'utf8');
      return (JSON.parse(manifest) as { version: string }).version;
    });
    expect(new Set(versions).size).toBe(1);
  });

  it('warns of "style": "v2", which breaks vant (pitfall 15)', () => {
    const app = scratchApp({ 'app.json': '{ "pages": ["p/p"], "style": "v2" }' });
    const sources = openSources(app.root);
    collectApp(sources);
    app.remove();
    expect(sources.problems).toMatchObject([{ severity: 'warning' }]);
  });
});

describe('the page of the phone', () => {
  it('shows errors with their places instead of the app, and no code of theirs', () => {
    const html = appPage(
      [{ severity: 'error', file: 'p/p.wxml', line: 2, column: 4, text: '<b>' }],
      true,
    );
    expect(html).toContain('p/p.wxml:2:4 &lt;b&gt;');
    expect(html).not.toContain('/phone/assets/');
    expect(html).toContain('EventSource');
  });

  it('loads the app in spite of warnings, and listens only while something is watched', () => {
    const html = appPage([{ severity: 'warning', file: 'a', text: 'x' }], false);
    expect(html).toContain('/phone/assets/app.js');
    expect(html).not.toContain('EventSource');
  });
});
