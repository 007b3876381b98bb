/** Begin and end of transactions, and making collections. */
import type { ActionHandler } from '../types';
import type { Core } from './core';
import { collectionExists } from './errors';
import { nameOf } from './request';

export function transactionActions({ transactions, catalog }: Core): Record<string, ActionHandler> {
  return {
    async 'database.startTransaction'(_body, call) {
      return { transactionId: transactions.start(call).id };
    },

    async 'database.commitTransaction'({ transactionId }) {
      await transactions.use(transactionId, (transaction) => transactions.commit(transaction));
      return {};
    },

    async 'database.abortTransaction'({ transactionId }) {
      await transactions.use(transactionId, (transaction) => transactions.drop(transaction));
      return {};
    },

    async 'database.addCollection'(body) {
      const name = nameOf(body);
      if (catalog.find(name)) throw collectionExists();
      await catalog.add(name);
      return {};
    },
  };
}
