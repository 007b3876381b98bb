/** Puts a text on the clipboard; WeChat itself tells the reader. false when the reader refused it. */
export function copy(text: string): Promise<boolean> {
  return new Promise((resolve) => {
    wx.setClipboardData({ data: text, success: () => resolve(true), fail: () => resolve(false) });
  });
}
