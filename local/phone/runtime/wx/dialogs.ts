import { afterClick, make } from '../dom';
import { WxError, wxFunction } from './api';

/** A button of a dialog. */
export interface Choice<T> {
  text: string;
  value: T;
  className?: string;
}

/** Shows a dialog in the middle; gives the value of the button tapped. `body` is read by the caller afterwards. */
export async function ask<T>(title: string, body: Node[], choices: Choice<T>[]): Promise<T> {
  await afterClick();
  return new Promise((done) => {
    const buttons = choices.map(({ text, value, className = '' }) => {
      const button = make('button', { type: 'button', class: className }, text);
      button.addEventListener('click', () => {
        mask.remove();
        done(value);
      });
      return button;
    });
    const heading = title ? [make('h3', {}, title)] : [];
    const dialog = make(
      'div',
      {
        class: 'phone-dialog',
        role: 'dialog',
        'aria-modal': 'true',
        'aria-label': title || '提示',
      },
      ...heading,
      ...body,
      make('div', { class: 'buttons' }, ...buttons),
    );
    const mask = make('div', { class: 'phone-mask' }, dialog);
    document.body.append(mask);
  });
}

interface ModalOptions {
  title?: string;
  content?: string;
  showCancel?: boolean;
  cancelText?: string;
  confirmText?: string;
  editable?: boolean;
  placeholderText?: string;
}

/** wx.showModal */
export async function showModal(options: ModalOptions): Promise<object> {
  const { title = '', content = '', showCancel = true, editable = false } = options;
  const { cancelText = '取消', confirmText = '确定', placeholderText = '' } = options;
  if (confirmText.length > 4 || cancelText.length > 4) {
    throw new WxError('cancelText or confirmText: at most 4 characters');
  }
  const input = make('input', { value: content, placeholder: placeholderText });
  const body = editable ? [input] : content ? [make('p', {}, content)] : [];
  const confirm = await ask(title, body, [
    ...(showCancel ? [{ text: cancelText, value: false }] : []),
    { text: confirmText, value: true, className: 'confirm' },
  ]);
  return { confirm, cancel: !confirm, ...(editable && { content: input.value }) };
}

interface SheetOptions {
  itemList: string[];
  alertText?: string;
}

async function showActionSheet({ itemList, alertText }: SheetOptions): Promise<object> {
  if (itemList.length > 6) throw new WxError('itemList should not be more than 6 items');
  await afterClick();
  return new Promise((done, failed) => {
    const item = (text: string, act: () => void): HTMLElement => {
      const line = make('li', { role: 'button' }, text);
      line.addEventListener('click', () => {
        mask.remove();
        act();
      });
      return line;
    };
    const list = make(
      'ul',
      {},
      ...(alertText ? [make('li', { class: 'note' }, alertText)] : []),
      ...itemList.map((text, tapIndex) => item(text, () => done({ tapIndex }))),
      item('取消', () => failed(new WxError('cancel'))),
    );
    const mask = make(
      'div',
      { class: 'phone-mask' },
      make('div', { class: 'phone-sheet', role: 'dialog' }, list),
    );
    document.body.append(mask);
  });
}

interface ToastOptions {
  title?: string;
  icon?: 'success' | 'error' | 'loading' | 'none';
  duration?: number;
  mask?: boolean;
}

const ICONS: Record<string, string> = { success: '✓', error: '✕', loading: '◌' };

/** The one toast or loading sign that can be on the screen. */
interface Toasts {
  show(options: ToastOptions, duration?: number): void;
  hide(): void;
}

const createToasts = (): Toasts => {
  let shown: HTMLElement | undefined;
  let timer: number | undefined;
  const hide = (): void => {
    window.clearTimeout(timer);
    shown?.remove();
    shown = undefined;
  };
  return {
    show({ title = '', icon = 'success', mask = false }, duration) {
      hide();
      const sign = ICONS[icon];
      const toast = make(
        'div',
        { class: 'phone-toast', role: 'status' },
        ...(sign === undefined ? [] : [make('b', { 'aria-hidden': 'true', class: icon }, sign)]),
        title,
      );
      shown = mask ? make('div', { class: 'phone-mask clear' }, toast) : toast;
      document.body.append(shown);
      if (duration !== undefined) timer = window.setTimeout(hide, duration);
    },
    hide,
  };
};

const TOAST_MS = 1500;

/** Toast, loading sign, modal, action sheet. `tell` is the toast for the phone's own messages. */
export function createDialogs(): { tell(title: string): void; members: Record<string, unknown> } {
  const toasts = createToasts();
  return {
    tell: (title) => toasts.show({ title, icon: 'none' }, TOAST_MS),
    members: {
      showToast: wxFunction<ToastOptions>('showToast', (options) =>
        toasts.show(options, options.duration ?? TOAST_MS),
      ),
      hideToast: wxFunction('hideToast', toasts.hide),
      showLoading: wxFunction<ToastOptions>('showLoading', (options) =>
        toasts.show({ ...options, icon: 'loading' }),
      ),
      hideLoading: wxFunction('hideLoading', toasts.hide),
      showModal: wxFunction<ModalOptions>('showModal', showModal),
      showActionSheet: wxFunction<SheetOptions>('showActionSheet', showActionSheet),
    },
  };
}
