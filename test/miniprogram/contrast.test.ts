import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { APP, filesIn, readJson } from './support/app-files';

/** Least contrast of text (WCAG 1.4.3) and of signs that mean something (1.4.11). */
const TEXT = 4.5;
const SIGN = 3;

const TOKENS = readFileSync(join(APP, 'styles/tokens.wxss'), 'utf8');
const [light = '', dark = ''] = TOKENS.split('@media');
const themes = { light: valuesIn(light), dark: valuesIn(dark) };

function valuesIn(part: string): Record<string, string> {
  const found = [...part.matchAll(/--c-([\w-]+):\s*(#[0-9a-f]{6})/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]));
}

/** Relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Grounds on which any text may stand, and text that may stand on any of them. */
const GROUNDS = ['bg', 'surface', 'surface-2', 'surface-3'];
const WORDS = ['text', 'text-2', 'text-3', 'primary-text', 'ok', 'warn', 'danger', 'info'];
const SOFT = [
  'primary-soft',
  'gold-soft',
  'ok-soft',
  'warn-soft',
  'danger-soft',
  'info-soft',
  'muted-soft',
];
/** Text that has a ground of its own. */
const OWN: ReadonlyArray<readonly [text: string, ground: string]> = [
  ['on-primary', 'primary'],
  ['mark-ink', 'mark'],
  ['primary-text', 'primary-soft'],
  ['gold-text', 'gold-soft'],
  ['text-3', 'muted-soft'],
  ...['ok', 'warn', 'danger', 'info'].map((state) => [state, `${state}-soft`] as const),
  ...SOFT.flatMap((ground) => ['text', 'text-2'].map((text) => [text, ground] as const)),
];
const PAIRS = [
  ...GROUNDS.flatMap((ground) => WORDS.map((text) => [text, ground] as const)),
  ...OWN,
];

/** Chevrons, circles and icons; never words. */
const SIGNS: ReadonlyArray<readonly [sign: string, ground: string]> = [
  ...GROUNDS.slice(0, 3).map((ground) => ['text-4', ground] as const),
  ['warn-icon', 'surface'],
  ['warn-icon', 'warn-soft'],
];

/** Bars and their words, which WeChat draws by itself. */
const THEME = readJson<Record<'light' | 'dark', Record<string, string>>>(join(APP, 'theme.json'));

const name = (pair: readonly [string, string]): string => pair.join(' on ');

/** Colours of rules that set a text colour: with the ground set beside it, if there is one. */
const rules = filesIn(APP)
  .filter((file) => file.endsWith('.wxss') && !file.endsWith('tokens.wxss'))
  .flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(
      ([, selector = '', body = '']) => ({
        where: `${file} ${selector.trim()}`,
        text: /(?:^|[;\s])color:\s*var\(--c-([\w-]+)\)/.exec(body)?.[1],
        ground: /background(?:-color)?:\s*var\(--c-([\w-]+)\)/.exec(body)?.[1],
      }),
    ),
  );

describe.each(Object.entries(themes))('contrast, %s', (_theme, values) => {
  const low = (pairs: ReadonlyArray<readonly [string, string]>, least: number): string[] =>
    pairs.flatMap((pair) => {
      const [one = '', other = ''] = pair.map((token) => values[token] ?? '');
      const found = contrast(one, other);
      return found >= least ? [] : [`${name(pair)}: ${found.toFixed(2)}`];
    });

  it('every text is read on every ground it may stand on', () => {
    expect(low(PAIRS, TEXT)).toEqual([]);
  });

  it('signs stand out', () => {
    expect(low(SIGNS, SIGN)).toEqual([]);
  });
});

describe.each(['light', 'dark'] as const)('what WeChat draws, %s', (theme) => {
  const { tabText, tabSelected, tabBackground, barText, barBackground, pageBackground } =
    THEME[theme];

  it('words of the tab bar are read on it', () => {
    expect(contrast(tabText!, tabBackground!)).toBeGreaterThanOrEqual(TEXT);
    expect(contrast(tabSelected!, tabBackground!)).toBeGreaterThanOrEqual(TEXT);
  });

  it('the title of a page is read on its bar', () => {
    const words = { black: '#000000', white: '#ffffff' }[barText!] ?? '';
    expect(contrast(words, barBackground!)).toBeGreaterThanOrEqual(TEXT);
  });

  /** A page is pulled out from below its bar: no edge is seen. */
  it('grounds are those of the pages', () => {
    const { bg, surface } = themes[theme];
    const drawn = [barBackground, pageBackground, tabBackground].map((one) => one!.toLowerCase());
    expect(drawn).toEqual([bg, bg, surface]);
  });
});

describe('colours in use', () => {
  it('compares black and white as the standard does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#c8161e', '#ffffff')).toBeCloseTo(5.9, 1);
  });

  it('text has a colour whose contrast is computed', () => {
    const known = new Set([...PAIRS, ...SIGNS].map(([text]) => text));
    const unknown = rules.filter(({ text }) => text !== undefined && !known.has(text));
    expect(unknown.map(({ where }) => where)).toEqual([]);
  });

  it('text that sets its own ground is one of the pairs', () => {
    const known = new Set([...PAIRS, ...SIGNS].map(name));
    const unknown = rules.flatMap(({ where, text, ground }) =>
      text && ground && !known.has(name([text, ground]))
        ? [`${where}: ${name([text, ground])}`]
        : [],
    );
    expect(unknown).toEqual([]);
  });

  /** Greys for signs are too faint for words. */
  it('words never take the grey of signs', () => {
    const words = rules.filter(
      ({ where, text }) =>
        text === 'text-4' &&
        !/icon|more|fold|tick|onward|radio|arrow|chevron|lock/.test(where.split(' .')[1] ?? ''),
    );
    expect(words.map(({ where }) => where)).toEqual([]);
  });
});
