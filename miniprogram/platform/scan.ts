/** What lies behind a code: the page of a mini-program code, or the text of any other. */
export type Scanned = { page: string } | { text: string };

/** Opens the camera; null when the reader gave up or it could not be read. */
export function scan(): Promise<Scanned | null> {
  return new Promise((resolve) => {
    wx.scanCode({
      success: ({ path, result }) => resolve(path ? { page: path } : { text: result }),
      fail: () => resolve(null),
    });
  });
}
