import type { AppBundle } from '../shared/bundle';
import { registerBuiltins } from './components/register';
import { allBuiltins } from './components';
import { createEngine } from './engine/engine';
import type { Engine } from './engine/engine';
import { watchErrors } from './engine/errors';
import { installGlobals } from './engine/globals';
import { forgetNewMethods } from './engine/old-phone';
import { getDate, getRegExp } from './engine/wxs';
import type { Phone } from './phone';
import { readSettings } from './settings';
import { PageStack } from './shell/page-stack';
import { createPullDown } from './shell/pull-down';
import { parseRoute } from './shell/route';
import type { Route } from './shell/route';
import { createScreen, entryPath } from './shell/screen';
import { addStyle } from './styles';
import { createSignal } from './wx/api';
import { createPrivacy } from './wx/privacy';
import { goBack } from './wx/routing';
import { createWx } from './wx';

/** Template generators by path. */
type Templates = Record<string, unknown>;

/** The app's modules by path; each runs when it is called. */
type Modules = Record<string, () => unknown>;

/** WeChat's scene for an app opened from the list of recent ones. */
const SCENE = 1089;

let loaded: { bundle: AppBundle; templates: Templates } | undefined;

/** Called by bundle.js: takes the app's configuration, styles and templates. */
export function load(
  bundle: AppBundle,
  templates: (regExp: typeof getRegExp, date: typeof getDate) => Templates,
): void {
  loaded = { bundle, templates: templates(getRegExp, getDate) };
}

function registerComponents(phone: Phone, templates: Templates, { code }: Engine): void {
  for (const { path, isPage, scope, config } of phone.bundle.components) {
    if (isPage) {
      delete config.component;
      config.styleIsolation = 'shared';
    }
    code.addComponentStaticConfig(path, config as never);
    code.addCompiledTemplate(path, { groupList: templates, content: templates[path] } as never);
    code.addStyleSheet(path, undefined, scope);
  }
}

function addStyles({ appCss, components }: AppBundle): void {
  addStyle(appCss);
  addStyle(
    components
      .filter(({ isPage }) => !isPage)
      .map(({ css }) => css)
      .join('\n'),
  );
}

/** The page in the address, which outlives a reload; the app's first one when there is no such page. */
function firstRoute(bundle: AppBundle): Route {
  const route = parseRoute(location.hash.slice(1) || '/');
  const known = bundle.pages.includes(route.path);
  if (!known && route.path !== '') console.warn(`[phone] 没有页面 ${route.path}，打开首页`);
  return known ? route : parseRoute(`/${entryPath(bundle)}`);
}

/** Calls a handler of App(). */
function callApp(phone: Phone, name: string, ...given: unknown[]): void {
  const app = phone.globals.app();
  const handler = app[name];
  if (typeof handler === 'function') handler.apply(app, given);
}

/** Called by app.js: `modules` is a function of the globals that a phone lacks, which all stay undefined. */
export function start(modules: () => Modules): void {
  if (!loaded) throw new Error('bundle.js must come before app.js');
  const { bundle, templates } = loaded;
  const settings = readSettings();
  const engine = createEngine();
  addStyles(bundle);

  const pages: PageStack = new PageStack(bundle, engine, () => phone.screen);
  const globals = installGlobals(engine.code, () => pages.open.map(({ caller }) => caller));
  const signals = {
    show: createSignal<object>(),
    hide: createSignal<undefined>(),
    error: createSignal<string>(),
  };
  const screen = createScreen(bundle, settings, {
    back: () => void goBack(phone),
    home: () => pages.reLaunch(`/${entryPath(bundle)}`),
    switchTab(path) {
      const page = pages.open[pages.open.length - 1];
      const { tabs } = screen;
      page?.call('onTabItemTap', {
        index: tabs.indexOf(path),
        pagePath: path,
        text: tabs.textOf(path),
      });
      pages.switchTab(`/${path}`);
    },
  });
  const route = firstRoute(bundle);
  const phone: Phone = {
    bundle,
    settings,
    pages,
    screen,
    pullDown: createPullDown(screen.pages, () => pages.current),
    globals,
    launch: { path: route.path, query: route.query, scene: SCENE },
  };
  watchErrors((message) => {
    signals.error.fire(message);
    callApp(phone, 'onError', message);
  });
  const privacy = createPrivacy(settings.current.openid);
  const { wx, routing } = createWx(phone, privacy, signals);
  Object.assign(window, { wx });
  registerBuiltins(
    engine.code,
    templates,
    allBuiltins(phone, privacy, () => routing),
  );
  registerComponents(phone, templates, engine);
  settings.onChange(() => pages.repaint());

  const table = modules();
  forgetNewMethods();
  table['app']?.();
  for (const component of bundle.components)
    globals.define(component, () => table[component.path]?.());
  callApp(phone, 'onLaunch', phone.launch);
  callApp(phone, 'onShow', phone.launch);
  pages.reLaunch(route.url);

  document.addEventListener('visibilitychange', () => {
    const hidden = document.hidden;
    callApp(phone, hidden ? 'onHide' : 'onShow', phone.launch);
    if (hidden) signals.hide.fire(undefined);
    else signals.show.fire(phone.launch);
  });
}
