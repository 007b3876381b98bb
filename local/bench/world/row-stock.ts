import type { Interval } from '../../../typings/api';
import { type NUMBER_ROWS, numberRows, type NumberRow } from '../number-rows';
import { shadowId } from './shadow';
import type { WorldSettings } from './size';
import type { Tree } from './tree';

const STOCK_FIRST = 209_600_000_001;
const POOLS_FIRST = 209_500_000_001;

/** Numbers whose rows are handed down. */
export const stockInterval = ({ rowsInStock }: WorldSettings): Interval => ({
  start: STOCK_FIRST,
  end: STOCK_FIRST + rowsInStock - 1,
});

/** Rows of the yardstick: those the pools' copies draw from, and a stock of the wide committee. */
export function* rowsOf(
  tree: Tree,
  { rowsPerPool, rowsInStock }: WorldSettings,
): Generator<readonly [typeof NUMBER_ROWS, NumberRow]> {
  for (const [p, { _id }] of tree.pools.entries()) {
    yield* numberRows(shadowId(_id), POOLS_FIRST + p * rowsPerPool, rowsPerPool);
  }
  yield* numberRows(tree.wide._id, STOCK_FIRST, rowsInStock);
}
