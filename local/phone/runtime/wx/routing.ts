import type { Phone } from '../phone';
import type { ChannelListener } from '../shell/event-channel';
import { wxFunction } from './api';
import type { WxFunction } from './api';
import { showModal } from './dialogs';

interface NavigateOptions {
  url: string;
  events?: Record<string, ChannelListener>;
}

/** Functions of wx that change the page. */
export interface RoutingMembers {
  navigateTo: WxFunction<NavigateOptions>;
  redirectTo: WxFunction<{ url: string }>;
  switchTab: WxFunction<{ url: string }>;
  reLaunch: WxFunction<{ url: string }>;
  navigateBack: WxFunction<{ delta?: number }>;
  [member: string]: unknown;
}

/** Asks first on a page that wants it (wx.enableAlertBeforeUnload). */
export async function goBack({ pages }: Pick<Phone, 'pages'>, delta?: number): Promise<void> {
  const { leaveQuestion } = pages.current;
  if (leaveQuestion !== undefined) {
    const answer = (await showModal({ content: leaveQuestion })) as { confirm: boolean };
    if (!answer.confirm) return;
  }
  pages.navigateBack(delta);
}

/** navigateTo and the like, and what belongs to the page on top. */
export function createRouting(phone: Phone): RoutingMembers {
  const { pages, screen, pullDown } = phone;
  const setWindow = (changes: object): void => {
    Object.assign(pages.current.window, changes);
    pages.repaint();
  };
  const setBadge = (index: number, text: string): void => screen.tabs.setBadge(index, text);
  return {
    navigateTo: wxFunction<NavigateOptions>('navigateTo', ({ url, events = {} }) => {
      const { channel } = pages.navigateTo(url);
      for (const [event, listener] of Object.entries(events)) channel.on(event, listener);
      return { eventChannel: channel };
    }),
    redirectTo: wxFunction<{ url: string }>('redirectTo', ({ url }) => pages.redirectTo(url)),
    switchTab: wxFunction<{ url: string }>('switchTab', ({ url }) => {
      pages.switchTab(url);
    }),
    reLaunch: wxFunction<{ url: string }>('reLaunch', ({ url }) => pages.reLaunch(url)),
    navigateBack: wxFunction<{ delta?: number }>('navigateBack', ({ delta }) =>
      goBack(phone, delta),
    ),
    enableAlertBeforeUnload: wxFunction<{ message: string }>(
      'enableAlertBeforeUnload',
      ({ message }) => {
        pages.current.leaveQuestion = message;
      },
    ),
    disableAlertBeforeUnload: wxFunction('disableAlertBeforeUnload', () => {
      pages.current.leaveQuestion = undefined;
    }),
    setNavigationBarTitle: wxFunction<{ title: string }>('setNavigationBarTitle', ({ title }) =>
      setWindow({ navigationBarTitleText: title }),
    ),
    setNavigationBarColor: wxFunction<{ frontColor: string; backgroundColor: string }>(
      'setNavigationBarColor',
      ({ frontColor, backgroundColor }) =>
        setWindow({
          navigationBarBackgroundColor: backgroundColor,
          navigationBarTextStyle: frontColor === '#000000' ? 'black' : 'white',
        }),
    ),
    setBackgroundColor: wxFunction<{ backgroundColor: string }>(
      'setBackgroundColor',
      ({ backgroundColor }) => setWindow({ backgroundColor }),
    ),
    setTabBarBadge: wxFunction<{ index: number; text: string }>(
      'setTabBarBadge',
      ({ index, text }) => setBadge(index, text),
    ),
    removeTabBarBadge: wxFunction<{ index: number }>('removeTabBarBadge', ({ index }) =>
      setBadge(index, ''),
    ),
    showTabBarRedDot: wxFunction<{ index: number }>('showTabBarRedDot', ({ index }) =>
      setBadge(index, '•'),
    ),
    hideTabBarRedDot: wxFunction<{ index: number }>('hideTabBarRedDot', ({ index }) =>
      setBadge(index, ''),
    ),
    setTabBarItem: wxFunction<{ index: number; text: string }>('setTabBarItem', ({ index, text }) =>
      screen.tabs.setText(index, text),
    ),
    showTabBar: wxFunction('showTabBar', () => screen.tabs.setHidden(false)),
    hideTabBar: wxFunction('hideTabBar', () => screen.tabs.setHidden(true)),
    startPullDownRefresh: wxFunction('startPullDownRefresh', () => pullDown.start(pages.current)),
    stopPullDownRefresh: wxFunction('stopPullDownRefresh', () => pullDown.stop()),
    pageScrollTo: wxFunction<{ scrollTop?: number; selector?: string; duration?: number }>(
      'pageScrollTo',
      ({ scrollTop, selector, duration = 300 }) => {
        const { box } = pages.current;
        const target = selector ? box.querySelector(selector) : null;
        const offset = target
          ? target.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop
          : 0;
        const top = scrollTop ?? offset;
        box.scrollTo({ top, behavior: duration > 0 ? 'smooth' : 'auto' });
      },
    ),
  };
}
