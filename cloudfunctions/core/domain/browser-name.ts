/** The more special name comes first: most browsers also say that they are Chrome and Safari. */
const BROWSERS: ReadonlyArray<readonly [sign: RegExp, name: string]> = [
  [/MicroMessenger\//, '微信'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/QQBrowser\//, 'QQ浏览器'],
  [/(360SE|360EE|QIHU)/, '360浏览器'],
  [/(OPR|Opera)\//, 'Opera'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: ReadonlyArray<readonly [sign: RegExp, name: string]> = [
  [/Windows/, 'Windows 电脑'],
  [/(OpenHarmony|HarmonyOS)/, '鸿蒙设备'],
  [/(iPhone|iPad)/, '苹果手机或平板'],
  [/Android/, '安卓手机或平板'],
  [/Macintosh/, '苹果电脑'],
  [/Linux/, 'Linux 电脑'],
];

const nameIn = (
  names: ReadonlyArray<readonly [sign: RegExp, name: string]>,
  text: string,
): string | undefined => names.find(([sign]) => sign.test(text))?.[1];

/** A browser by what it says of itself (`user-agent`), for people: Chrome · Windows 电脑. */
export function browserName(userAgent: string): string {
  const browser = nameIn(BROWSERS, userAgent) ?? '未知浏览器';
  const system = nameIn(SYSTEMS, userAgent);
  return system === undefined ? browser : `${browser} · ${system}`;
}
