/**
 * Asks whether these messages may be sent once; WeChat shows its own sheet. Only within a tap. true when at
 * least one was allowed; a refusal, or a phone that cannot ask, stops nobody.
 */
export function allowMessages(templates: readonly string[]): Promise<boolean> {
  if (templates.length === 0 || !wx.canIUse('requestSubscribeMessage')) {
    return Promise.resolve(false);
  }
  return new Promise((resolve) => {
    wx.requestSubscribeMessage({
      tmplIds: [...templates],
      success: (answers) => resolve(templates.some((id) => answers[id] === 'accept')),
      fail: () => resolve(false),
    });
  });
}
