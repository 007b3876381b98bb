import { describe, expect, it } from '@jest/globals';
import { pickerChoice } from '../../../local/phone/runtime/components/picker-columns';
import type { PickerValues } from '../../../local/phone/runtime/components/picker-columns';
import { EventChannel } from '../../../local/phone/runtime/shell/event-channel';
import { parseRoute } from '../../../local/phone/runtime/shell/route';
import { createSignal, WxError, wxFunction } from '../../../local/phone/runtime/wx/api';
import { notPlain } from '../../../local/phone/runtime/wx/plain-value';

const TODAY = new Date(2026, 10, 22);

const values = (given: Partial<PickerValues>): PickerValues => ({
  mode: 'selector',
  range: [],
  rangeKey: '',
  value: null,
  start: '',
  end: '',
  fields: 'day',
  ...given,
});

describe('addresses of pages', () => {
  it('keeps the query undecoded, as WeChat does', () => {
    expect(parseRoute('/a/b?x=1%202&y&z=a=b')).toEqual({
      path: 'a/b',
      query: { x: '1%202', y: '', z: 'a=b' },
      url: '/a/b?x=1%202&y&z=a=b',
    });
  });

  it('follows a relative address from the page it is on', () => {
    expect(parseRoute('../list/list', 'pages/home/home').path).toBe('pages/list/list');
    expect(parseRoute('./x', 'pages/home/home').path).toBe('pages/home/x');
  });
});

describe('pickers', () => {
  it('offers a month without a day', () => {
    const choice = pickerChoice(
      values({ mode: 'date', fields: 'month', value: '2020-05', start: '2019-03', end: '2021-02' }),
      TODAY,
    );
    expect(choice.chosen).toEqual([1, 4]);
    expect(choice.columns(choice.chosen)).toHaveLength(2);
    expect(choice.value([1, 8])).toBe('2020-09');
  });

  it('keeps to start and end', () => {
    const choice = pickerChoice(
      values({ mode: 'date', fields: 'month', start: '2019-03', end: '2021-02' }),
      TODAY,
    );
    expect(choice.value([0, 0])).toBe('2019-03');
    expect(choice.value([2, 11])).toBe('2021-02');
  });

  it('begins with today and knows leap years', () => {
    const choice = pickerChoice(values({ mode: 'date', start: '2020-01-01' }), TODAY);
    expect(choice.value(choice.chosen)).toBe('2026-11-22');
    expect(choice.columns([0, 1, 0])[2]).toHaveLength(29);
    expect(choice.columns([1, 1, 0])[2]).toHaveLength(28);
  });

  it('offers texts, objects by key, several lists and times', () => {
    expect(pickerChoice(values({ range: ['a', 'b'], value: 1 }), TODAY).chosen).toEqual([1]);
    const objects = values({ range: [{ n: 'x' }], rangeKey: 'n' });
    expect(pickerChoice(objects, TODAY).columns([0])).toEqual([['x']]);
    const lists = values({ mode: 'multiSelector', range: [['a'], ['b', 'c']], value: [0, 1] });
    expect(pickerChoice(lists, TODAY).value([0, 1])).toEqual([0, 1]);
    expect(pickerChoice(values({ mode: 'time' }), TODAY).value([9, 5])).toBe('09:05');
  });

  it('refuses a mode that it has not', () => {
    expect(() => pickerChoice(values({ mode: 'region' }), TODAY)).toThrow('region');
  });
});

describe('functions of wx', () => {
  const double = wxFunction<{ n: number }>('double', ({ n }) => {
    if (n < 0) throw new WxError('negative', { errno: 7 });
    return { result: n * 2 };
  });

  it('gives a promise without callbacks', async () => {
    await expect(double({ n: 2 })).resolves.toEqual({ errMsg: 'double:ok', result: 4 });
    await expect(double({ n: -1 })).rejects.toEqual({ errMsg: 'double:fail negative', errno: 7 });
  });

  it('calls back and returns nothing with callbacks', async () => {
    const told: object[] = [];
    const done = new Promise<void>((complete) => {
      const options = { n: -1, fail: (e: object) => told.push(e), complete: () => complete() };
      expect(double(options)).toBeUndefined();
    });
    await done;
    expect(told).toEqual([{ errMsg: 'double:fail negative', errno: 7 }]);
  });

  it('tells listeners until they leave', () => {
    const signal = createSignal<number>();
    const heard: number[] = [];
    const listener = (n: number): void => {
      heard.push(n);
    };
    signal.on(listener);
    signal.fire(1);
    signal.off(listener);
    signal.fire(2);
    expect(heard).toEqual([1]);
  });
});

describe('data of a call', () => {
  it('may be plain JSON, with undefined dropped', () => {
    expect(notPlain({ a: [1, 'x', null, { b: true }], c: undefined })).toBeUndefined();
  });

  it.each([
    ['a date', { when: new Date(0) }, 'data.when'],
    ['a class', { list: [new Map()] }, 'data.list.0'],
    ['a function', { f: () => 1 }, 'data.f'],
    ['no number', { n: NaN }, 'data.n'],
  ])('may not hold %s', (_, data, place) => {
    expect(notPlain(data)).toBe(place);
  });
});

describe('events between pages', () => {
  it('reach on always and once one time', () => {
    const channel = new EventChannel();
    const heard: unknown[] = [];
    channel.on('a', (value) => heard.push(['on', value]));
    channel.once('a', (value) => heard.push(['once', value]));
    channel.emit('a', 1);
    channel.emit('a', 2);
    channel.off('a');
    channel.emit('a', 3);
    expect(heard).toEqual([
      ['on', 1],
      ['once', 1],
      ['on', 2],
    ]);
  });
});
