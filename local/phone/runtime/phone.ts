import type { AppBundle } from '../shared/bundle';
import type { AppGlobals } from './engine/globals';
import type { SettingsStore } from './settings';
import type { PageStack } from './shell/page-stack';
import type { PullDown } from './shell/pull-down';
import type { Screen } from './shell/screen';

/** The running phone: what the wx object and the built-in components need of it. */
export interface Phone {
  bundle: AppBundle;
  settings: SettingsStore;
  pages: PageStack;
  screen: Screen;
  pullDown: PullDown;
  globals: AppGlobals;
  launch: LaunchOptions;
}

/** How the app was opened. */
export interface LaunchOptions {
  path: string;
  query: Record<string, string>;
  scene: number;
}
