import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareValues, component, inverted, successor } from '../../../local/cloud/database/keys';

/** Values in the order MongoDB gives them. */
const ORDERED: unknown[] = [
  null,
  Number.NaN,
  -Infinity,
  -1e10,
  -1.5,
  0,
  1e-9,
  1,
  202000012000,
  2 ** 53 - 1,
  Infinity,
  '',
  '\u0000',
  '\u0000a',
  'a',
  'a\u0000',
  'a\u0001',
  'ab',
  'b',
  '编',
  '编号',
  '（',
  '𠮷',
  {},
  { a: 1 },
  { a: 1, b: 0 },
  { b: 0 },
  { a: 'x' },
  [],
  [1],
  [1, 2],
  ['a'],
  false,
  true,
  new Date(-1),
  new Date(0),
  new Date(1000),
];

describe('a key', () => {
  it('compares as its value does, in both directions', () => {
    for (const [i, low] of ORDERED.entries()) {
      for (const high of ORDERED.slice(i + 1)) {
        expect([low, high, Buffer.compare(component(low), component(high))]).toEqual([
          low,
          high,
          -1,
        ]);
        const down = Buffer.compare(inverted(component(low)), inverted(component(high)));
        expect([low, high, down]).toEqual([low, high, 1]);
        expect(compareValues(low, high)).toBeLessThan(0);
      }
    }
  });

  it('of several values compares by the first that differs, whatever their lengths', () => {
    const text = fc.string({ unit: fc.constantFrom('\u0000', '\u0001', 'a', '\uffff', '𠮷') });
    const direction = fc.boolean();
    const bytes = (value: string, down: boolean) =>
      down ? inverted(component(value)) : component(value);
    fc.assert(
      fc.property(text, text, text, text, direction, (a, b, c, d, down) => {
        const order =
          Buffer.compare(Buffer.from(a), Buffer.from(b)) * (down ? -1 : 1) ||
          Buffer.compare(Buffer.from(c), Buffer.from(d));
        const left = Buffer.concat([bytes(a, down), component(c)]);
        const right = Buffer.concat([bytes(b, down), component(d)]);
        expect(Buffer.compare(left, right)).toBe(order);
      }),
    );
  });

  it('of 0 is the key of -0', () => {
    expect(component(-0)).toEqual(component(0));
  });

  it('has a successor behind everything that begins with it', () => {
    expect(successor(Buffer.from([1, 0xff]))).toEqual(Buffer.from([2]));
    const high = Buffer.from([0xff, 0xff]);
    expect(Buffer.compare(successor(high), Buffer.concat([high, Buffer.from([0])]))).toBe(1);
  });
});
