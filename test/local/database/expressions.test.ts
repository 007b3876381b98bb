/**
 * Expressions of aggregates through the SDK: every operator of `db.command.aggregate`, by its name there,
 * with what MongoDB's manual gives for it; `fails` stands for an error.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { db, rowsOf, startCloud, type TestCloud } from './cloud';

type Operators = Record<string, (operand: unknown) => unknown>;
const $ = (db.command as unknown as { aggregate: Operators }).aggregate;

const AT = new Date('2026-03-09T05:06:07.089Z');
const day = (text: string): Date => new Date(text);

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud({ collections: [{ name: 'e', indexes: [] }] });
  await db.collection('e').add({
    data: {
      _id: 'a',
      n: -5.5,
      i: 7,
      s: 'Hello 中文',
      nul: null,
      a: [3, 1, 2],
      b: [2, 3, 9],
      o: { x: 1, y: 2 },
      at: AT,
      list: [
        { k: 'p', v: 1 },
        { k: 'q', v: 2 },
      ],
    },
  });
});
afterAll(() => cloud.close());

const FAILS = 'fails';
const NOTHING = undefined;

/** The value of an expression on the document, after it went through the wire. */
async function valueOf(expression: unknown): Promise<unknown> {
  const rows = rowsOf(db.collection('e').aggregate().project!({ _id: 0, value: expression }));
  return rows.then(
    ([row]) => row!.value,
    () => FAILS,
  );
}

type Case = readonly [operator: string, operand: unknown, expected: unknown];

const check = async (operator: string, operand: unknown, expected: unknown): Promise<void> => {
  expect(await valueOf($[operator]!(operand))).toEqual(expected);
};

// From text: an object with a field `then` in the source looks like a promise.
const branch = (when: unknown, value: unknown): unknown =>
  JSON.parse(`{"case":${JSON.stringify(when)},"then":${JSON.stringify(value)}}`);
const choice = (when: unknown, value: unknown, otherwise: unknown): unknown =>
  JSON.parse(
    `{"if":${JSON.stringify(when)},"then":${JSON.stringify(value)},"else":${JSON.stringify(otherwise)}}`,
  );

describe('arithmetic', () => {
  it.each<Case>([
    ['abs', '$n', 5.5],
    ['abs', '$nul', null],
    ['abs', '$s', FAILS],
    ['add', ['$i', 1], 8],
    ['add', ['$at', 1000], new Date(AT.getTime() + 1000)],
    ['add', ['$i', '$nul'], null],
    ['add', ['$s', 1], FAILS],
    ['ceil', '$n', -5],
    ['divide', ['$i', 2], 3.5],
    ['divide', ['$i', 0], FAILS],
    ['exp', 0, 1],
    ['floor', '$n', -6],
    ['ln', 1, 0],
    ['ln', 0, FAILS],
    ['log', [8, 2], 3],
    ['log', ['$nul', 2], null],
    ['log10', 100, 2],
    ['mod', [-7, 4], -3],
    ['mod', ['$i', 0], FAILS],
    ['multiply', ['$i', 2, 3], 42],
    ['pow', [2, 10], 1024],
    ['sqrt', 16, 4],
    ['sqrt', -1, FAILS],
    ['subtract', ['$i', 2], 5],
    ['subtract', ['$at', day('2026-03-09T05:06:07.000Z')], 89],
    ['subtract', ['$at', 1000], new Date(AT.getTime() - 1000)],
    ['trunc', '$n', -5],
    ['trunc', [1.289, 1], 1.2],
  ])('%s of %j', check);
});

describe('lists and objects', () => {
  it.each<Case>([
    ['arrayElemAt', ['$a', -1], 2],
    ['arrayElemAt', ['$a', 9], NOTHING],
    ['arrayElemAt', ['$nul', 0], null],
    ['arrayElemAt', ['$s', 0], FAILS],
    ['arrayToObject', '$list', { p: 1, q: 2 }],
    ['concatArrays', ['$a', '$b'], [3, 1, 2, 2, 3, 9]],
    ['concatArrays', ['$a', '$nul'], null],
    ['concatArrays', ['$a', '$s'], FAILS],
    ['filter', { input: '$a', as: 'x', cond: { $gt: ['$$x', 1] } }, [3, 2]],
    ['filter', { input: '$a', cond: { $gt: ['$$this', 2] } }, [3]],
    ['filter', { input: '$nul', as: 'x', cond: true }, null],
    ['in', [3, '$a'], true],
    ['in', [3, '$nul'], FAILS],
    ['indexOfArray', ['$a', 2], 2],
    ['indexOfArray', ['$a', 3, 1], -1],
    ['indexOfArray', ['$nul', 2], null],
    ['isArray', ['$a'], true],
    ['isArray', ['$s'], false],
    ['map', { input: '$a', as: 'x', in: { $multiply: ['$$x', 2] } }, [6, 2, 4]],
    ['map', { input: '$nul', as: 'x', in: 1 }, null],
    ['range', [0, 5, 2], [0, 2, 4]],
    ['range', [0, 5, 0], FAILS],
    ['reduce', { input: '$a', initialValue: 0, in: { $add: ['$$value', '$$this'] } }, 6],
    ['reverseArray', '$a', [2, 1, 3]],
    ['size', '$a', 3],
    ['size', '$nul', FAILS],
    ['slice', ['$a', -2], [1, 2]],
    ['slice', ['$a', -2, 1], [1]],
    ['slice', ['$nul', 1], null],
    ['slice', ['$a', 0, 0], FAILS],
    [
      'zip',
      { inputs: ['$a', '$b'] },
      [
        [3, 2],
        [1, 3],
        [2, 9],
      ],
    ],
    [
      'zip',
      { inputs: [[1, 2], [3]], useLongestLength: true, defaults: [0, 0] },
      [
        [1, 3],
        [2, 0],
      ],
    ],
    ['mergeObjects', ['$o', { y: 3, z: 4 }], { x: 1, y: 3, z: 4 }],
    ['mergeObjects', ['$nul', '$o'], { x: 1, y: 2 }],
    ['mergeObjects', ['$o', '$s'], FAILS],
    [
      'objectToArray',
      '$o',
      [
        { k: 'x', v: 1 },
        { k: 'y', v: 2 },
      ],
    ],
    ['objectToArray', '$nul', null],
  ])('%s of %j', check);
});

describe('logic and comparison', () => {
  it.each<Case>([
    ['and', ['$i', ''], true],
    ['and', ['$nul'], false],
    ['and', [], true],
    ['not', ['$nul'], true],
    ['not', [0], true],
    ['or', [0, '$nul', '$s'], true],
    ['or', [], false],
    ['cmp', [5, 'a'], -1],
    ['cmp', ['$none', null], -1],
    ['eq', ['$a', [3, 1, 2]], true],
    ['eq', ['$none', null], false],
    ['eq', ['$o', { y: 2, x: 1 }], false],
    ['gt', ['a', 5], true],
    ['gt', ['$at', 'zz'], true],
    ['gte', ['$i', 7], true],
    ['lt', ['$none', null], true],
    ['lt', ['$i', null], false],
    ['lte', ['$nul', null], true],
    ['neq', ['$i', 7], false],
    ['cond', [{ $gt: ['$i', 1] }, 'y', 'n'], 'y'],
    ['cond', choice(false, 1, 2), 2],
    ['ifNull', ['$none', 1], 1],
    ['ifNull', ['$nul', 'x'], 'x'],
    ['switch', { branches: [branch({ $eq: ['$i', 7] }, 'b')], default: 'c' }, 'b'],
    ['switch', { branches: [branch(false, 1)], default: 'c' }, 'c'],
    ['switch', { branches: [branch(false, 1)] }, FAILS],
    ['let', { vars: { x: '$i' }, in: { $add: ['$$x', 1] } }, 8],
    ['literal', '$x', '$x'],
  ])('%s of %j', check);
});

describe('dates', () => {
  it.each<Case>([
    ['dateFromParts', { year: 2026, month: 3, day: 9, hour: 5 }, day('2026-03-09T05:00:00Z')],
    ['dateFromParts', { year: 2026, timezone: 'Asia/Shanghai' }, day('2025-12-31T16:00:00Z')],
    ['dateFromParts', { year: 2026, month: 14 }, day('2027-02-01T00:00:00Z')],
    ['dateFromParts', { isoWeekYear: 2026, isoWeek: 11 }, day('2026-03-09T00:00:00Z')],
    ['dateFromParts', { year: '$nul' }, null],
    ['dateFromString', { dateString: '2026-03-09T05:06:07.089Z' }, AT],
    ['dateFromString', { dateString: '09/03/2026', format: '%d/%m/%Y' }, day('2026-03-09')],
    [
      'dateFromString',
      { dateString: '2026-03-09', timezone: '+08:00' },
      day('2026-03-08T16:00:00Z'),
    ],
    ['dateFromString', { dateString: '2026-02-30' }, FAILS],
    ['dateFromString', { dateString: 'x', onError: 'e' }, 'e'],
    ['dateFromString', { dateString: '$nul', onNull: 'n' }, 'n'],
    ['dayOfMonth', { date: day('2026-03-09T20:00:00Z'), timezone: 'Asia/Shanghai' }, 10],
    ['dayOfWeek', '$at', 2],
    ['dayOfYear', '$at', 68],
    ['isoDayOfWeek', day('2026-03-08T00:00:00Z'), 7],
    ['isoWeek', day('2021-01-01T00:00:00Z'), 53],
    ['isoWeekYear', day('2021-01-01T00:00:00Z'), 2020],
    ['millisecond', '$at', 89],
    ['second', '$at', 7],
    ['minute', '$at', 6],
    ['hour', { date: '$at', timezone: '+08:00' }, 13],
    ['week', day('2026-01-01T00:00:00Z'), 0],
    ['week', day('2026-01-04T00:00:00Z'), 1],
    ['week', day('2024-12-31T00:00:00Z'), 52],
    ['month', '$at', 3],
    ['year', '$at', 2026],
    ['year', '$nul', null],
    ['year', '$s', FAILS],
    ['dateToString', { date: '$at', format: '%Y-%m-%d %H:%M:%S.%L' }, '2026-03-09 05:06:07.089'],
    ['dateToString', { date: '$at', format: '%G-%V-%u %j %w %U %%' }, '2026-11-1 068 2 10 %'],
    ['dateToString', { date: '$at', format: '%H %z %Z', timezone: '+08:00' }, '13 +0800 +480'],
    ['dateToString', { date: '$at' }, '2026-03-09T05:06:07.089Z'],
    ['dateToString', { date: '$nul', format: '%Y', onNull: '-' }, '-'],
    ['dateToString', { date: '$at', format: '%x' }, FAILS],
  ])('%s of %j', check);
});

describe('sets', () => {
  it.each<Case>([
    ['allElementsTrue', [[1, 0]], false],
    ['allElementsTrue', [[]], true],
    ['anyElementTrue', [[0, 1]], true],
    ['anyElementTrue', [[]], false],
    ['setDifference', ['$a', '$b'], [1]],
    ['setDifference', ['$a', '$nul'], null],
    [
      'setEquals',
      [
        [1, 2, 2],
        [2, 1],
      ],
      true,
    ],
    ['setIntersection', ['$a', '$b'], [2, 3]],
    ['setIsSubset', [[3, 1], '$a'], true],
    ['setUnion', ['$a', '$b'], [1, 2, 3, 9]],
    ['setUnion', ['$a', '$nul'], null],
  ])('%s of %j', check);
});

describe('texts', () => {
  it.each<Case>([
    ['concat', ['$s', '!'], 'Hello 中文!'],
    ['concat', ['$s', '$nul'], null],
    ['concat', ['$s', 1], FAILS],
    ['indexOfBytes', ['$s', '文'], 9],
    ['indexOfBytes', ['$s', 'l', 3], 3],
    ['indexOfBytes', ['$nul', 'x'], null],
    ['indexOfCP', ['$s', '文'], 7],
    ['indexOfCP', ['$s', 'l', 0, 2], -1],
    ['split', ['a-b-c', '-'], ['a', 'b', 'c']],
    ['strLenBytes', '$s', 12],
    ['strLenCP', 'a😀', 2],
    ['strLenCP', '$nul', FAILS],
    ['strcasecmp', ['abc', 'ABD'], -1],
    ['strcasecmp', ['$nul', ''], 0],
    ['substr', ['abcdef', 2, -1], 'cdef'],
    ['substr', [20260, 0, 4], '2026'],
    ['substrBytes', ['$s', 6, 3], '中'],
    ['substrBytes', ['$s', 7, 3], FAILS],
    ['substrCP', ['$s', 6, 1], '中'],
    ['substrCP', ['$nul', 0, 1], ''],
    ['toLower', '$s', 'hello 中文'],
    ['toLower', '$nul', ''],
    ['toUpper', '$s', 'HELLO 中文'],
  ])('%s of %j', check);
});

describe('accumulators as expressions', () => {
  it.each<Case>([
    ['sum', '$a', 6],
    ['sum', ['$i', 1, '$s'], 8],
    ['sum', '$s', 0],
    ['avg', '$a', 2],
    ['avg', '$s', null],
    ['first', '$a', 3],
    ['last', '$a', 2],
    ['max', '$a', 3],
    ['min', ['$i', 3, '$nul'], 3],
    ['stdDevPop', [1, 3], 1],
    ['stdDevSamp', '$a', 1],
    ['stdDevSamp', [[1]], null],
  ])('%s of %j', check);
});

describe('the system’s variables', () => {
  it('$$ROOT, $$CURRENT, $$NOW and $$REMOVE', async () => {
    expect(await valueOf('$$ROOT.i')).toBe(7);
    expect(await valueOf('$$CURRENT.i')).toBe(7);
    expect(await valueOf('$$NOW')).toBeInstanceOf(Date);
    expect(await valueOf($.cond!([true, '$$REMOVE', 1]))).toBe(NOTHING);
    expect(await valueOf('$$unknown')).toBe(FAILS);
  });
});
