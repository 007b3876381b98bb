import type { PageStack } from '../shell/page-stack';
import type { PageMeta } from '../shell/page';
import { builtin, number, text } from './builtin';
import type { Builtin } from './builtin';

/** Where a <navigator> leads. */
export interface Routing {
  navigateTo(options: { url: string }): unknown;
  redirectTo(options: { url: string }): unknown;
  switchTab(options: { url: string }): unknown;
  reLaunch(options: { url: string }): unknown;
  navigateBack(options: { delta: number }): unknown;
}

const navigatorOf = (routing: () => Routing): Builtin =>
  builtin({
    tag: 'navigator',
    hover: { className: 'navigator-hover', startMs: 50, stayMs: 600 },
    properties: {
      url: text(),
      openType: text('navigate'),
      delta: number(1),
      target: text('self'),
    },
    attach(host) {
      host.element.setAttribute('role', 'link');
      host.onTap(() => {
        const { url, openType, delta } = host.values;
        const to = routing();
        if (openType === 'navigate') to.navigateTo({ url });
        else if (openType === 'redirect') to.redirectTo({ url });
        else if (openType === 'switchTab') to.switchTab({ url });
        else if (openType === 'reLaunch') to.reLaunch({ url });
        else if (openType === 'navigateBack') to.navigateBack({ delta });
      });
    },
  });

const pageMeta = (pages: PageStack): Builtin =>
  builtin({
    tag: 'page-meta',
    properties: {
      rootFontSize: text(),
      pageFontSize: text(),
      pageStyle: text(),
      backgroundColor: text(),
      scrollTop: text(),
      pageOrientation: text(),
      backgroundTextStyle: text(),
    },
    attach({ element }) {
      const page = pages.pageOf(element);
      const note =
        (name: keyof PageMeta) =>
        (value: string): void => {
          if (!page) return;
          page.meta[name] = value || undefined;
          if (pages.current === page) pages.repaint();
        };
      return {
        changed: {
          rootFontSize: note('rootFontSize'),
          pageFontSize: note('pageFontSize'),
          pageStyle: note('pageStyle'),
          backgroundColor: note('backgroundColor'),
          scrollTop: (value) => page?.box.scrollTo({ top: parseFloat(value) || 0 }),
        },
      };
    },
  });

const navigationBar = (pages: PageStack): Builtin =>
  builtin({
    tag: 'navigation-bar',
    properties: { title: text(), frontColor: text(), backgroundColor: text() },
    attach({ element }) {
      const page = pages.pageOf(element);
      const repaint = (): void => {
        if (pages.current === page) pages.repaint();
      };
      return {
        changed: {
          title(title) {
            if (page) page.window.navigationBarTitleText = title;
            repaint();
          },
          backgroundColor(color) {
            if (page && color) page.window.navigationBarBackgroundColor = color;
            repaint();
          },
          frontColor(color) {
            if (page && color) {
              page.window.navigationBarTextStyle = color === '#000000' ? 'black' : 'white';
            }
            repaint();
          },
        },
      };
    },
  });

/** <navigator>, <page-meta> and its <navigation-bar> */
export const navigationBuiltins = (pages: PageStack, routing: () => Routing): Builtin[] => [
  navigatorOf(routing),
  pageMeta(pages),
  navigationBar(pages),
];
