import * as glassEasel from 'glass-easel';
import type { Root } from 'glass-easel-miniprogram-adapter';
import type { BundledComponent, WindowConfig } from '../../shared/bundle';
import type { Engine } from '../engine/engine';
import { EventChannel } from './event-channel';
import type { Route } from './route';

/** The page's instance as the app knows it: `this` of its handlers. */
export type Caller = Record<string, unknown>;

/** What <page-meta> asks for. */
export interface PageMeta {
  rootFontSize?: string;
  pageFontSize?: string;
  pageStyle?: string;
  backgroundColor?: string;
}

const READY_MS = 20;
const REACH_BOTTOM_PX = 50;

/** A page of the stack in its own box, which scrolls. */
export class Page {
  readonly box: HTMLElement;
  readonly caller: Caller;
  /** Configuration of the window, which the page may change while it is open. */
  readonly window: WindowConfig;
  readonly channel = new EventChannel();
  meta: PageMeta = {};
  /** Asked before the person leaves (wx.enableAlertBeforeUnload). */
  leaveQuestion: string | undefined;
  private readonly root: Root;
  private atBottom = false;

  constructor(
    readonly route: Route,
    readonly component: BundledComponent,
    { code, backend }: Engine,
    defaults: WindowConfig,
  ) {
    this.window = { ...defaults, ...component.config };
    this.box = document.createElement('div');
    this.box.className = 'page-box';
    this.root = backend.createRoot('page', code, route.url);
    this.caller = this.root.get() as unknown as Caller;
    Object.assign(this.caller, {
      route: route.path,
      options: route.query,
      getOpenerEventChannel: () => this.channel,
    });
  }

  /** Puts the page on the screen and starts its life. */
  open(parent: Element): void {
    const placeholder = this.box.appendChild(document.createElement('span'));
    parent.append(this.box);
    this.root.attach(
      this.box as unknown as glassEasel.GeneralBackendElement,
      placeholder as unknown as glassEasel.GeneralBackendElement,
    );
    this.call('onLoad', this.route.query);
    this.show();
    setTimeout(() => this.call('onReady'), READY_MS);
    this.box.addEventListener('scroll', () => this.scrolled(), { passive: true });
  }

  show(): void {
    this.box.hidden = false;
    this.call('onShow');
    this.root.getComponent().triggerPageLifetime('show', []);
  }

  hide(): void {
    this.call('onHide');
    this.root.getComponent().triggerPageLifetime('hide', []);
    this.box.hidden = true;
  }

  close(): void {
    this.call('onUnload');
    this.root.release();
    this.box.remove();
  }

  /** Calls a handler of the page if it has one; an error in it is reported, not thrown. */
  call(name: string, ...given: unknown[]): unknown {
    const handler = this.caller[name];
    return typeof handler === 'function'
      ? glassEasel.safeCallback(
          name,
          handler as (...values: unknown[]) => unknown,
          this.caller,
          given,
          this.route.path,
        )
      : undefined;
  }

  has(name: string): boolean {
    return typeof this.caller[name] === 'function';
  }

  private scrolled(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.box;
    this.call('onPageScroll', { scrollTop });
    const distance = this.window.onReachBottomDistance ?? REACH_BOTTOM_PX;
    const atBottom = scrollTop + clientHeight >= scrollHeight - distance;
    if (atBottom && !this.atBottom) this.call('onReachBottom');
    this.atBottom = atBottom;
  }
}
