import {
  BusyError,
  type Condition,
  type Database,
  DuplicateError,
  type Filter,
} from '../ports/database';
import type { CollectionName, Documents } from '../ports/documents';
import { type SdkBound, type SdkDatabase, type SdkQuery, sdkDatabase } from './sdk';
import { sdkFailure } from './sdk-errors';
import { replacing, transact } from './transact';

/** The service's own limits of one query. */
const DEFAULT_LIMIT = 100;
const MOST_ROWS = 1000;

function conditionFor(database: SdkDatabase, condition: Condition): unknown {
  if (condition === null || typeof condition !== 'object') return condition;
  const { command } = database;
  if ('in' in condition) return command.in(condition.in);
  if ('all' in condition) return command.all(condition.all);
  const bounds = Object.entries(condition)
    .filter(([, value]) => value !== undefined)
    .map(([operator, value]) => command[operator as 'gt' | 'gte' | 'lt' | 'lte'](value));
  return bounds.slice(1).reduce<unknown>((sum, bound) => (sum as SdkBound).and(bound), bounds[0]);
}

const whereFor = (database: SdkDatabase, filter: Filter): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([field, condition]) =>
      condition === undefined ? [] : [[field, conditionFor(database, condition)]],
    ),
  );

const projection = (fields: readonly string[]): Record<string, boolean> =>
  Object.fromEntries(fields.map((field) => [field, true]));

/** The cloud database behind the Database port; `count` is told of every request. */
export function cloudDatabase(count: () => void = () => undefined): Database {
  const database = sdkDatabase();
  const collection = (name: CollectionName) => {
    count();
    return database.collection(name);
  };
  const refusingDuplicates = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      if (sdkFailure(error) === 'DUPLICATE') throw new DuplicateError();
      throw error;
    }
  };

  /** A read without an answer has done nothing: whoever calls may send the same call again. */
  const reading = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      const failure = sdkFailure(error);
      if (failure === 'LOST' || failure === 'OVERLOADED') throw new BusyError();
      throw error;
    }
  };

  return {
    async get<C extends CollectionName>(name: C, id: string) {
      const { data } = await reading(collection(name).doc(id).get());
      return (data ?? null) as Documents[C] | null;
    },
    async getMany<C extends CollectionName>(
      name: C,
      ids: readonly string[],
      fields?: readonly string[],
    ) {
      if (ids.length === 0) return [];
      let query: SdkQuery = collection(name).where({ _id: database.command.in(ids) });
      if (fields) query = query.field(projection(fields));
      return (await reading(query.limit(MOST_ROWS).get())).data as Documents[C][];
    },
    async find<C extends CollectionName>(
      name: C,
      filter: Filter,
      options: {
        sort?: ReadonlyArray<readonly [string, 1 | -1]>;
        limit?: number;
        fields?: readonly string[];
      } = {},
    ) {
      let query: SdkQuery = collection(name).where(whereFor(database, filter));
      for (const [field, direction] of options.sort ?? []) {
        query = query.orderBy(field, direction === 1 ? 'asc' : 'desc');
      }
      if (options.fields) query = query.field(projection(options.fields));
      const { data } = await reading(query.limit(options.limit ?? DEFAULT_LIMIT).get());
      return data as Documents[C][];
    },
    async count(name, filter) {
      return (await reading(collection(name).where(whereFor(database, filter)).count())).total;
    },
    async countBy(name, filter, field) {
      const { list } = await reading(
        collection(name)
          .aggregate()
          .match(whereFor(database, filter))
          .group({ _id: `$${field}`, n: { $sum: 1 } })
          .limit(MOST_ROWS)
          .end(),
      );
      return Object.fromEntries(
        (list as Array<{ _id: string; n: number }>).map((row) => [row._id, row.n]),
      );
    },
    async add(name, document) {
      await refusingDuplicates(collection(name).add({ data: document }));
    },
    async put(name, document) {
      const { _id, ...data } = document;
      await collection(name).doc(_id).set({ data });
    },
    async update(name, id, changes) {
      const { stats } = await collection(name)
        .doc(id)
        .update({ data: replacing(database, changes) });
      return stats.updated > 0;
    },
    async increase(name, ids, amounts) {
      if (ids.length === 0) return 0;
      const data = Object.fromEntries(
        Object.entries(amounts).map(([field, amount]) => [field, database.command.inc(amount)]),
      );
      const { stats } = await collection(name)
        .where({ _id: database.command.in(ids) })
        .update({ data });
      return stats.updated;
    },
    async removeWhere(name, filter) {
      return (await collection(name).where(whereFor(database, filter)).remove()).stats.removed;
    },
    transact: (run) => transact(database, run, count),
  };
}
