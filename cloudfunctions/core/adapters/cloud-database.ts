import {
  BusyError,
  type Condition,
  type Database,
  DuplicateError,
  type Filter,
  type FindOptions,
  type Join,
  type Joined,
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

  /**
   * So may it after a write outside a transaction: it sets what the same call would set again. One that waited
   * in vain for a transaction, of a call that died perhaps, is told of a conflict.
   */
  const writing = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await reading(work);
    } catch (error) {
      const failure = sdkFailure(error);
      if (failure === 'DUPLICATE') throw new DuplicateError();
      if (failure === 'CONFLICT') throw new BusyError();
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
    async find<C extends CollectionName>(name: C, filter: Filter, options: FindOptions = {}) {
      let query: SdkQuery = collection(name).where(whereFor(database, filter));
      for (const [field, direction] of options.sort ?? []) {
        query = query.orderBy(field, direction === 1 ? 'asc' : 'desc');
      }
      if (options.fields) query = query.field(projection(options.fields));
      const { data } = await reading(query.limit(options.limit ?? DEFAULT_LIMIT).get());
      return data as Documents[C][];
    },
    async findJoined<C extends CollectionName, O extends CollectionName>(
      name: C,
      filters: readonly Filter[],
      options: FindOptions & { fields: readonly string[] },
      ...joins: ReadonlyArray<Join<O>>
    ) {
      const wheres = filters.map((filter) => whereFor(database, filter));
      const others = joins.flatMap(({ of }, at) =>
        (Object.entries(of) as Array<[O, readonly string[]]>).map(([from, fields]) => ({
          from,
          fields,
          key: `joinKey${at}`,
        })),
      );
      let rows = collection(name)
        .aggregate()
        .match(wheres.length === 1 ? wheres[0] : database.command.or(wheres));
      if (options.sort) rows = rows.sort(Object.fromEntries(options.sort));
      rows = rows
        .limit(options.limit ?? DEFAULT_LIMIT)
        .addFields(
          Object.fromEntries(
            joins.map(({ prefix, field }, at) => [
              `joinKey${at}`,
              { $concat: [prefix, `$${field}`] },
            ]),
          ),
        );
      for (const { from, key } of others) {
        rows = rows.lookup({ from, localField: key, foreignField: '_id', as: from });
      }
      const wanted = others.flatMap(({ from, fields }) => fields.map((wish) => `${from}.${wish}`));
      const { list } = await reading(
        rows.project(Object.fromEntries([...options.fields, ...wanted].map((f) => [f, 1]))).end(),
      );
      return (list as Array<Record<string, unknown>>).map((row) => {
        const found = others.map(({ from }) => [from, (row[from] as unknown[])[0] ?? null]);
        return { ...row, ...Object.fromEntries(found) } as Joined<C, O>;
      });
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
    async countWithin(name, filter, { list, place, field, least }) {
      const { list: groups } = await reading(
        collection(name)
          .aggregate()
          .match(whereFor(database, filter))
          .group({
            _id: { element: { $arrayElemAt: [`$${list}`, place] }, value: `$${field}` },
            least: { $min: `$${least}` },
            n: { $sum: 1 },
          })
          .sort({ least: 1 })
          .limit(MOST_ROWS)
          .end(),
      );
      return (
        groups as Array<{ _id: { element?: string; value: string }; least: string; n: number }>
      ).map(({ _id: { element = null, value }, ...rest }) => ({ element, value, ...rest }));
    },
    async add(name, document) {
      await writing(collection(name).add({ data: document }));
    },
    async put(name, document) {
      const { _id, ...data } = document;
      await writing(collection(name).doc(_id).set({ data }));
    },
    async update(name, id, changes) {
      const { stats } = await writing(
        collection(name)
          .doc(id)
          .update({ data: replacing(database, changes) }),
      );
      return stats.updated > 0;
    },
    async updateIf(name, id, filter, changes) {
      const { stats } = await writing(
        collection(name)
          .where(whereFor(database, { ...filter, _id: id }))
          .update({ data: replacing(database, changes) }),
      );
      return stats.updated > 0;
    },
    async increase(name, ids, amounts) {
      if (ids.length === 0) return 0;
      const data = Object.fromEntries(
        Object.entries(amounts).map(([field, amount]) => [field, database.command.inc(amount)]),
      );
      const { stats } = await writing(
        collection(name)
          .where({ _id: database.command.in(ids) })
          .update({ data }),
      );
      return stats.updated;
    },
    async removeWhere(name, filter) {
      const { stats } = await writing(collection(name).where(whereFor(database, filter)).remove());
      return stats.removed;
    },
    transact: (run) => transact(database, run, count),
  };
}
