import { pinyin } from 'pinyin-pro';

/** The first letters of the syllables of a name; letters and digits stay: 0604团支部 → 0604tzb. */
export const initialsOf = (name: string): string =>
  pinyin(name.replace(/[^\p{L}\p{N}]/gu, ''), {
    pattern: 'first',
    toneType: 'none',
    type: 'array',
    nonZh: 'consecutive',
  }).join('');
