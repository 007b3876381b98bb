/** An organisation's numbers of one year; `used` and `waiting` are those of its whole subtree. */
export interface YearFigures {
  year: number;
  closed: boolean;
  held: number;
  /** In its own hands: not handed down. */
  free: number;
  used: number;
  waiting: number;
}

/**
 * The year to begin to work in: the newest with numbers; before there are any, the one that most people wait in,
 * and the newest while nobody waits.
 * @param figures of at least one year, the newest first
 */
export function workingYear(
  figures: ReadonlyArray<Pick<YearFigures, 'year' | 'held' | 'waiting'>>,
): number {
  const withNumbers = figures.find(({ held }) => held > 0);
  const busiest = () => figures.reduce((best, one) => (one.waiting > best.waiting ? one : best));
  return (withNumbers ?? busiest()).year;
}
