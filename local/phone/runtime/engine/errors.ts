import * as glassEasel from 'glass-easel';
import { make } from '../dom';

const SHOWN_MAX = 3;

/** Takes what went wrong in the app's code. */
export type ErrorListener = (message: string) => void;

const textOf = (error: unknown): string => {
  if (error instanceof Error) return error.stack ?? error.message;
  try {
    return typeof error === 'string' ? error : JSON.stringify(error);
  } catch {
    return String(error);
  }
};

/** A red band over the page; a tap on it closes it. */
function showBanner(message: string): void {
  const band =
    document.querySelector('.phone-errors') ??
    document.body.appendChild(make('div', { class: 'phone-errors', role: 'alert' }));
  if (band.childElementCount >= SHOWN_MAX) return;
  const line = make('div', {}, message.split('\n').slice(0, 3).join('\n'));
  line.addEventListener('click', () => line.remove());
  band.append(line);
}

/** Makes every error of the app loud: console, red band, and `listener`. */
export function watchErrors(listener: ErrorListener): void {
  const report = (message: string): void => {
    showBanner(message);
    listener(message);
  };
  glassEasel.addGlobalErrorListener((error, method, component) => {
    const where = [method, typeof component === 'object' ? component.is : component]
      .filter(Boolean)
      .join(' · ');
    const message = `${textOf(error)}${where ? `\n(${where})` : ''}`;
    console.error(message);
    report(message);
    return false;
  });
  window.addEventListener('error', ({ error, message }) => {
    if (error !== undefined) report(error === null ? message : textOf(error));
  });
  window.addEventListener('unhandledrejection', ({ reason }) =>
    report(`未处理的 Promise 错误：${textOf(reason)}`),
  );
}
