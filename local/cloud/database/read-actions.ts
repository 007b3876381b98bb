/** Reading actions: documents, their number, aggregates. */
import type { ActionHandler, WireBody } from '../types';
import { aggregate, stagesOf } from './aggregate';
import type { Core } from './core';
import { requestFailed } from './errors';
import { find, take } from './find';
import { project } from './projection';
import { collectionOf, filterOf, projectionOf, sortOf, windowOf } from './request';
import type { Collection } from './schema';
import { answerText } from './values';
import type { View } from './view';

/** Largest answer, in bytes (cloud-wire.md §5). */
const ANSWER_LIMIT = 16 * 1024 * 1024;

/** The rows of an answer. DATABASE_REQUEST_FAILED beyond 16 MB. */
function checkedAnswer(list: string[]): string[] {
  const length = list.reduce((sum, text) => sum + text.length, 0);
  if (length * 3 <= ANSWER_LIMIT) return list;
  const bytes = list.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > ANSWER_LIMIT)
    throw requestFailed(`the answer has ${bytes} bytes, over ${ANSWER_LIMIT}`);
  return list;
}

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
      const filter = filterOf(body, core.now()) ?? {};
      const projection = projectionOf(body);
      const sort = sortOf(body);
      const { skip, limit } = body.queryType === 'DOC' ? { skip: 0, limit: 1 } : windowOf(body);
      const list = await onView(core, body, (view) =>
        take(find(view, { collection, filter, sort }, judge), skip, limit).map((stored) =>
          projection ? answerText(project(stored.document, projection)) : stored.text,
        ),
      );
      return { data: { list: checkedAnswer(list), limit, offset: skip } };
    },

    async 'database.calculateDocument'(body) {
      const collection = collectionOf(body, catalog);
      const filter = filterOf(body, core.now()) ?? {};
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
      const stages = stagesOf(body.stages, core.now());
      const collectionNamed = (name: string): Collection =>
        collectionOf({ ...body, collectionName: name }, catalog);
      const list = await onView(core, body, (view) =>
        aggregate({ view, judge, collectionNamed }, collection, stages).map(answerText),
      );
      return { data: { list: checkedAnswer(list) } };
    },
  };
}
