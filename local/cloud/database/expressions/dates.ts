/** Dates: parts, formats and back, in any time zone. */
import { requestFailed } from '../errors';
import { isPlain, type Plain } from '../values';
import { parseDate, formatDate } from './date-formats';
import { isMissing, needText, needWhole, ofNamed, ofOne, type Expression } from './operands';
import { dayOfYear, isoDay, isoWeek, momentOf, ofIsoWeek, shifted, sundayWeek } from './zones';

function needDate(value: unknown): Date {
  if (value instanceof Date) return value;
  throw requestFailed(`can't convert from ${typeof value} to Date`);
}

const zoneOf = (value: unknown): string =>
  value === undefined ? 'UTC' : needText('timezone', value);

/** A part of a date, given as a date or as `{date, timezone}`. */
function part(name: string, read: (civil: Date) => number): Expression {
  const at = (date: unknown, zone?: unknown): unknown =>
    isMissing(date) || zone === null ? null : read(shifted(needDate(date), zoneOf(zone)));
  const plain = ofOne(name, (date) => at(date));
  const named = ofNamed(name, ['date', 'timezone'], ({ date, timezone }) => at(date, timezone));
  return (document, operand, options) =>
    (isPlain(operand) && 'date' in operand ? named : plain)(document, operand, options);
}

const CIVIL_PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'];
const ISO_PARTS = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'];

function fromParts(values: Plain, given: Plain): unknown {
  if (Object.keys(given).some((name) => isMissing(values[name]))) return null;
  const isIso = 'isoWeekYear' in given;
  if (!isIso && !('year' in given))
    throw requestFailed("$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  const number = (name: string, otherwise: number): number =>
    values[name] === undefined ? otherwise : needWhole(`$dateFromParts '${name}'`, values[name]);
  const midnight = isIso
    ? ofIsoWeek(number('isoWeekYear', 1970), number('isoWeek', 1), number('isoDayOfWeek', 1))
    : Date.UTC(number('year', 1970), number('month', 1) - 1, number('day', 1));
  const civil = new Date(midnight);
  civil.setUTCHours(
    number('hour', 0),
    number('minute', 0),
    number('second', 0),
    number('millisecond', 0),
  );
  return momentOf(civil, zoneOf(values.timezone));
}

function fromText(
  { dateString, format, timezone, onNull = null, ...rest }: Plain,
  given: Plain,
): unknown {
  if (isMissing(dateString)) return onNull;
  try {
    return parseDate(
      needText('$dateFromString', dateString),
      format === undefined ? undefined : needText('$dateFromString', format),
      timezone === undefined ? undefined : needText('timezone', timezone),
    );
  } catch (error) {
    if ('onError' in given) return rest.onError;
    throw error;
  }
}

function toText({ date, format, timezone, onNull = null }: Plain): unknown {
  if (isMissing(date)) return onNull;
  if (format === null || timezone === null) return null;
  const otherwise = timezone === undefined ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L';
  const pattern = format === undefined ? otherwise : needText('$dateToString', format);
  return formatDate(needDate(date), pattern, zoneOf(timezone));
}

export const DATES: Record<string, Expression> = {
  $year: part('$year', (civil) => civil.getUTCFullYear()),
  $month: part('$month', (civil) => civil.getUTCMonth() + 1),
  $dayOfMonth: part('$dayOfMonth', (civil) => civil.getUTCDate()),
  $hour: part('$hour', (civil) => civil.getUTCHours()),
  $minute: part('$minute', (civil) => civil.getUTCMinutes()),
  $second: part('$second', (civil) => civil.getUTCSeconds()),
  $millisecond: part('$millisecond', (civil) => civil.getUTCMilliseconds()),
  $dayOfWeek: part('$dayOfWeek', (civil) => civil.getUTCDay() + 1),
  $dayOfYear: part('$dayOfYear', dayOfYear),
  $week: part('$week', sundayWeek),
  $isoDayOfWeek: part('$isoDayOfWeek', isoDay),
  $isoWeek: part('$isoWeek', (civil) => isoWeek(civil).week),
  $isoWeekYear: part('$isoWeekYear', (civil) => isoWeek(civil).year),
  $dateFromParts: ofNamed('$dateFromParts', [...CIVIL_PARTS, ...ISO_PARTS, 'timezone'], fromParts),
  $dateFromString: ofNamed(
    '$dateFromString',
    ['dateString', 'format', 'timezone', 'onError', 'onNull'],
    fromText,
  ),
  $dateToString: ofNamed('$dateToString', ['date', 'format', 'timezone', 'onNull'], toText),
};
