import {
  COLLECTIONS,
  type CollectionDeclaration,
} from '../../cloudfunctions/core/adapters/collections';

/** One number of the yardstick "row per number". `_id` is the number. */
export interface NumberRow {
  _id: string;
  holderOrgId: string;
  free: boolean;
  memberId: string | null;
}

export const NUMBER_ROWS = 'numberRows';

/** The collections of the system and the yardstick's own. */
export const BENCH_COLLECTIONS: readonly CollectionDeclaration[] = [
  ...COLLECTIONS,
  {
    name: NUMBER_ROWS,
    indexes: [
      {
        name: 'free',
        keys: [
          ['holderOrgId', 1],
          ['free', 1],
          ['_id', 1],
        ],
      },
    ],
  },
];

/** Rows of an organisation, all free, from one number on. */
export function* numberRows(
  holderOrgId: string,
  start: number,
  count: number,
): Generator<readonly [typeof NUMBER_ROWS, NumberRow]> {
  for (let number = start; number < start + count; number++) {
    yield [NUMBER_ROWS, { _id: String(number), holderOrgId, free: true, memberId: null }];
  }
}
