import { make } from '../dom';
import { WxError, wxFunction } from './api';
import { ask } from './dialogs';

const KEY = 'phone-codes';
const KEPT = 6;

/** Texts that were copied or scanned on any phone of this machine, newest first. */
const recentCodes = (): string[] => JSON.parse(localStorage.getItem(KEY) ?? '[]') as string[];

/** Keeps a text to choose from at the next scan. */
export function rememberCode(code: string): void {
  const codes = [code, ...recentCodes().filter((one) => one !== code)].slice(0, KEPT);
  localStorage.setItem(KEY, JSON.stringify(codes));
}

/** A code that names a page of the app is a mini-program code: `path` opens it. */
const scanned = (code: string): object =>
  /^\/?(pages|packages?|sub)[\w/-]*\//.test(code)
    ? { result: '', scanType: 'WX_CODE', path: code, charSet: 'utf-8', rawData: '' }
    : { result: code, scanType: 'QR_CODE', charSet: 'utf-8', rawData: '' };

async function scanCode(): Promise<object> {
  const input = make('input', { placeholder: '输入或粘贴码的内容', 'aria-label': '码的内容' });
  const choices = recentCodes().map((code) => {
    const item = make('button', { type: 'button', class: 'code' }, code);
    item.addEventListener('click', () => {
      input.value = code;
    });
    return item;
  });
  const hint = make('p', {}, '这台“手机”没有相机：请输入码的内容，或选最近复制、扫过的。');
  const confirmed = await ask(
    '扫一扫',
    [hint, input, ...choices],
    [
      { text: '取消', value: false },
      { text: '扫到了', value: true, className: 'confirm' },
    ],
  );
  const code = input.value.trim();
  if (!confirmed || code === '') throw new WxError('cancel');
  rememberCode(code);
  return scanned(code);
}

/** wx.scanCode */
export const scanMembers: Record<string, unknown> = { scanCode: wxFunction('scanCode', scanCode) };
