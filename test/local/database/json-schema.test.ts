import { describe, expect, it } from '@jest/globals';
import { schemaTest } from '../../../local/cloud/database/json-schema';

describe('a schema', () => {
  it.each<[string, object, unknown[], unknown[]]>([
    ['bsonType', { bsonType: ['int', 'date'] }, [1, new Date(0)], [1.5, 2 ** 40, '1', null]],
    ['type', { type: 'object' }, [{}], [[], new Date(0), null]],
    ['enum', { enum: ['a', null] }, ['a', null], ['b', undefined]],
    ['allOf and not', { allOf: [{ minimum: 1 }, { not: { enum: [3] } }] }, [1, 'x'], [0, 3]],
    ['anyOf', { anyOf: [{ type: 'string' }, { minimum: 5 }] }, ['x', 5], [4]],
    ['oneOf', { oneOf: [{ minimum: 5 }, { maximum: 7 }] }, [4, 8], [6]],
    ['exclusive bounds', { minimum: 1, exclusiveMinimum: true, maximum: 3 }, [2, 3], [1, 4]],
    ['multipleOf', { multipleOf: 3 }, [0, 9, 'x'], [4]],
    ['lengths by code points', { minLength: 2, maxLength: 2 }, ['中文', '😀a', 5], ['a', 'abc']],
    ['pattern', { pattern: '^\\d{12}$' }, ['202000012000', 5], ['x']],
    [
      'items',
      { items: { minimum: 1 }, minItems: 1, maxItems: 2 },
      [[1], 'x'],
      [[], [0], [1, 2, 3]],
    ],
    [
      'items by position',
      { items: [{ type: 'string' }], additionalItems: false },
      [['a'], []],
      [[1], ['a', 1]],
    ],
    ['uniqueItems', { uniqueItems: true }, [[1, { a: 1 }]], [[{ a: 1 }, { a: 1 }]]],
    ['required', { required: ['a'] }, [{ a: null }, 'x'], [{}]],
    ['properties', { properties: { a: { minimum: 1 } } }, [{}, { a: 1 }], [{ a: 0 }]],
    [
      'no further fields',
      {
        properties: { a: {} },
        patternProperties: { '^x': { minimum: 1 } },
        additionalProperties: false,
      },
      [{ a: 1, x1: 2 }],
      [{ b: 1 }, { x1: 0 }],
    ],
    [
      'numbers of fields',
      { minProperties: 1, maxProperties: 2 },
      [{ a: 1 }],
      [{}, { a: 1, b: 2, c: 3 }],
    ],
    [
      'dependencies',
      { dependencies: { a: ['b'], c: { required: ['d'] } } },
      [{ a: 1, b: 1 }, {}],
      [{ a: 1 }, { c: 1 }],
    ],
  ])('%s', (__, schema, good, bad) => {
    const test = schemaTest({ description: 'x', ...schema });
    expect(good.filter((value) => !test(value))).toEqual([]);
    expect(bad.filter(test)).toEqual([]);
  });

  it('with a keyword or type that is unknown is refused by name', () => {
    expect(() => schemaTest({ format: 'date' })).toThrow('format is not offered');
    expect(() => schemaTest({ bsonType: 'decimal' })).toThrow('decimal is not offered');
  });
});
