const TODO_TAB = 1;

/** The count on the tab 办理; none for 0. Fails quietly where no tab bar is shown. */
export function showTodoCount(count: number): void {
  const done = { index: TODO_TAB, fail: () => undefined };
  if (count > 0) wx.setTabBarBadge({ ...done, text: count > 99 ? '99+' : String(count) });
  else wx.removeTabBarBadge(done);
}
