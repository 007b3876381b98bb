import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { APP, filesIn } from './support/app-files';
import type { Element } from './support/wxml';
import { elementsIn, readWxml, textIn } from './support/wxml';

/** Elements that readers know by themselves, so that they need a name and no role. */
const KNOWN =
  /^(input|textarea|button|navigator|switch|slider|checkbox|radio|van-(button|cell|field|checkbox|radio|switch|stepper|uploader|dialog|action-sheet))$/;
const TAP = /^(capture-)?(bind|catch|mut-bind):?(tap|longpress|click)$/;
/** Elements with an entry of their own, which are operated without any tap handler. */
const OPERATED = /^(input|textarea|picker|switch|slider|button|navigator|van-button|van-field)$/;
/** What a role has to tell beside the name. */
const STATES: Record<string, string> = {
  checkbox: 'aria-checked',
  radio: 'aria-checked',
  switch: 'aria-checked',
  tab: 'aria-selected',
};

interface Found extends Element {
  file: string;
}

const all: Found[] = filesIn(APP)
  .filter((file) => file.endsWith('.wxml'))
  .flatMap((file) =>
    elementsIn(readWxml(readFileSync(file, 'utf8'))).map((element) => ({ ...element, file })),
  );

const isOperated = ({ tag, attributes }: Element): boolean =>
  OPERATED.test(tag) ||
  Object.keys(attributes).some((name) => TAP.test(name)) ||
  (tag === 'van-cell' && ('is-link' in attributes || 'clickable' in attributes));

/** Taps that only keep what lies below from being reached. */
const isShield = ({ attributes }: Element): boolean =>
  Object.entries(attributes).some(([name, value]) => TAP.test(name) && /^(noop)?$/.test(value));

const where = ({ file, line, tag }: Found): string => `${file}:${line} <${tag}>`;
const roleOf = ({ attributes }: Element): string =>
  attributes['aria-role'] ?? attributes.role ?? '';
const nameOf = (element: Element): string => {
  const { 'aria-label': label, ariaLabel, title, placeholder } = element.attributes;
  return label ?? ariaLabel ?? (textIn(element) || title || placeholder || '');
};

describe('what can be tapped or filled in', () => {
  const operated = all.filter((element) => isOperated(element) && !isShield(element));

  it('is found in every part of the app', () => {
    expect(operated.length).toBeGreaterThan(60);
  });

  it('has a role', () => {
    const without = operated.filter(
      ({ tag, ...rest }) => !KNOWN.test(tag) && !roleOf({ tag, ...rest }),
    );
    expect(without.map(where)).toEqual([]);
  });

  it('has a name', () => {
    expect(operated.filter((element) => nameOf(element).trim() === '').map(where)).toEqual([]);
  });

  it('has its state told where the role has one', () => {
    const silent = operated.filter((element) => {
      const state = STATES[roleOf(element)];
      return state !== undefined && !(state in element.attributes);
    });
    expect(silent.map(where)).toEqual([]);
  });

  it('is no icon alone without a label', () => {
    const wordless = operated.filter(
      (element) =>
        !('aria-label' in element.attributes) &&
        textIn(element) === '' &&
        !/^van-|^navigator$/.test(element.tag),
    );
    expect(wordless.map(where)).toEqual([]);
  });
});

/** vant gives the signs it draws by itself neither role nor name, and its tabs no state. */
describe('what vant draws', () => {
  const mute = ({ tag, attributes }: Element): boolean => {
    const isOn = (name: string, byDefault: boolean): boolean =>
      name in attributes ? attributes[name] !== '{{false}}' : byDefault;
    if (/^van-tabs?$/.test(tag)) return true;
    if (tag === 'van-search') return isOn('clearable', true) || isOn('show-action', false);
    return isOn('closeable', false) || isOn('clearable', false);
  };
  const first = (wxml: string): Element => elementsIn(readWxml(wxml))[0]!;

  it('has nothing to tap that a reader cannot name', () => {
    const vant = all.filter(({ tag }) => tag.startsWith('van-'));
    expect(vant.length).toBeGreaterThan(30);
    expect(vant.filter(mute).map(where)).toEqual([]);
  });

  it.each([
    ['<van-popup show closeable></van-popup>', true],
    ['<van-popup show closeable="{{canClose}}"></van-popup>', true],
    ['<van-popup show closeable="{{false}}"></van-popup>', false],
    ['<van-tabs></van-tabs>', true],
    ['<van-search value="{{q}}" />', true],
    ['<van-search value="{{q}}" clearable="{{false}}" />', false],
    ['<van-field clearable />', true],
    ['<van-field />', false],
  ])('is told of %s: %s', (wxml, expected) => {
    expect(mute(first(wxml))).toBe(expected);
  });
});

describe('what is only seen', () => {
  it('pictures and drawings have a name or are hidden from readers', () => {
    const silent = all.filter(
      ({ tag, attributes }) =>
        /^(image|canvas|van-image)$/.test(tag) &&
        !attributes['aria-label'] &&
        attributes['aria-hidden'] !== 'true',
    );
    expect(silent.map(where)).toEqual([]);
  });

  it('sheets are dialogs with a name', () => {
    const silent = all
      .filter(({ tag }) => tag === 'van-popup')
      .filter((popup) => {
        const within = [popup, ...elementsIn(popup)];
        return !within.some(
          (element) => /^(alert)?dialog$/.test(roleOf(element)) && nameOf(element),
        );
      });
    expect(silent.map(where)).toEqual([]);
  });
});
