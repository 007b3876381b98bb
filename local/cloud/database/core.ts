/** The parts every action works with. */
import type { Catalog } from './catalog';
import type { Store } from './store';
import type { Transactions } from './transactions';
import type { UnindexedJudge } from './unindexed';

export interface Core {
  catalog: Catalog;
  store: Store;
  transactions: Transactions;
  judge: UnindexedJudge;
  /** The clock of the service, in ms. */
  now: () => number;
}
