import type { CollectionName, Documents } from './documents';

/** What a field must be: a value, or bounds, or one of several values. Arrays match by any element. */
export type Condition =
  | string
  | number
  | boolean
  | null
  | { in: ReadonlyArray<string | number> }
  | { all: ReadonlyArray<string> }
  | { gt?: string | number; gte?: string | number; lt?: string | number; lte?: string | number };

/** Conditions by field name, all of which must hold; undefined ones are left out. A declared index has to serve them. */
export type Filter = Readonly<Record<string, Condition | undefined>>;

export interface FindOptions {
  sort?: ReadonlyArray<readonly [field: string, direction: 1 | -1]>;
  /** 1–1,000; 100 when left out, as the service does. */
  limit?: number;
  /** Names of the fields wanted; all when left out. */
  fields?: readonly string[];
}

/** Fields to replace, each as a whole; the others stay. `undefined` is not a value. */
export type Changes<T> = { [K in Exclude<keyof T, '_id'>]?: T[K] };

/** What other collections hold under the id `{prefix}{value of a field}`: their names and the fields wanted of them. */
export interface Join<C extends CollectionName> {
  prefix: string;
  field: string;
  of: { readonly [O in C]?: readonly string[] };
}

/** A document with what was found of other collections, null where they hold nothing. */
export type Joined<C extends CollectionName, O extends CollectionName> = Documents[C] & {
  [K in O]: Documents[K] | null;
};

/**
 * What the service really runs inside a transaction: single documents and `add`, one after the other.
 * Reads come from a snapshot; a write to a document that changed since makes the whole run start again.
 */
export interface Transaction {
  get<C extends CollectionName>(collection: C, id: string): Promise<Documents[C] | null>;
  /** Adds documents, all of them new: an `_id` that exists ends the run with a DuplicateError. */
  create<C extends CollectionName>(collection: C, ...documents: Documents[C][]): Promise<void>;
  /** Changes fields of a document that exists. */
  update<C extends CollectionName>(
    collection: C,
    id: string,
    changes: Changes<Documents[C]>,
  ): Promise<void>;
  remove<C extends CollectionName>(collection: C, id: string): Promise<void>;
}

/** What a run of a transaction knows about the runs before it. */
export interface Attempt {
  /** Counts from 1. */
  number: number;
  /** A create of the last run, or a conflict that may have been one, met a document that was there. */
  afterDuplicate: boolean;
}

/** A document with that `_id` or unique value exists already. */
export class DuplicateError extends Error {
  override readonly name = 'DuplicateError';
}

/** The database could not be brought to an answer before the deadline; nothing happened. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** A commit was sent and its outcome could not be learned before the deadline. */
export class UnknownOutcomeError extends Error {
  override readonly name = 'UnknownOutcomeError';
}

/** What is read, or written outside a transaction, throws a BusyError when no answer comes. */
export interface Database {
  get<C extends CollectionName>(collection: C, id: string): Promise<Documents[C] | null>;
  /** Documents with these ids, in any order; missing ones are left out. At most 1,000. */
  getMany<C extends CollectionName>(
    collection: C,
    ids: readonly string[],
    fields?: readonly string[],
  ): Promise<Documents[C][]>;
  find<C extends CollectionName>(
    collection: C,
    filter: Filter,
    options?: FindOptions,
  ): Promise<Documents[C][]>;
  /**
   * Documents that one of the filters takes, each with what other collections hold under ids that it
   * names: one request for all of it. `fields` names those wanted of the documents.
   */
  findJoined<C extends CollectionName, O extends CollectionName>(
    collection: C,
    filters: readonly Filter[],
    options: FindOptions & { fields: readonly string[] },
    ...joins: ReadonlyArray<Join<O>>
  ): Promise<Array<Joined<C, O>>>;
  count<C extends CollectionName>(collection: C, filter: Filter): Promise<number>;
  /** How many documents there are per value of a field, among those the filter takes. */
  countBy<C extends CollectionName>(
    collection: C,
    filter: Filter,
    field: keyof Documents[C] & string,
  ): Promise<Record<string, number>>;
  /**
   * How many documents there are per element at `place` of a list and value of a field, with the least value
   * of another, the least of all first; at most 1,000 groups. `element` is null where the list is shorter.
   */
  countWithin<C extends CollectionName>(
    collection: C,
    filter: Filter,
    by: Record<'list' | 'field' | 'least', keyof Documents[C] & string> & { place: number },
  ): Promise<Array<{ element: string | null; value: string; least: string; n: number }>>;
  /** Adds one document outside any transaction. Throws a DuplicateError. */
  add<C extends CollectionName>(collection: C, document: Documents[C]): Promise<void>;
  /** Replaces or creates one document outside any transaction. */
  put<C extends CollectionName>(collection: C, document: Documents[C]): Promise<void>;
  update<C extends CollectionName>(
    collection: C,
    id: string,
    changes: Changes<Documents[C]>,
  ): Promise<boolean>;
  /** Changes a document that is still as the filter says, in one request; false when it is not. */
  updateIf<C extends CollectionName>(
    collection: C,
    id: string,
    filter: Filter,
    changes: Changes<Documents[C]>,
  ): Promise<boolean>;
  /** Adds to number fields of every document with one of these ids; gives how many there were. */
  increase<C extends CollectionName>(
    collection: C,
    ids: readonly string[],
    amounts: Readonly<Record<string, number>>,
  ): Promise<number>;
  /** Removes documents outside any transaction; gives how many there were. */
  removeWhere<C extends CollectionName>(collection: C, filter: Filter): Promise<number>;
  /**
   * Runs `run` in a transaction, again after a conflict, until it commits or 12 s have passed.
   * `run` has to be repeatable: no randomness, no clock, nothing sent. What it throws ends the
   * transaction without effect and reaches the caller. Throws BusyError and UnknownOutcomeError.
   */
  transact<T>(run: (transaction: Transaction, attempt: Attempt) => Promise<T>): Promise<T>;
}
