/** Dates to texts and back by MongoDB's format characters. */
import { requestFailed } from '../errors';
import {
  dayOfYear,
  isoDay,
  isoWeek,
  momentOf,
  ofIsoWeek,
  offsetOf,
  shifted,
  sundayWeek,
} from './zones';

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${digits(Math.floor(size / 60), 2)}${digits(size % 60, 2)}`;
}

const WRITE: Record<string, (civil: Date, offset: number) => string> = {
  Y: (civil) => digits(civil.getUTCFullYear(), 4),
  m: (civil) => digits(civil.getUTCMonth() + 1, 2),
  d: (civil) => digits(civil.getUTCDate(), 2),
  H: (civil) => digits(civil.getUTCHours(), 2),
  M: (civil) => digits(civil.getUTCMinutes(), 2),
  S: (civil) => digits(civil.getUTCSeconds(), 2),
  L: (civil) => digits(civil.getUTCMilliseconds(), 3),
  j: (civil) => digits(dayOfYear(civil), 3),
  w: (civil) => String(civil.getUTCDay() + 1),
  u: (civil) => String(isoDay(civil)),
  U: (civil) => digits(sundayWeek(civil), 2),
  G: (civil) => digits(isoWeek(civil).year, 4),
  V: (civil) => digits(isoWeek(civil).week, 2),
  z: (_civil, offset) => offsetText(offset),
  Z: (_civil, offset) => `${offset < 0 ? '-' : '+'}${Math.abs(offset)}`,
  '%': () => '%',
};

/** The text of a date in a zone. DATABASE_REQUEST_FAILED for a character that formats nothing. */
export function formatDate(date: Date, format: string, zone: string): string {
  const civil = shifted(date, zone);
  const offset = offsetOf(zone, date);
  return format.replace(/%(.?)/gs, (_, character: string) => {
    const write = WRITE[character];
    if (!write) throw requestFailed(`Invalid format character '%${character}' in format string`);
    return write(civil, offset);
  });
}

const READ: Record<string, string> = {
  Y: '\\d{4}',
  m: '\\d{1,2}',
  d: '\\d{1,2}',
  H: '\\d{1,2}',
  M: '\\d{1,2}',
  S: '\\d{1,2}',
  L: '\\d{1,3}',
  G: '\\d{4}',
  V: '\\d{1,2}',
  u: '\\d',
  z: 'Z|[+-]\\d{2}:?\\d{2}',
  '%': '%',
};

/** What dates without a format look like: ISO 8601, the time and the offset optional. */
const ISO =
  /^(?<Y>\d{4})-(?<m>\d{2})-(?<d>\d{2})(?:[T ](?<H>\d{2}):(?<M>\d{2})(?::(?<S>\d{2})(?:\.(?<L>\d{1,3})\d*)?)?)?\s*(?<z>Z|[+-]\d{2}:?\d{2})?$/;

function patternOf(format: string): RegExp {
  const source = format.replace(/%(.?)|[^%]+/gs, (text, character?: string) => {
    if (character === undefined) return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const read = READ[character];
    if (read === undefined)
      throw requestFailed(`Invalid format character '%${character}' in format string`);
    return character === '%' ? '%' : `(?<${character}>${read})`;
  });
  return new RegExp(`^${source}$`);
}

/** The moment a text names; `zone` is where it is meant when the text has no offset of its own. */
export function parseDate(
  text: string,
  format: string | undefined,
  zone: string | undefined,
): Date {
  const found = (format === undefined ? ISO : patternOf(format)).exec(text)?.groups;
  if (!found) throw requestFailed(`Error parsing date string '${text}'`);
  if (found.z !== undefined && zone !== undefined)
    throw requestFailed(
      'you cannot pass in a date/time string with GMT offset together with a timezone argument',
    );
  const number = (name: string, otherwise: number): number => Number(found[name] ?? otherwise);
  const day = found.G
    ? ofIsoWeek(number('G', 1970), number('V', 1), number('u', 1))
    : Date.UTC(number('Y', 1970), number('m', 1) - 1, number('d', 1));
  const civil = new Date(day);
  if (!found.G && civil.getUTCMonth() + 1 !== number('m', 1))
    throw requestFailed(`Error parsing date string '${text}'`);
  const milliseconds = Number((found.L ?? '0').padEnd(3, '0'));
  civil.setUTCHours(number('H', 0), number('M', 0), number('S', 0), milliseconds);
  return momentOf(civil, found.z ?? zone ?? 'UTC');
}
