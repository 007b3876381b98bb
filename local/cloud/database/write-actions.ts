/** Writing actions: insert, update, set, remove, each within a transaction or plain. */
import { randomUUID } from 'node:crypto';
import type { ActionHandler, WireBody } from '../types';
import type { Core } from './core';
import { invalidParameter } from './errors';
import { find, take } from './find';
import { compileFilter } from './matcher';
import { collectionOf, dataOf, documentsOf, neededFilterOf } from './request';
import type { Collection } from './schema';
import { documentKey, StoredDocument, type DocumentKey } from './stored';
import { applyUpdate, checkUpdate } from './update';
import { checkStorable, type Plain } from './values';
import { PlainWriter, TransactionWriter, type Writer, type Written } from './writer';

/** `_id` of a document that comes without one: 32 hexadecimal characters. */
const newId = (): string => randomUUID().replaceAll('-', '');

async function onWriter<T>(
  core: Core,
  body: WireBody,
  write: (writer: Writer) => Promise<T>,
): Promise<T> {
  const { transactions } = core;
  if (body.transactionId !== undefined)
    return transactions.use(body.transactionId, (transaction) =>
      write(new TransactionWriter(transactions, transaction)),
    );
  const writer = new PlainWriter(core);
  try {
    return await write(writer);
  } finally {
    // Also before an error is reported: as on the service, what came before it has happened.
    await writer.finish();
  }
}

interface Selection {
  collection: Collection;
  filter: Plain;
  multi: boolean;
}

/**
 * Changes the documents a filter finds, one after the other; one that no longer matches at the moment
 * of its change is left alone. Gives what happened to each that matched.
 */
async function changeMatching(
  core: Core,
  writer: Writer,
  { collection, filter, multi }: Selection,
  change: (current: StoredDocument) => StoredDocument | null,
): Promise<Written[]> {
  const request = { collection, filter, sort: [] };
  const keys: DocumentKey[] = take(
    find(writer.view(), request, core.judge),
    0,
    multi ? Infinity : 1,
  ).map(({ id }) => id);
  const matches = compileFilter(filter);
  const done: Written[] = [];
  for (const id of keys) {
    const written = await writer.write(collection, id, (current) =>
      current && matches(current.document) ? change(current) : current,
    );
    if (written.before && matches(written.before.document)) done.push(written);
  }
  return done;
}

const updating =
  (update: Plain) =>
  (current: StoredDocument): StoredDocument => {
    const next = applyUpdate(current.document, update);
    return next === current.document ? current : StoredDocument.of(next);
  };

const changedCount = (done: readonly Written[]): number =>
  done.filter(({ before, after }) => before !== after).length;

/** `doc(id).set()`: replaces the document or makes it. */
async function setDocument(
  writer: Writer,
  { collection, filter }: Selection,
  data: Plain,
): Promise<{ updated: number; upsert_id: unknown }> {
  const id = filter._id ?? newId();
  const stored = StoredDocument.of({ ...data, _id: id });
  const { before } = await writer.write(collection, documentKey(id), () => stored);
  return before ? { updated: 1, upsert_id: null } : { updated: 0, upsert_id: id };
}

export function writeActions(core: Core): Record<string, ActionHandler> {
  const { catalog } = core;

  const selection = (body: WireBody, now: number): Selection => ({
    collection: collectionOf(body, catalog),
    filter: neededFilterOf(body, now),
    multi: body.multi === true,
  });

  const updateOf = (body: WireBody, now: number): Plain => {
    const update = dataOf(body, now);
    checkUpdate(update);
    return update;
  };

  return {
    async 'database.insertDocument'(body) {
      const collection = collectionOf(body, catalog);
      const documents = documentsOf(body, core.now()).map((document): Plain => ({
        _id: newId(),
        ...document,
      }));
      for (const document of documents) checkStorable(document);
      const insertedIds = await onWriter(core, body, async (writer) => {
        for (const document of documents) {
          const stored = StoredDocument.of(document);
          await writer.write(collection, stored.id, (current) =>
            current
              ? writer.exists(collection, `{ _id: ${JSON.stringify(document._id)} }`)
              : stored,
          );
        }
        return documents.map(({ _id }) => _id);
      });
      return { data: { insertedIds } };
    },

    async 'database.modifyDocument'(body) {
      const now = core.now();
      const selected = selection(body, now);
      if (body.merge !== true) {
        if (body.upsert !== true) throw invalidParameter('a document is replaced by doc().set()');
        const data = dataOf(body, now);
        checkStorable(data);
        const result = await onWriter(core, body, (writer) => setDocument(writer, selected, data));
        return { data: result };
      }
      if (body.upsert === true) throw invalidParameter('an update never makes a document');
      const update = updateOf(body, now);
      const done = await onWriter(core, body, (writer) =>
        changeMatching(core, writer, selected, updating(update)),
      );
      return { data: { updated: changedCount(done), upsert_id: null } };
    },

    async 'database.modifyAndReturnDoc'(body) {
      const now = core.now();
      const selected = { ...selection(body, now), multi: false };
      const update = updateOf(body, now);
      const [done] = await onWriter(core, body, (writer) =>
        changeMatching(core, writer, selected, updating(update)),
      );
      return { data: { updated: done ? 1 : 0, doc: done?.after?.text ?? null } };
    },

    async 'database.removeDocument'(body) {
      const selected = selection(body, core.now());
      const done = await onWriter(core, body, (writer) =>
        changeMatching(core, writer, selected, () => null),
      );
      return { data: { deleted: done.length } };
    },
  };
}
