/** What is kept on this phone, by key; survives a restart. Values are plain data. */
export function readStored<T>(key: string): T | null {
  const value: unknown = wx.getStorageSync(key);
  return value === '' || value === undefined ? null : (value as T);
}

/** Keeps a value. A full or broken storage must not stop the person: what is shown stays right without it. */
export function store(key: string, value: unknown): void {
  try {
    wx.setStorageSync(key, value);
  } catch (error) {
    console.warn('storage', key, error);
  }
}

export function forget(key: string): void {
  wx.removeStorageSync(key);
}

/** Forgets every value whose key begins like this. */
export function forgetAll(beginning: string): void {
  for (const key of wx.getStorageInfoSync().keys) {
    if (key.slice(0, beginning.length) === beginning) forget(key);
  }
}
