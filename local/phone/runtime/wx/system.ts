import { BUILTIN_TAGS } from '../../shared/tags';
import type { Phone } from '../phone';
import { createSignal, wxFunction } from './api';

/** Height of the bar with the time, px. */
const STATUS_BAR = 24;
const STANDARD_FONT_PX = 16;
const CAPSULE = { width: 87, height: 32, margin: 7, top: STATUS_BAR + 6 };

/** What the app can learn of phone and WeChat. */
export function createSystem({ bundle, settings, screen, launch }: Phone): Record<string, unknown> {
  const themes = createSignal<{ theme: string }>();
  settings.onChange((now, before) => {
    if (now.theme !== before.theme && bundle.config.darkmode) themes.fire({ theme: now.theme });
  });

  const windowInfo = (): object => {
    const { innerWidth: width, innerHeight: height } = window;
    const safeArea = {
      left: 0,
      right: width,
      top: STATUS_BAR,
      bottom: height,
      width,
      height: height - STATUS_BAR,
    };
    return {
      pixelRatio: window.devicePixelRatio,
      screenWidth: width,
      screenHeight: height,
      windowWidth: width,
      windowHeight: screen.pages.clientHeight,
      statusBarHeight: STATUS_BAR,
      screenTop: height - screen.pages.clientHeight,
      safeArea,
    };
  };
  const deviceInfo = (): object => ({
    brand: 'local',
    model: 'local phone',
    system: 'Android 13',
    platform: 'android',
    abi: 'arm64-v8a',
    benchmarkLevel: 20,
    memorySize: 8192,
  });
  const appBaseInfo = (): object => {
    const { fontScale, theme } = settings.current;
    return {
      SDKVersion: '3.8.0',
      version: '8.0.50',
      language: 'zh_CN',
      enableDebug: false,
      host: { env: 'WeChat', appId: '', version: 0 },
      fontSizeSetting: Math.round(STANDARD_FONT_PX * fontScale),
      fontSizeScaleFactor: fontScale,
      ...(bundle.config.darkmode && { theme }),
    };
  };
  const systemInfo = (): object => ({ ...windowInfo(), ...deviceInfo(), ...appBaseInfo() });
  const launchOptions = (): object => ({ ...launch, referrerInfo: {} });

  return {
    getWindowInfo: windowInfo,
    getDeviceInfo: deviceInfo,
    getAppBaseInfo: appBaseInfo,
    getSystemInfoSync: systemInfo,
    getSystemInfo: wxFunction('getSystemInfo', systemInfo),
    getSystemInfoAsync: wxFunction('getSystemInfoAsync', systemInfo),
    getSystemSetting: () => ({ bluetoothEnabled: true, locationEnabled: true, wifiEnabled: true }),
    getAppAuthorizeSetting: () => ({ notificationAuthorized: 'authorized' }),
    getAccountInfoSync: () => ({
      miniProgram: { appId: 'wxlocal0000000000', envVersion: 'develop', version: '' },
    }),
    getLaunchOptionsSync: launchOptions,
    getEnterOptionsSync: launchOptions,
    getMenuButtonBoundingClientRect: () => {
      const right = window.innerWidth - CAPSULE.margin;
      const { width, height, top } = CAPSULE;
      return { width, height, top, bottom: top + height, left: right - width, right };
    },
    onThemeChange: themes.on,
    offThemeChange: themes.off,
  };
}

/** wx.canIUse: whether the first part of `api.member…` or `component.attribute…` is supplied. */
export const createCanIUse =
  (supplied: () => object) =>
  (what: string): boolean => {
    const [first = ''] = what.split('.');
    return first in supplied() || BUILTIN_TAGS.includes(first);
  };
