import { describe, expect, it } from '@jest/globals';
import { plainText } from '../../cloudfunctions/core/usecases/plain-text';

describe('text that comes in', () => {
  it('loses the marks of direction that come along when a number is copied', () => {
    const input = { phone: '\u202d13800000000\u202c', names: ['\u200e陈甲', '林\u2067乙'] };
    const clear = { phone: '13800000000', names: ['陈甲', '林乙'] };
    expect(plainText(input)).toEqual({ value: clear, broken: null });
  });

  it('may have spaces, lines, rare characters and signs of several parts', () => {
    for (const text of ['第一行\n第二行\t完', '𠮷野', '👩‍🚀', 'é', '']) {
      expect(plainText({ text })).toEqual({ value: { text }, broken: null });
    }
  });

  it.each(['\u0000', '\u0007', '\u001b[2J', '\u007f', '\u0085', '\ud800', 'x\udc00', '\ufffe'])(
    'with %j is not taken, and the place is told',
    (text) => {
      expect(plainText({ rows: [{ name: '陈甲' }, { name: `陈${text}` }] }).broken).toBe(
        'rows.1.name',
      );
    },
  );

  it('is not looked for deeper than any input goes', () => {
    let deep: unknown = '陈甲';
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(plainText({ deep }).broken).toMatch(/^deep(\.0){12}$/);
  });

  it('keeps names of the prototype as the plain keys they are', () => {
    const input = JSON.parse('{"__proto__": {"isAdmin": true}}') as object;
    const { value } = plainText(input);
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect((value as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });
});
