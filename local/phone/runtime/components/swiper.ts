import { make } from '../dom';
import { builtin, flag, number, text } from './builtin';
import type { Builtin } from './builtin';

const SETTLED_MS = 80;

const swiper = builtin({
  tag: 'swiper',
  properties: {
    indicatorDots: flag(),
    autoplay: flag(),
    current: number(),
    interval: number(5000),
    duration: number(500),
    circular: flag(),
    vertical: flag(),
    indicatorColor: text(),
    indicatorActiveColor: text(),
    previousMargin: text(),
    nextMargin: text(),
    displayMultipleItems: number(1),
    easingFunction: text(),
  },
  attach(host) {
    const { element } = host;
    let timer: number | undefined;
    let settle: number | undefined;
    let at = 0;
    let ready = false;
    const track = (): HTMLElement => element.querySelector<HTMLElement>('.track')!;
    const count = (): number => element.querySelectorAll('wx-swiper-item').length;
    const extent = (): number =>
      (host.values.vertical ? track().clientHeight : track().clientWidth) || 1;

    const paint = (): void => {
      const dots = Array.from({ length: count() }, (_, index) =>
        make('i', { class: index === at ? 'on' : '' }),
      );
      element.querySelector('.dots')?.replaceChildren(...dots);
    };
    const moved = (index: number, source: string): void => {
      if (index === at) return;
      at = index;
      paint();
      host.emit('change', { current: index, source, currentItemId: '' });
    };
    const go = (index: number, source: string): void => {
      const to = index * extent();
      track().scrollTo({ [host.values.vertical ? 'top' : 'left']: to, behavior: 'smooth' });
      moved(index, source);
    };
    return {
      changed: {
        current: (index) => ready && index !== at && go(index, ''),
        vertical: (vertical) => {
          element.classList.toggle('vertical', vertical);
        },
      },
      ready() {
        ready = true;
        const box = track();
        box.addEventListener('scroll', (event) => {
          event.stopPropagation();
          window.clearTimeout(settle);
          settle = window.setTimeout(() => {
            const offset = host.values.vertical ? box.scrollTop : box.scrollLeft;
            const index = Math.round(offset / extent());
            if (index !== at) host.set({ current: index });
            moved(index, 'touch');
          }, SETTLED_MS);
        });
        paint();
        if (host.values.current > 0) go(host.values.current, '');
        if (host.values.autoplay) {
          timer = window.setInterval(
            () => go((at + 1) % count(), 'autoplay'),
            host.values.interval,
          );
        }
      },
      detached: () => window.clearInterval(timer),
    };
  },
});

const swiperItem = builtin({
  tag: 'swiper-item',
  properties: { itemId: text() },
  attach: () => {},
});

/** <swiper> and <swiper-item> */
export const swiperBuiltins: readonly Builtin[] = [swiper, swiperItem];
