import { make } from '../dom';
import type { Page } from './page';

const PULL_PX = 60;
const OPEN_PX = 50;

/** Pull to refresh: by finger at the top of a page that allows it, or by the app. */
export interface PullDown {
  start(page: Page): void;
  stop(): void;
}

/** Makes the gesture work in `pages`. */
export function createPullDown(pages: HTMLElement, current: () => Page): PullDown {
  const sign = make('div', { class: 'phone-refresh', role: 'status', 'aria-label': '正在刷新' });
  let from: number | undefined;
  let pulled = 0;
  let refreshing: Page | undefined;

  const lower = (box: HTMLElement, distance: number): void => {
    box.style.transform = distance > 0 ? `translateY(${distance}px)` : '';
    if (distance > 0 && !sign.isConnected) pages.prepend(sign);
    if (distance === 0) sign.remove();
  };
  const stop = (): void => {
    if (refreshing) lower(refreshing.box, 0);
    refreshing = undefined;
  };
  const start = (page: Page): void => {
    if (refreshing) return;
    refreshing = page;
    lower(page.box, OPEN_PX);
    page.call('onPullDownRefresh');
  };

  pages.addEventListener(
    'touchstart',
    ({ touches }) => {
      const page = current();
      const allowed = page.window.enablePullDownRefresh === true && page.box.scrollTop === 0;
      from = allowed && !refreshing ? touches[0]?.clientY : undefined;
      pulled = 0;
    },
    { passive: true },
  );
  pages.addEventListener(
    'touchmove',
    ({ touches }) => {
      const y = touches[0]?.clientY;
      if (from === undefined || y === undefined) return;
      pulled = Math.max(0, y - from);
      if (pulled > 0) lower(current().box, Math.min(pulled / 2, OPEN_PX));
    },
    { passive: true },
  );
  pages.addEventListener(
    'touchend',
    () => {
      if (from === undefined) return;
      from = undefined;
      if (pulled > PULL_PX) start(current());
      else if (pulled > 0) lower(current().box, 0);
    },
    { passive: true },
  );
  return { start, stop };
}
