import {
  type Attempt,
  BusyError,
  type Changes,
  DuplicateError,
  type Transaction,
  UnknownOutcomeError,
} from '../ports/database';
import type { CollectionName, Documents } from '../ports/documents';
import type { SdkDatabase, SdkTransaction } from './sdk';
import { sdkFailure } from './sdk-errors';

/** Below the time limit of the functions (20 s), so that the caller hears of it. */
const DEADLINE_MS = 12_000;
/**
 * Pauses grow to the most of a second: of 50 callers on one pool only few are at it at a time. Measured on 2
 * cores with 40 numbers: all through after 11 s with a most of 0.4 s, 5 s with 1.2 s, 6 s with 2.5 s.
 */
const PAUSE_MS = { first: 15, most: 1200 };

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Every value replaces the old one as a whole; the SDK would merge nested objects field by field. */
export function replacing<T>(database: SdkDatabase, changes: Changes<T>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(changes)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [field, database.command.set(value)]),
  );
}

function boundTo(database: SdkDatabase, open: SdkTransaction, count: () => void): Transaction {
  const collection = (name: CollectionName) => {
    count();
    return open.collection(name);
  };
  return {
    async get<C extends CollectionName>(name: C, id: string) {
      const { data } = await collection(name).doc(id).get();
      return (data ?? null) as Documents[C] | null;
    },
    async create(name, ...documents) {
      await collection(name).add({ data: documents.length === 1 ? documents[0] : documents });
    },
    async update(name, id, changes) {
      await collection(name)
        .doc(id)
        .update({ data: replacing(database, changes) });
    },
    async remove(name, id) {
      await collection(name).doc(id).remove();
    },
  };
}

/**
 * Ends a transaction without effect; true when that is certain. After a commit without an answer it
 * tells whether the commit had happened: a transaction that can still be rolled back was not committed.
 */
async function rolledBack(open: SdkTransaction, count: () => void): Promise<boolean> {
  count();
  return open.rollback().then(
    () => true,
    () => false,
  );
}

/**
 * Runs `run` in transactions until one commits. The SDK does not repeat a run after a conflict that an
 * operation met (cloud-wire.md §4), so we do, until a deadline and not by count: under contention a
 * count gives up while numbers are left. A commit without an answer is run again too; the journal
 * entry that every run looks for first tells whether it had happened.
 */
export async function transact<T>(
  database: SdkDatabase,
  run: (transaction: Transaction, attempt: Attempt) => Promise<T>,
  count: () => void,
): Promise<T> {
  const deadline = Date.now() + DEADLINE_MS;
  let outcomeUnknown = false;
  let afterDuplicate = false;
  for (let number = 1; ; number++) {
    let committing = false;
    let open: SdkTransaction | null = null;
    try {
      count();
      open = await database.startTransaction();
      const result = await run(boundTo(database, open, count), { number, afterDuplicate });
      committing = true;
      count();
      await open.commit();
      return result;
    } catch (error) {
      const failure = error instanceof DuplicateError ? 'DUPLICATE' : sdkFailure(error);
      // A conflict has already ended the transaction on the server; anything else may leave it open.
      const ended = !open || failure === 'CONFLICT' || failure === 'TRANSACTION_GONE';
      const undone = ended || (await rolledBack(open!, count));
      if (failure === 'OTHER') throw error;
      outcomeUnknown ||= committing && failure === 'LOST' && !undone;
      afterDuplicate = failure === 'DUPLICATE' || failure === 'CONFLICT';
    }
    const pause =
      Math.min(PAUSE_MS.most, PAUSE_MS.first * 2 ** Math.min(number, 10)) * Math.random();
    if (Date.now() + pause >= deadline) {
      throw outcomeUnknown ? new UnknownOutcomeError() : new BusyError();
    }
    await sleep(pause);
  }
}
