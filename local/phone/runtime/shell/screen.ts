import type { AppBundle } from '../../shared/bundle';
import { make } from '../dom';
import type { SettingsStore } from '../settings';
import type { Page } from './page';
import { createTabBar } from './tab-bar';
import type { TabBar } from './tab-bar';

/** WeChat's own standard font size, px. */
const STANDARD_FONT_PX = 16;

/** The page that the app opens with. */
export const entryPath = ({ config, pages }: AppBundle): string =>
  config.entryPagePath ?? pages[0] ?? '';

/** What the status bar says of the connection. */
const SIGNALS = { wifi: 'Wi-Fi', weak: '信号弱', none: '无网络' };

/** What is around the pages: navigation bar, tab bar, styles of the page on top. */
export interface Screen {
  /** Holds the boxes of the pages. */
  pages: HTMLElement;
  tabs: TabBar;
  /** Shows what belongs to `page`; `canGoBack` decides on the back button. */
  paint(page: Page, canGoBack: boolean): void;
}

/** Paths of the app's files as the server has them. */
export const fileUrl = (path: string): string => `/phone/files/${path.replace(/^\//, '')}`;

/** WeChat's value of `system`, or a length as it is written. */
const fontSize = (value: string | undefined, scale: number): string =>
  value === 'system' ? `${STANDARD_FONT_PX * scale}px` : (value ?? '');

/** Builds the surface of the phone in the page's body. */
export function createScreen(
  bundle: AppBundle,
  settings: SettingsStore,
  actions: { back(): void; home(): void; switchTab(path: string): void },
): Screen {
  const back = make('button', { class: 'nav-back', 'aria-label': '返回', type: 'button' }, '‹');
  const title = make('span', { class: 'nav-title', role: 'heading', 'aria-level': '1' });
  const home = make(
    'button',
    { class: 'nav-back nav-home', 'aria-label': '回到首页', type: 'button' },
    '⌂',
  );
  const capsule = make('span', { class: 'nav-capsule', 'aria-hidden': 'true' }, '•••　◎');
  const bar = make('header', { class: 'phone-nav' }, back, home, title, capsule);
  const pages = make('div', { class: 'phone-pages' });
  back.addEventListener('click', actions.back);
  home.addEventListener('click', actions.home);
  const signal = make('span');
  const status = make('div', { class: 'phone-status', 'aria-hidden': 'true' }, '9:41', signal);

  /** A value of app.json: `@name` is looked up in theme.json. */
  const themed = (value: string | undefined): string | undefined =>
    value?.startsWith('@') ? bundle.theme?.[settings.current.theme][value.slice(1)] : value;

  const tabs = createTabBar(bundle.config.tabBar, themed, actions.switchTab);
  document.body.replaceChildren(status, bar, pages, tabs.element);
  const pageStyle = document.head.appendChild(make('style'));

  const paint = (page: Page, canGoBack: boolean): void => {
    const { window: look, meta, route, component } = page;
    const black = themed(look.navigationBarTextStyle) === 'black';
    bar.hidden = look.navigationStyle === 'custom';
    for (const { style } of [status, bar]) {
      style.background = themed(look.navigationBarBackgroundColor) ?? '#000';
      style.color = black ? '#000' : '#fff';
    }
    signal.textContent = SIGNALS[settings.current.network];
    title.textContent = look.navigationBarTitleText ?? '';
    document.title = title.textContent;
    back.hidden = !canGoBack;
    home.hidden = canGoBack || tabs.has(route.path) || route.path === entryPath(bundle);
    tabs.show(route.path);
    const root = document.documentElement;
    root.dataset['theme'] = bundle.config.darkmode ? settings.current.theme : 'light';
    root.style.background = meta.backgroundColor ?? themed(look.backgroundColor) ?? '#fff';
    root.style.fontSize = fontSize(meta.rootFontSize, settings.current.fontScale);
    const element = page.box.querySelector<HTMLElement>('wx-page');
    if (element) {
      element.setAttribute('style', meta.pageStyle ?? '');
      element.style.fontSize = fontSize(meta.pageFontSize, settings.current.fontScale);
      // The box scrolls, not the page element: `overflow: hidden` has to stop it.
      page.box.style.overflow = element.style.overflow;
    }
    if (pageStyle.textContent !== component.css) pageStyle.textContent = component.css;
  };
  return { pages, tabs, paint };
}
