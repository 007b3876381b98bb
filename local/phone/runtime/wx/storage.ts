import { WxError, wxFunction } from './api';

const KB = 1024;
const VALUE_MAX = 1024 * KB;
const TOTAL_MAX_KB = 10 * KB;

/** Storage of one phone in the browser's; the openid keeps those of several phones apart. */
export function createStorage(openid: string): Record<string, unknown> {
  const prefix = `phone:${openid}:`;
  const keys = (): string[] =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  const sizeKb = (): number =>
    Math.ceil(
      keys().reduce((sum, key) => sum + (localStorage.getItem(prefix + key)?.length ?? 0), 0) / KB,
    );
  const read = (key: string): { found: boolean; value: unknown } => {
    const text = localStorage.getItem(prefix + key);
    if (text === null) return { found: false, value: '' };
    return { found: true, value: (JSON.parse(text) as { value?: unknown }).value };
  };
  const write = (key: string, value: unknown): void => {
    const text = JSON.stringify({ value });
    if (text.length > VALUE_MAX) throw new WxError('entry size limit reached');
    if (sizeKb() + text.length / KB > TOTAL_MAX_KB)
      throw new WxError('exceed storage max size 10Mb');
    localStorage.setItem(prefix + key, text);
  };
  const remove = (key: string): void => localStorage.removeItem(prefix + key);
  const clear = (): void => keys().forEach(remove);
  const info = (): object => ({ keys: keys(), currentSize: sizeKb(), limitSize: TOTAL_MAX_KB });
  return {
    getStorageSync: (key: string) => read(key).value,
    setStorageSync: write,
    removeStorageSync: remove,
    clearStorageSync: clear,
    getStorageInfoSync: info,
    getStorage: wxFunction<{ key: string }>('getStorage', ({ key }) => {
      const { found, value } = read(key);
      if (!found) throw new WxError('data not found');
      return { data: value };
    }),
    setStorage: wxFunction<{ key: string; data: unknown }>('setStorage', ({ key, data }) =>
      write(key, data),
    ),
    removeStorage: wxFunction<{ key: string }>('removeStorage', ({ key }) => remove(key)),
    clearStorage: wxFunction('clearStorage', clear),
    getStorageInfo: wxFunction('getStorageInfo', info),
  };
}
