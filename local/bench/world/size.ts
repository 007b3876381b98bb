/** How large a world is. */
export interface WorldSize {
  organizations: number;
  /** Numbers given out to members in all. */
  given: number;
}

/** What every world of a run has alike, so that only its size differs. */
export interface WorldSettings {
  seed: number;
  /** Numbers given out from each of the pools and from the large branch; part of `given`. */
  givenPerPool: number;
  givenInLarge: number;
  /** People waiting for the committee's approval in each pool. */
  pendingPerPool: number;
  /** More of them in the first pool. */
  pendingInFirst: number;
  /** The same number of registrations for the yardsticks, which have pools of their own. */
  sparePerPool: number;
  spareInFirst: number;
  /** People waiting in the large branch: what lists show. */
  waiting: number;
  /** Rows of the yardstick "row per number": of each pool, and in stock to be handed down. */
  rowsPerPool: number;
  rowsInStock: number;
}
