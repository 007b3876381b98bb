import type { Interval } from '../../../typings/api';
import type { Intervals } from './intervals';
import { SERIAL_SPAN, yearOf, yearSpan } from './member-number';

/**
 * The service cannot look up "which document has an interval around x" by an index. So a set of numbers
 * is also stored as blocks: every interval is cut into the fewest aligned blocks of 2^k serials of its
 * year. A number lies in exactly one block of each size, so one look-up with its 28 block names finds
 * every document whose set holds it.
 */
const SIZES = 28; // 2^0 … 2^27, the first that spans a year's 10^8 serials

const blockName = (year: number, size: number, serial: number): string =>
  `${year}.${size}.${Math.floor(serial / 2 ** size).toString(36)}`;

function coverInterval({ start, end }: Interval): string[] {
  const blocks: string[] = [];
  const year = yearOf(start);
  const last = end - yearSpan(year).start;
  let serial = start - yearSpan(year).start;
  while (serial <= last) {
    let size = 0;
    while (
      size + 1 < SIZES &&
      serial % 2 ** (size + 1) === 0 &&
      serial + 2 ** (size + 1) - 1 <= last
    ) {
      size++;
    }
    blocks.push(blockName(year, size, serial));
    serial += 2 ** size;
  }
  return blocks;
}

/** The canonical cover of a normalised set; an interval must not reach over the end of a year. */
export const coverOf = (set: Intervals): string[] => set.flatMap(coverInterval);

/** Names of all blocks that hold the number: some cover has one of them if and only if it holds the number. */
export function blocksAround(number: number): string[] {
  const year = yearOf(number);
  const serial = number % SERIAL_SPAN;
  return Array.from({ length: SIZES }, (_, size) => blockName(year, size, serial));
}
