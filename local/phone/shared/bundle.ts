/** Configuration of a window: app.json `window` or a page's own JSON. Colours may be `@names` of theme.json. */
export interface WindowConfig {
  navigationBarTitleText?: string;
  navigationBarBackgroundColor?: string;
  navigationBarTextStyle?: string;
  navigationStyle?: string;
  backgroundColor?: string;
  enablePullDownRefresh?: boolean;
  onReachBottomDistance?: number;
  disableScroll?: boolean;
}

/** One tab of the native tab bar; paths are relative to the app's root. */
export interface TabConfig {
  pagePath: string;
  text: string;
  iconPath?: string;
  selectedIconPath?: string;
}

/** app.json, as far as the phone uses it. */
export interface AppConfig {
  pages: string[];
  entryPagePath?: string;
  window?: WindowConfig;
  tabBar?: {
    list: TabConfig[];
    color?: string;
    selectedColor?: string;
    backgroundColor?: string;
    borderStyle?: string;
  };
  subPackages?: Array<{ root: string; pages: string[] }>;
  subpackages?: Array<{ root: string; pages: string[] }>;
  usingComponents?: Record<string, string>;
  networkTimeout?: { request?: number };
  darkmode?: boolean;
  style?: string;
}

/** A component's (or page's) own JSON. */
export interface ComponentConfig extends WindowConfig {
  component?: boolean;
  usingComponents?: Record<string, string>;
  componentGenerics?: Record<string, true | { default?: string }>;
  componentPlaceholder?: Record<string, string>;
  styleIsolation?: string;
  addGlobalClass?: boolean;
}

/** A page or component of the app; `path` is its path from the app's root without ending. */
export interface BundledComponent {
  path: string;
  isPage: boolean;
  /** Prefix of its classes, '' for a page. */
  scope: string;
  /** With `usingComponents` resolved to `/path`. */
  config: ComponentConfig;
  css: string;
}

/** What is on file for each theme: name → colour or path. */
export type ThemeVariables = Record<'light' | 'dark', Record<string, string>>;

/** The app without its scripts and templates, as plain data. */
export interface AppBundle {
  config: AppConfig;
  /** Main package first, in the order of app.json. */
  pages: string[];
  theme: ThemeVariables | null;
  appCss: string;
  components: BundledComponent[];
}
