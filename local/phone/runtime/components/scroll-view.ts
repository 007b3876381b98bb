import { reflect } from '../dom';
import { any, builtin, flag, text } from './builtin';

type Length = number | string | null;

/** <scroll-view> */
export const scrollView = builtin({
  tag: 'scroll-view',
  properties: {
    scrollX: flag(),
    scrollY: flag(),
    scrollTop: any<Length>(null),
    scrollLeft: any<Length>(null),
    scrollIntoView: text(),
    scrollWithAnimation: flag(),
    upperThreshold: any<Length>(50),
    lowerThreshold: any<Length>(50),
    refresherEnabled: flag(),
    refresherTriggered: flag(),
    enhanced: flag(),
    showScrollbar: flag(true),
    enableFlex: flag(),
    enableBackToTop: flag(),
    bounces: flag(true),
    scrollAnchoring: flag(),
    pagingEnabled: flag(),
    fastDeceleration: flag(),
    type: text(),
  },
  attach(host) {
    const { element } = host;
    let top = 0;
    let left = 0;
    let atEnd = false;
    const scrollTo = (to: ScrollToOptions): void => {
      const behavior = host.values.scrollWithAnimation ? 'smooth' : 'auto';
      // The content may only come with the same update.
      setTimeout(() => element.scrollTo({ ...to, behavior }));
    };
    const nearEnd = (): boolean => {
      const threshold = Number(host.values.lowerThreshold);
      return host.values.scrollY
        ? element.scrollTop + element.clientHeight >= element.scrollHeight - threshold
        : element.scrollLeft + element.clientWidth >= element.scrollWidth - threshold;
    };
    element.addEventListener(
      'scroll',
      () => {
        const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = element;
        const [deltaX, deltaY] = [left - scrollLeft, top - scrollTop];
        host.emit('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, deltaX, deltaY });
        if (scrollTop < top && scrollTop <= Number(host.values.upperThreshold)) {
          host.emit('scrolltoupper', { direction: 'top' });
        }
        const end = nearEnd();
        if (end && !atEnd) {
          host.emit('scrolltolower', { direction: host.values.scrollY ? 'bottom' : 'right' });
        }
        atEnd = end;
        top = scrollTop;
        left = scrollLeft;
      },
      { passive: true },
    );
    return {
      changed: {
        scrollX: (value) => reflect(element, 'scroll-x', value),
        scrollY: (value) => reflect(element, 'scroll-y', value),
        enableFlex: (value) => reflect(element, 'enable-flex', value),
        scrollTop: (value) => value !== null && scrollTo({ top: Number(value) }),
        scrollLeft: (value) => value !== null && scrollTo({ left: Number(value) }),
        scrollIntoView(id) {
          if (!id) return;
          setTimeout(() =>
            element
              .querySelector(`#${CSS.escape(id)}`)
              ?.scrollIntoView({ block: 'start', inline: 'start' }),
          );
        },
      },
    };
  },
});
