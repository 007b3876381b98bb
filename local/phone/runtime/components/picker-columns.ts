/** Values of <picker> that decide what it offers. */
export interface PickerValues {
  mode: string;
  range: unknown;
  rangeKey: string;
  value: unknown;
  start: string;
  end: string;
  fields: string;
}

/** What a picker offers: texts of the columns, given which row of each is chosen, and the value chosen. */
export interface PickerChoice {
  /** Chosen row of each column at the beginning. */
  chosen: number[];
  columns(chosen: readonly number[]): string[][];
  value(chosen: readonly number[]): unknown;
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

const span = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

const label = (item: unknown, key: string): string =>
  typeof item === 'object' && item !== null
    ? String((item as Record<string, unknown>)[key])
    : String(item);

function clamp(value: string, start: string, end: string): string {
  if (start !== '' && value < start) return start;
  return end !== '' && value > end ? end : value;
}

function selector({ range, rangeKey, value }: PickerValues): PickerChoice {
  const texts = (range as unknown[]).map((item) => label(item, rangeKey));
  return {
    chosen: [Number(value) || 0],
    columns: () => [texts],
    value: ([row = 0]) => row,
  };
}

function multiSelector({ range, rangeKey, value }: PickerValues): PickerChoice {
  const ranges = range as unknown[][];
  const given = Array.isArray(value) ? (value as number[]) : [];
  return {
    chosen: ranges.map((_, column) => given[column] ?? 0),
    columns: () => ranges.map((items) => items.map((item) => label(item, rangeKey))),
    value: (chosen) => [...chosen],
  };
}

function time({ value, start, end }: PickerValues): PickerChoice {
  const [hour = 0, minute = 0] = String(value || '00:00')
    .split(':')
    .map(Number);
  return {
    chosen: [hour, minute],
    columns: () => [span(0, 23).map(two), span(0, 59).map(two)],
    value: ([h = 0, m = 0]) => clamp(`${two(h)}:${two(m)}`, start, end),
  };
}

const FIELD_COUNT: Record<string, number> = { year: 1, month: 2, day: 3 };

/** `fields` cuts the date: year, month or day; the value has as many parts. */
function date({ value, start, end, fields }: PickerValues, today: Date): PickerChoice {
  const count = FIELD_COUNT[fields] ?? 3;
  const firstYear = Number((start || '1900').slice(0, 4));
  const lastYear = Number((end || '2100').slice(0, 4));
  const given = /^\d{4}/.test(String(value))
    ? String(value).split('-').map(Number)
    : [today.getFullYear(), today.getMonth() + 1, today.getDate()];
  const [year = firstYear, month = 1, day = 1] = given;
  const years = span(firstYear, lastYear);
  const clampedYear = Math.min(Math.max(year, firstYear), lastYear);
  return {
    chosen: [clampedYear - firstYear, month - 1, day - 1].slice(0, count),
    columns([yearRow = 0, monthRow = 0]) {
      const days = new Date(firstYear + yearRow, monthRow + 1, 0).getDate();
      return [
        years.map((one) => `${one}年`),
        span(1, 12).map((one) => `${two(one)}月`),
        span(1, days).map((one) => `${two(one)}日`),
      ].slice(0, count);
    },
    value([yearRow = 0, monthRow = 0, dayRow = 0]) {
      const parts = [String(firstYear + yearRow), two(monthRow + 1), two(dayRow + 1)];
      return clamp(parts.slice(0, count).join('-'), start, end);
    },
  };
}

/** What a <picker> with these values offers. `today` is the day shown when it has no date yet. Throws on a mode that the phone has not. */
export function pickerChoice(values: PickerValues, today: Date): PickerChoice {
  switch (values.mode) {
    case 'selector':
      return selector(values);
    case 'multiSelector':
      return multiSelector(values);
    case 'time':
      return time(values);
    case 'date':
      return date(values, today);
    default:
      throw new Error(`<picker mode="${values.mode}"> 本机没有实现`);
  }
}
