/**
 * Asks WeChat whether its privacy guide was agreed to; WeChat shows its own sheet when it was not yet.
 * true when agreed to, or on base libraries that know no such thing (before 2.32.3).
 */
export function agreeToPrivacy(): Promise<boolean> {
  if (!wx.canIUse('requirePrivacyAuthorize')) return Promise.resolve(true);
  return new Promise((resolve) => {
    wx.requirePrivacyAuthorize({ success: () => resolve(true), fail: () => resolve(false) });
  });
}

/** Opens the privacy guide filed with WeChat; false where that is not possible. */
export function openPrivacyGuide(): Promise<boolean> {
  if (!wx.canIUse('openPrivacyContract')) return Promise.resolve(false);
  return new Promise((resolve) => {
    wx.openPrivacyContract({ success: () => resolve(true), fail: () => resolve(false) });
  });
}
