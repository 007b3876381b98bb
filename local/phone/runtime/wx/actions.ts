import { make } from '../dom';
import { fileUrl } from '../shell/screen';
import { WxError, wxFunction } from './api';
import { ask, showModal } from './dialogs';
import type { Privacy } from './privacy';
import { rememberCode } from './scan';

const CLIPBOARD = 'phone-clipboard';

/** All phones of this machine share one clipboard, so that a code can be carried from one to another. */
const clipboard = (tell: (title: string) => void, privacy: Privacy): Record<string, unknown> => ({
  setClipboardData: wxFunction<{ data: string }>('setClipboardData', ({ data }) => {
    if (typeof data !== 'string') throw new WxError('parameter.data should be String');
    localStorage.setItem(CLIPBOARD, data);
    rememberCode(data);
    tell('内容已复制');
  }),
  getClipboardData: wxFunction('getClipboardData', async () => {
    await privacy.require('getClipboardData');
    return { data: localStorage.getItem(CLIPBOARD) ?? '' };
  }),
});

/** The person may allow or refuse each message. */
async function askForMessages({ tmplIds }: { tmplIds: string[] }): Promise<object> {
  const boxes = tmplIds.map((id) => {
    const box = make('input', { type: 'checkbox' });
    box.checked = true;
    return { id, box, line: make('label', { class: 'line' }, box, id || '（未配置模板）') };
  });
  const allowed = await ask(
    '申请发送以下消息',
    boxes.map(({ line }) => line),
    [
      { text: '拒绝', value: false },
      { text: '允许', value: true, className: 'confirm' },
    ],
  );
  const result: Record<string, string> = {};
  for (const { id, box } of boxes) result[id] = allowed && box.checked ? 'accept' : 'reject';
  return result;
}

/** Full screen; a tap closes it. */
function previewImage({ urls, current }: { urls: string[]; current?: string }): void {
  const url = current ?? urls[0] ?? '';
  const source = /^(data|blob):/.test(url) ? url : fileUrl(url);
  const mask = make(
    'div',
    { class: 'phone-mask black', role: 'dialog', 'aria-label': '图片预览' },
    make('img', { src: source, alt: '' }),
  );
  mask.addEventListener('click', () => mask.remove());
  document.body.append(mask);
}

async function makePhoneCall({ phoneNumber }: { phoneNumber: string }): Promise<void> {
  const answer = await showModal({
    title: phoneNumber,
    content: '本机只模拟拨号',
    confirmText: '呼叫',
  });
  if (!(answer as { confirm: boolean }).confirm) throw new WxError('cancel');
}

function randomValues({ length }: { length: number }): object {
  return { randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer };
}

const nothing = (...names: string[]): Record<string, unknown> => {
  const members: Record<string, unknown> = {};
  for (const name of names) members[name] = wxFunction(name, () => {});
  return members;
};

/** Functions of wx that act on the phone; those without an effect here succeed silently. */
export const createActions = (
  tell: (title: string) => void,
  privacy: Privacy,
): Record<string, unknown> => ({
  ...clipboard(tell, privacy),
  ...nothing(
    'vibrateShort',
    'vibrateLong',
    'setKeepScreenOn',
    'showShareMenu',
    'hideShareMenu',
    'updateShareMenu',
    'hideHomeButton',
    'showNavigationBarLoading',
    'hideNavigationBarLoading',
    'setBackgroundTextStyle',
    'setTabBarStyle',
    'checkSession',
  ),
  requestSubscribeMessage: wxFunction<{ tmplIds: string[] }>(
    'requestSubscribeMessage',
    askForMessages,
  ),
  previewImage: wxFunction<{ urls: string[]; current?: string }>('previewImage', previewImage),
  makePhoneCall: wxFunction<{ phoneNumber: string }>('makePhoneCall', makePhoneCall),
  hideKeyboard: wxFunction('hideKeyboard', () =>
    (document.activeElement as HTMLElement | null)?.blur(),
  ),
  login: wxFunction('login', () => ({ code: 'local-login-code' })),
  getUserProfile: wxFunction('getUserProfile', () => ({
    userInfo: { nickName: '微信用户', avatarUrl: '' },
  })),
  getSetting: wxFunction('getSetting', () => ({ authSetting: {}, subscriptionsSetting: {} })),
  getRandomValues: wxFunction<{ length: number }>('getRandomValues', randomValues),
  canvasToTempFilePath: wxFunction<{ canvas?: HTMLCanvasElement; fileType?: string }>(
    'canvasToTempFilePath',
    ({ canvas, fileType = 'png' }) => {
      if (!canvas) throw new WxError('canvas is empty');
      return { tempFilePath: canvas.toDataURL(`image/${fileType}`) };
    },
  ),
  saveImageToPhotosAlbum: wxFunction('saveImageToPhotosAlbum', async () => {
    await privacy.require('saveImageToPhotosAlbum');
    tell('已保存到相册（模拟）');
  }),
});
