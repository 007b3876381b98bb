import type { Interval } from '../../../typings/api';
import { coverOf } from '../domain/cover';
import { Refusal } from '../domain/refusal';
import type { Attempt, Transaction } from '../ports/database';
import type { JournalDocument, JournalKind, JournalLine } from '../ports/documents';
import { accountOf, type Context } from './action';

/** What an operation leaves in the journal beside who did it and when. */
export interface Operation<R> {
  kind: JournalKind;
  year?: number;
  lines?: JournalLine[];
  /** Organisation acted upon when there are no lines, and the one acted for. */
  actingOrg: string | null;
  orgs?: string[];
  subject?: string;
  reason?: string;
  /** Ids and numbers only; what the same call gets when it is sent again. */
  result: R;
}

/** The result, and whether it was reached just now or by an earlier sending of the same call. */
export interface Outcome<R> {
  result: R;
  fresh: boolean;
}

type Work<R> = (transaction: Transaction, attempt: Attempt) => Promise<Operation<R>>;

/**
 * Does a write once per operation key, in one transaction with its journal entry. The entry is looked
 * for first: it decides whether the operation already happened. The same key with another input is
 * refused as CONFLICT. `work` has to be repeatable (ports/database.ts).
 */
export const operate = <R>(
  context: Context,
  input: unknown,
  work: Work<R>,
  key: string = context.opKey,
): Promise<Outcome<R>> => runOnce(context, input, work, key, () => true);

/**
 * The same in one request fewer, for work that does nothing but create documents, one of them named by the
 * operation key: where it already happened that one is there, so it is looked for after a duplicate only.
 */
export const operateByCreating = <R>(
  context: Context,
  input: unknown,
  work: Work<R>,
): Promise<Outcome<R>> =>
  runOnce(context, input, work, context.opKey, ({ afterDuplicate }) => afterDuplicate);

async function runOnce<R>(
  context: Context,
  input: unknown,
  work: Work<R>,
  key: string,
  looksFirst: (attempt: Attempt) => boolean,
): Promise<Outcome<R>> {
  const at = context.runtime.now();
  const inputHash = hashInput(context, input);
  return context.database.transact(async (transaction, attempt) => {
    const earlier = looksFirst(attempt) ? await transaction.get('journal', key) : null;
    if (earlier) return { result: resultOf<R>(context, earlier, input), fresh: false };
    const operation = await work(transaction, attempt);
    await transaction.create('journal', entryOf(context, key, inputHash, at, operation));
    return { result: operation.result, fresh: true };
  });
}

/** Tells the same input of the same operation from another one; it may hold personal data, hence the key. */
export const hashInput = ({ secrets }: Pick<Context, 'secrets'>, input: unknown): string =>
  secrets.hash('input', JSON.stringify(input));

/** Whether a hash of `hashInput`, made before a change of keys or after it, is of this input. */
export const isHashOfInput = (
  { secrets }: Pick<Context, 'secrets'>,
  input: unknown,
  hash: string | undefined,
): boolean => hash !== undefined && secrets.fits('input', JSON.stringify(input), hash);

/** The journal's entry of an operation that the caller's account does under `key`. */
export function entryOf<R>(
  context: Context,
  key: string,
  inputHash: string,
  at: number,
  operation: Operation<R>,
): JournalDocument {
  const lines = operation.lines ?? [];
  const intervals: Interval[] = lines.flatMap((line) => line.intervals);
  return {
    _id: key,
    at,
    actor: accountOf(context)._id,
    post: context.post?.id ?? null,
    actingOrg: operation.actingOrg,
    kind: operation.kind,
    year: operation.year ?? null,
    lines,
    orgs: [...new Set([...lines.map((line) => line.org), ...(operation.orgs ?? [])])],
    cover: coverOf(intervals),
    subject: operation.subject ?? null,
    reason: operation.reason ?? null,
    inputHash,
    result: operation.result,
  };
}

/** What an earlier sending of the same call was answered. Throws CONFLICT when the input was another. */
export function resultOf<R>(
  context: Pick<Context, 'secrets'>,
  entry: JournalDocument,
  input: unknown,
): R {
  if (!isHashOfInput(context, input, entry.inputHash)) {
    throw new Refusal('CONFLICT', '这次提交的内容与先前同一操作不一致，请刷新页面后重新提交。');
  }
  return entry.result as R;
}
