/** The pages of the app. */
export const PAGES = {
  home: '/pages/home/index',
  todo: '/pages/todo/index',
  mine: '/pages/mine/index',
  signIn: '/pages/sign-in/index',
  register: '/pages/register/index',
  progress: '/pages/progress/index',
  amend: '/pages/amend/index',
  myNumber: '/pages/my-number/index',
  bind: '/pages/bind/index',
  privacy: '/pages/privacy/index',
  changePhone: '/pages/change-phone/index',
  consoleSignIn: '/pages/console-sign-in/index',
  reviewList: '/review/list/index',
  reviewDetail: '/review/detail/index',
  reassign: '/review/reassign/index',
  branchHome: '/branch/home/index',
  branchBelow: '/branch/below/index',
  branchHistory: '/branch/history/index',
  branchMembers: '/branch/members/index',
  branchMeeting: '/branch/meeting/index',
  requestMore: '/branch/request/index',
  requests: '/branch/requests/index',
  giveBack: '/branch/give-back/index',
} as const;

export const open = (url: string): void => {
  wx.navigateTo({ url });
};

/** Takes the place of the current page: there is no way back to a form that was sent. */
export const replace = (url: string): void => {
  wx.redirectTo({ url });
};

/** Back to the page before, or home when there is none. */
export function back(): void {
  if (getCurrentPages().length > 1) wx.navigateBack();
  else wx.switchTab({ url: PAGES.home });
}

export const goHome = (): void => {
  wx.switchTab({ url: PAGES.home });
};

/** The words in the bar at the top of the current page. */
export const titlePage = (title: string): void => {
  wx.setNavigationBarTitle({ title });
};

/** Asks before the page is left while something is under way; an empty text ends that. */
export function askBeforeLeaving(text: string): void {
  if (!wx.canIUse('enableAlertBeforeUnload')) return;
  if (text) wx.enableAlertBeforeUnload({ message: text });
  else wx.disableAlertBeforeUnload({});
}

/** Scrolls the page so that the element stands below the top edge. */
export const scrollTo = (selector: string): void => {
  wx.pageScrollTo({ selector, offsetTop: -24, duration: 200 });
};
