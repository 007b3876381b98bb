/** Whether the screen stays lit without being touched; where that is not possible nothing happens. */
export function keepLit(keepScreenOn: boolean): void {
  wx.setKeepScreenOn({ keepScreenOn, fail: () => undefined });
}
