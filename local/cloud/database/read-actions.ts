/** Reading actions: documents, their number, aggregates. */
import type { ActionHandler, WireBody } from '../types';
import { aggregate, stagesOf } from './aggregate';
import type { Core } from './core';
import { find, take } from './find';
import { project } from './matcher';
import { collectionOf, filterOf, projectionOf, sortOf, windowOf } from './request';
import { answerText } from './values';
import type { View } from './view';

/** Runs a read on what the request sees: its transaction's state or the newest one. */
export async function onView<T>(
  { store, transactions }: Core,
  body: WireBody,
  read: (view: View) => T,
): Promise<T> {
  if (body.transactionId === undefined) return read(store.latest());
  return transactions.use(body.transactionId, (transaction) =>
    read(transactions.view(transaction)),
  );
}

export function readActions(core: Core): Record<string, ActionHandler> {
  const { catalog, judge } = core;
  return {
    async 'database.getDocument'(body) {
      const collection = collectionOf(body, catalog);
      const filter = filterOf(body, Date.now()) ?? {};
      const projection = projectionOf(body);
      const sort = sortOf(body);
      const { skip, limit } = body.queryType === 'DOC' ? { skip: 0, limit: 1 } : windowOf(body);
      const list = await onView(core, body, (view) =>
        take(find(view, { collection, filter, sort }, judge), skip, limit).map((stored) =>
          projection ? answerText(project(stored.document, projection)) : stored.text,
        ),
      );
      return { data: { list, limit, offset: skip } };
    },

    async 'database.calculateDocument'(body) {
      const collection = collectionOf(body, catalog);
      const filter = filterOf(body, Date.now()) ?? {};
      const total = await onView(core, body, (view) => {
        if (Object.keys(filter).length === 0) return view.count(collection);
        let count = 0;
        for (const _ of find(view, { collection, filter, sort: [] }, judge)) count++;
        return count;
      });
      return { data: { total } };
    },

    async 'database.aggregateDocuments'(body) {
      const collection = collectionOf(body, catalog);
      const stages = stagesOf(body.stages, Date.now());
      const list = await onView(core, body, (view) =>
        aggregate(view, collection, stages, judge).map(answerText),
      );
      return { data: { list } };
    },
  };
}
