import type { AppConfig } from '../../shared/bundle';
import { make } from '../dom';
import { fileUrl } from './screen';

/** The native tab bar. */
export interface TabBar {
  element: HTMLElement;
  has(path: string): boolean;
  /** Position of a page among the tabs. */
  indexOf(path: string): number;
  textOf(path: string): string;
  /** Shows the bar with `path` selected, or hides it on a page that is no tab. */
  show(path: string): void;
  /** Text on a tab's badge; '' takes it away, `•` is the red dot. */
  setBadge(index: number, text: string): void;
  setHidden(hidden: boolean): void;
  setText(index: number, text: string): void;
}

type TabBarConfig = NonNullable<AppConfig['tabBar']>;
type Themed = (value: string | undefined) => string | undefined;

interface Tab {
  path: string;
  button: HTMLButtonElement;
  icon: HTMLImageElement;
  label: HTMLSpanElement;
  badge: HTMLSpanElement;
}

function createTab(path: string, text: string, choose: (path: string) => void): Tab {
  const icon = make('img', { alt: '' });
  const label = make('span', { class: 'tab-text' }, text);
  const badge = make('span', { class: 'tab-badge' });
  badge.hidden = true;
  const button = make('button', { role: 'tab', type: 'button' }, icon, label, badge);
  button.addEventListener('click', () => choose(path));
  return { path, button, icon, label, badge };
}

/** Makes the bar of app.json; without one it has no tabs and is never shown. */
export function createTabBar(
  config: TabBarConfig | undefined,
  themed: Themed,
  choose: (path: string) => void,
): TabBar {
  const list = config?.list ?? [];
  const tabs = list.map(({ pagePath, text }) => createTab(pagePath, text, choose));
  const element = make(
    'nav',
    { class: 'phone-tabs', role: 'tablist' },
    ...tabs.map((tab) => tab.button),
  );
  let hidden = false;
  let shown = '';

  const paint = (): void => {
    element.hidden = hidden || !tabs.some(({ path }) => path === shown);
    element.style.background = themed(config?.backgroundColor) ?? '#fff';
    element.dataset['border'] = themed(config?.borderStyle) ?? 'black';
    tabs.forEach(({ path, button, icon }, index) => {
      const selected = path === shown;
      const { iconPath, selectedIconPath } = list[index]!;
      const file = themed(selected ? (selectedIconPath ?? iconPath) : iconPath);
      button.setAttribute('aria-selected', String(selected));
      button.style.color = themed(selected ? config?.selectedColor : config?.color) ?? '';
      icon.hidden = file === undefined;
      if (file !== undefined && icon.getAttribute('src') !== fileUrl(file)) {
        icon.src = fileUrl(file);
      }
    });
  };

  return {
    element,
    has: (path) => tabs.some((tab) => tab.path === path),
    indexOf: (path) => tabs.findIndex((tab) => tab.path === path),
    textOf: (path) => tabs.find((tab) => tab.path === path)?.label.textContent ?? '',
    show(path) {
      shown = path;
      paint();
    },
    setBadge(index, text) {
      const badge = tabs[index]?.badge;
      if (!badge) throw new Error('tabbar item not found');
      badge.hidden = text === '';
      badge.textContent = text === '•' ? '' : text;
      badge.classList.toggle('dot', text === '•');
    },
    setHidden(value) {
      hidden = value;
      paint();
    },
    setText(index, text) {
      const label = tabs[index]?.label;
      if (label) label.textContent = text;
    },
  };
}
