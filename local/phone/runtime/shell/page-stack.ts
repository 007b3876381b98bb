import type { AppBundle } from '../../shared/bundle';
import type { Engine } from '../engine/engine';
import { Page } from './page';
import { parseRoute } from './route';
import type { Route } from './route';
import type { Screen } from './screen';

/** WeChat allows ten pages on top of each other. */
const DEPTH_MAX = 10;

/** The pages that are open and how to get from one to another. Every method throws WeChat's message when it cannot. */
export class PageStack {
  private stack: Page[] = [];
  /** Tab pages stay alive when another tab is chosen. */
  private readonly tabPages = new Map<string, Page>();

  constructor(
    private readonly bundle: AppBundle,
    private readonly engine: Engine,
    private readonly screen: () => Screen,
  ) {}

  get current(): Page {
    const page = this.stack[this.stack.length - 1];
    if (!page) throw new Error('no page is open');
    return page;
  }

  get open(): readonly Page[] {
    return this.stack;
  }

  /** The page in whose box an element lies. */
  pageOf(element: Element): Page | undefined {
    const box = element.closest('.page-box');
    return [...this.stack, ...this.tabPages.values()].find((page) => page.box === box);
  }

  route(url: string): Route {
    const route = parseRoute(url, this.stack[this.stack.length - 1]?.route.path);
    if (!this.bundle.pages.includes(route.path))
      throw new Error(`page "${route.path}" is not found`);
    return route;
  }

  repaint(): void {
    this.screen().paint(this.current, this.stack.length > 1);
    const address = `#${this.current.route.url}`;
    if (location.hash !== address) history.replaceState(null, '', address);
  }

  navigateTo(url: string): Page {
    const route = this.route(url);
    if (this.screen().tabs.has(route.path)) throw new Error('can not navigateTo a tabbar page');
    if (this.stack.length >= DEPTH_MAX) throw new Error('webview count limit exceed');
    this.current.hide();
    return this.push(route);
  }

  redirectTo(url: string): void {
    const route = this.route(url);
    if (this.screen().tabs.has(route.path)) throw new Error('can not redirectTo a tabbar page');
    this.leave(this.stack.pop());
    this.push(route);
  }

  navigateBack(delta = 1): void {
    const count = Math.min(Math.max(delta, 1), this.stack.length - 1);
    if (count === 0) throw new Error('cannot navigate back at first page');
    for (let n = 0; n < count; n += 1) this.leave(this.stack.pop());
    this.current.show();
    this.repaint();
  }

  /** Returns false when the tab is shown already. */
  switchTab(url: string): boolean {
    const { path } = this.route(url);
    if (!this.screen().tabs.has(path)) throw new Error('can not switch to non-TabBar page');
    if (this.stack.length > 0 && this.current.route.path === path) return false;
    this.clear();
    const kept = this.tabPages.get(path);
    if (kept) {
      this.stack.push(kept);
      kept.show();
      this.repaint();
    } else {
      this.push(parseRoute(`/${path}`));
    }
    return true;
  }

  reLaunch(url: string): void {
    const route = this.route(url);
    this.clear();
    for (const page of this.tabPages.values()) page.close();
    this.tabPages.clear();
    this.push(route);
  }

  private push(route: Route): Page {
    const { config, components } = this.bundle;
    const component = components.find(({ path }) => path === route.path)!;
    const page = new Page(route, component, this.engine, config.window ?? {});
    this.stack.push(page);
    if (this.screen().tabs.has(route.path)) this.tabPages.set(route.path, page);
    this.repaint();
    page.open(this.screen().pages);
    this.repaint();
    return page;
  }

  /** Hides a tab page, closes any other. */
  private leave(page: Page | undefined): void {
    if (!page) return;
    if (this.tabPages.get(page.route.path) === page) {
      if (!page.box.hidden) page.hide();
    } else {
      page.close();
    }
  }

  private clear(): void {
    for (let page = this.stack.pop(); page; page = this.stack.pop()) this.leave(page);
  }
}
