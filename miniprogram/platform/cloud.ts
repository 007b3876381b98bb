/** Readies the cloud; the environment is the one bound to the mini-program. */
export function startCloud(): void {
  wx.cloud.init({ traceUser: false });
}

/** Calls a cloud function; gives what it answered. Rejects when no answer came. */
export async function callFunction(
  name: string,
  data: WechatMiniprogram.IAnyObject,
): Promise<unknown> {
  const { result } = await wx.cloud.callFunction({ name, data });
  return result;
}
