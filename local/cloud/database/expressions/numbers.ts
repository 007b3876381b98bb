/** Arithmetic that fails, or knows null, where mingo does not; and accumulators, which are expressions as well. */
import { requestFailed } from '../errors';
import { compareValues } from '../keys';
import type { Plain } from '../values';
import {
  evaluated,
  evaluatedInRows,
  isMissing,
  needNumber,
  ofMany,
  ofOne,
  type Expression,
} from './operands';

function truncated(value: unknown, places: unknown = 0): unknown {
  if (isMissing(value) || isMissing(places)) return null;
  const factor = 10 ** needNumber('$trunc', places);
  return Math.trunc(needNumber('$trunc', value) * factor) / factor;
}

const added = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0);

const mean = (numbers: readonly number[]): number => added(numbers) / numbers.length;

function deviation(numbers: readonly number[], divisor: number): number | null {
  if (divisor < 1) return null;
  const middle = mean(numbers);
  return Math.sqrt(numbers.reduce((sum, number) => sum + (number - middle) ** 2, 0) / divisor);
}

/** As an accumulator over the rows of a group; otherwise over several operands, or over a single one's elements. */
const over =
  (act: (values: readonly unknown[]) => unknown): Expression =>
  (document, operand, options) => {
    if (Array.isArray(document)) return act(evaluatedInRows(document as Plain[], operand, options));
    const values = (Array.isArray(operand) ? (operand as unknown[]) : [operand]).map((item) =>
      evaluated(document, item, options),
    );
    const [first] = values;
    return act(values.length === 1 && Array.isArray(first) ? (first as unknown[]) : values);
  };

/** Over the numbers among them. */
const overNumbers = (act: (numbers: number[]) => unknown): Expression =>
  over((values) => act(values.filter((value): value is number => typeof value === 'number')));

const extreme = (sign: 1 | -1): Expression =>
  over((values) =>
    values
      .filter((value) => !isMissing(value))
      .reduce<unknown>(
        (best, value) => (best === null || compareValues(value, best) * sign > 0 ? value : best),
        null,
      ),
  );

export const NUMBERS: Record<string, Expression> = {
  $ln: ofOne('$ln', (value) => {
    if (isMissing(value)) return null;
    if (needNumber('$ln', value) <= 0)
      throw requestFailed("$ln's argument must be a positive number");
    return Math.log(value as number);
  }),
  $mod: ofMany('$mod', [2, 2], (value, divisor) => {
    if (isMissing(value) || isMissing(divisor)) return null;
    if (needNumber('$mod', divisor) === 0) throw requestFailed("can't $mod by zero");
    return needNumber('$mod', value) % (divisor as number);
  }),
  $trunc: ofMany('$trunc', [1, 2], truncated),
  $sum: overNumbers(added),
  $avg: overNumbers((numbers) => (numbers.length === 0 ? null : mean(numbers))),
  $min: extreme(-1),
  $max: extreme(1),
  $stdDevPop: overNumbers((numbers) => deviation(numbers, numbers.length)),
  $stdDevSamp: overNumbers((numbers) => deviation(numbers, numbers.length - 1)),
};
