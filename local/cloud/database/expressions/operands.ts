/** How expressions of an aggregate get at their operands, and how they fail. */
import { evalExpr } from 'mingo/core';
import { requestFailed } from '../errors';
import { isPlain, type Plain } from '../values';

export type Options = Parameters<typeof evalExpr>[2];

/** An operator of an expression: `operand` is not evaluated yet. */
export type Expression = (document: Plain, operand: unknown, options: Options) => unknown;

/** The value of an expression for a document. */
export const evaluated = (
  document: Plain,
  operand: unknown,
  options: Options | Partial<Options>,
): unknown => evalExpr(document as never, operand as never, options as Options);

/** What an operand of an accumulator is in each row of a group. */
export const evaluatedInRows = (
  rows: readonly Plain[],
  operand: unknown,
  options: Options,
): unknown[] =>
  rows.map((row) => {
    // A path begins at the root, and that of an accumulator is the list of all rows.
    (options as unknown as { update(locals: { root: Plain }): unknown }).update({ root: row });
    return evaluated(row, operand, options);
  });

export const isMissing = (value: unknown): value is null | undefined =>
  value === null || value === undefined;

/** An operator of one operand, which may stand in a list of one. */
export const ofOne =
  (name: string, act: (value: unknown) => unknown): Expression =>
  (document, operand, options) => {
    if (!Array.isArray(operand)) return act(evaluated(document, operand, options));
    if (operand.length !== 1) throw requestFailed(`Expression ${name} takes exactly 1 arguments`);
    return act(evaluated(document, operand[0], options));
  };

/** An operator of a list of operands, `least` to `most` of them. */
export const ofMany =
  (
    name: string,
    [least, most]: readonly [number, number],
    act: (...values: unknown[]) => unknown,
  ): Expression =>
  (document, operand, options) => {
    const operands: unknown[] = Array.isArray(operand) ? operand : [operand];
    if (operands.length < least || operands.length > most)
      throw requestFailed(`Expression ${name} takes ${least} to ${most} arguments`);
    return act(...operands.map((item) => evaluated(document, item, options)));
  };

/** An operator of named operands; DATABASE_REQUEST_FAILED for one that is not among `names`. */
export const ofNamed =
  (
    name: string,
    names: readonly string[],
    act: (values: Plain, given: Plain) => unknown,
  ): Expression =>
  (document, operand, options) => {
    if (!isPlain(operand)) throw requestFailed(`${name} only supports an object as its argument`);
    const other = Object.keys(operand).find((key) => !names.includes(key));
    if (other !== undefined) throw requestFailed(`Unrecognized argument to ${name}: ${other}`);
    const values = Object.entries(operand).map(([key, item]) => [
      key,
      evaluated(document, item, options),
    ]);
    return act(Object.fromEntries(values) as Plain, operand);
  };

export function needList(name: string, value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw requestFailed(`The argument to ${name} must be an array`);
}

export function needNumber(name: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw requestFailed(`${name} only supports numeric types`);
}

export function needText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw requestFailed(`${name} requires a string argument`);
}

export function needWhole(name: string, value: unknown): number {
  if (Number.isInteger(value)) return value as number;
  throw requestFailed(`${name} requires an integral argument`);
}
