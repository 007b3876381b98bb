import type { ConsoleSession } from '../../../../typings/api';

/** Where a session is, as far as its address tells. */
export function placeText({ address, sameNetwork }: ConsoleSession): string {
  if (sameNetwork === null) return address;
  return `${address}（${sameNetwork ? '与本机同一网络' : '与本机不同网络'}）`;
}
