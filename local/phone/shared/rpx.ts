const RPX = /(-?(?:\d+\.)?\d+|-?\.\d+)rpx\b/g;

/** A screen is 750 rpx wide, so 7.5 rpx are 1 vw: replaces each length in rpx of a CSS text. */
export const rpxToVw = (css: string): string =>
  css.replace(RPX, (_, length: string) => `${Number((Number(length) / 7.5).toFixed(7))}vw`);
