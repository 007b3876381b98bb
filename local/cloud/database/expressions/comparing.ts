/** Comparisons: all types in one order, and a missing field before null (mingo compares within a type only). */
import { compareValues } from '../keys';
import { ofMany, type Expression } from './operands';

function order(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return Math.sign(compareValues(a, b));
}

const comparison = (name: string, act: (order: number) => unknown): Expression =>
  ofMany(name, [2, 2], (a, b) => act(order(a, b)));

export const COMPARING: Record<string, Expression> = {
  $cmp: comparison('$cmp', (result) => result),
  $eq: comparison('$eq', (result) => result === 0),
  $ne: comparison('$ne', (result) => result !== 0),
  $gt: comparison('$gt', (result) => result > 0),
  $gte: comparison('$gte', (result) => result >= 0),
  $lt: comparison('$lt', (result) => result < 0),
  $lte: comparison('$lte', (result) => result <= 0),
};
