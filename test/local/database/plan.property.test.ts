/** Whatever the indexes are, a query gives what a filter over all documents gives. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { EJSON } from 'bson';
import fc from 'fast-check';
import { find as mingoFind } from 'mingo';
import { openDatabase, type CloudDatabase } from '../../../local/cloud/database';
import type { IndexDeclaration } from '../../../cloudfunctions/core/adapters/collections';

type Row = Record<string, unknown>;

const dir = mkdtempSync(join(tmpdir(), 'cloud-plan-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const text = (value: unknown): string => EJSON.stringify(value, { relaxed: false });

const scalar = fc.oneof(
  // Mostly few values: so that several documents share each of them.
  { weight: 9, arbitrary: fc.constantFrom(1, 2, 'a') },
  { weight: 2, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 3, arbitrary: fc.constantFrom('', 'a', 'ab', 'abc', 'b', '编号', '\u0000', 'a\u0000') },
  fc.constantFrom(true, false, null, new Date(0), new Date(1000), -1.5, 1e12),
);
const field = fc.constantFrom('a', 'b', 'c.d', 'c.e', 'tags');
const direction = fc.constantFrom<1 | -1>(1, -1);

const inner = fc.record({ d: scalar, e: scalar });

const documents = fc.array(
  fc.record(
    {
      a: scalar,
      b: scalar,
      c: fc.oneof(inner, fc.array(inner, { minLength: 1 })),
      tags: fc.oneof(scalar, fc.array(scalar)),
    },
    { requiredKeys: [] },
  ),
  { minLength: 1, maxLength: 25 },
);

const index = fc
  .tuple(
    fc.uniqueArray(fc.tuple(field, direction), {
      minLength: 1,
      maxLength: 3,
      selector: ([name]) => name,
    }),
    fc.option(direction),
  )
  .map(([keys, last]) => (last ? [...keys, ['_id', last] as const] : keys))
  // Two different arrays in one index are refused, as by MongoDB.
  .filter((keys) => {
    const names = keys.map(([name]) => name);
    return !names.includes('tags') || !names.some((name) => name.startsWith('c.'));
  });

// No null beside a comparison and no objects: there plain mingo is not MongoDB.
const plain = scalar.filter((value) => value !== null);
const operator = fc.oneof(
  plain.map((value): unknown => value),
  plain.map((value) => ({ $eq: value })),
  plain.map((value) => ({ $ne: value })),
  fc.array(plain, { maxLength: 4 }).map((values) => ({ $in: values })),
  fc.array(plain, { maxLength: 3 }).map((values) => ({ $nin: values })),
  fc
    .tuple(fc.constantFrom('$gt', '$gte'), plain, fc.constantFrom('$lt', '$lte'), plain)
    .map(([low, from, high, to]) => ({ [low]: from, [high]: to })),
  fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), plain).map(([name, value]) => ({
    [name]: value,
  })),
  fc.boolean().map((there) => ({ $exists: there })),
  plain.map((value) => ({ $not: { $gt: value } })),
  fc.constantFrom(/^a/, /^ab?/, /b$/),
);
const simple = fc
  .uniqueArray(fc.tuple(field, operator), { maxLength: 3, selector: ([name]) => name })
  .map((parts): Row => Object.fromEntries(parts));
const query = fc.oneof(
  { weight: 3, arbitrary: simple },
  fc.array(simple, { minLength: 1, maxLength: 3 }).map((parts): Row => ({ $or: parts })),
  fc.array(simple, { minLength: 1, maxLength: 3 }).map((parts): Row => ({ $and: parts })),
  fc
    .tuple(simple, fc.array(simple, { minLength: 1, maxLength: 2 }))
    .map(([first, parts]): Row => ({ ...first, $or: parts })),
);
type Sort = Array<readonly [string, 1 | -1]>;
const freeSort = fc.uniqueArray(fc.tuple(field, direction), {
  maxLength: 3,
  selector: ([name]) => name,
});
/** A sort of any fields, or one that follows a declared index from some field on, or against it. */
const sort = fc
  .tuple(freeSort, fc.nat(2), direction, fc.boolean())
  .map(([free, from, sign, follow]) => (indexes: ReadonlyArray<IndexDeclaration>): Sort => {
    const [first] = indexes;
    if (!follow || !first) return free;
    return first.keys.slice(from).map(([name, way]) => [name, way === sign ? 1 : -1] as const);
  });

/** The sort with the documents' own key behind it: only one order is right. */
const total = (keys: Sort, last: 1 | -1): Row => ({
  ...Object.fromEntries(keys),
  ...(keys.some(([name]) => name === '_id') ? {} : { _id: last }),
});

let opened = 0;

async function databaseWith(rows: Row[], indexes: IndexDeclaration[]): Promise<CloudDatabase> {
  const database = await openDatabase({
    dir: join(dir, String(opened++)),
    collections: [{ name: 'rows', indexes }],
    durability: 'nosync',
  });
  if (rows.length > 0) await send(database, 'insertDocument', { data: rows.map(text) });
  return database;
}

async function send(database: CloudDatabase, name: string, body: Row): Promise<Row> {
  const action = `database.${name}`;
  return database.actions[action]!({ action, collectionName: 'rows', ...body }, null);
}

async function ask(database: CloudDatabase, filter: Row, order: Row, more: Row): Promise<Row[]> {
  const answer = await send(database, 'getDocument', {
    queryType: 'WHERE',
    query: text(filter),
    order: text(order),
    limit: 1000,
    ...more,
  });
  return (answer.data as { list: string[] }).list.map((row) => EJSON.parse(row) as Row);
}

const ids = (rows: Row[]): string[] => rows.map((row) => String(row._id));

describe('a query', () => {
  it('gives the same documents with any indexes as a filter over all of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.array(index, { maxLength: 2 }),
        fc.array(query, { minLength: 1, maxLength: 4 }),
        sort,
        direction,
        async (rows, indexes, filters, order, last) => {
          const numbered = rows.map((row, i): Row => ({ _id: `id${100 + i}`, ...row }));
          const declared = indexes.map((keys, i) => ({ name: `index${i}`, keys }));
          const database = await databaseWith(numbered, declared);
          const bare = await databaseWith(numbered, []);
          try {
            for (const filter of filters) {
              const expected = mingoFind<Row>(numbered, filter).all();
              const keys = order(declared);
              const found = await ask(database, filter, Object.fromEntries(keys), {});
              expect(ids(found).sort()).toEqual(ids(expected).sort());
              const spec = total(keys, last);
              const sorted = await ask(database, filter, spec, {});
              expect(ids(sorted)).toEqual(ids(await ask(bare, filter, spec, {})));
              const page = await ask(database, filter, spec, { offset: 2, limit: 3 });
              expect(ids(page)).toEqual(ids(sorted).slice(2, 5));
            }
          } finally {
            await Promise.all([database.close(), bare.close()]);
          }
        },
      ),
      { numRuns: 250 },
    );
  });

  it('of a transaction gives what it saw first and its own changes, whatever others do', async () => {
    const change = fc.tuple(fc.nat(24), fc.constantFrom('set', 'remove', 'add'), documents);
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.array(index, { maxLength: 2 }),
        fc.array(fc.tuple(fc.boolean(), change), { maxLength: 12 }),
        fc.array(query, { minLength: 1, maxLength: 3 }),
        sort,
        async (rows, indexes, changes, filters, order) => {
          const seen = new Map(
            rows.map((row, i) => [`id${100 + i}`, { ...row, _id: `id${100 + i}` }]),
          );
          const declared = indexes.map((keys, i) => ({ name: `index${i}`, keys }));
          const database = await databaseWith([...seen.values()], declared);
          try {
            const { transactionId } = await send(database, 'startTransaction', {});
            await ask(database, {}, {}, { transactionId });
            const owned = new Set<string>();
            const others = new Set<string>();
            for (const [own, [position, kind, [row]]] of changes) {
              const _id = kind === 'add' ? `new${own}${position}` : `id${100 + position}`;
              if ((own ? others : owned).has(_id) || (kind === 'add' && seen.has(_id))) continue;
              (own ? owned : others).add(_id);
              const target = { query: text({ _id }), queryType: 'DOC' };
              const inside = own ? { transactionId } : {};
              if (kind === 'remove')
                await send(database, 'removeDocument', { ...target, ...inside });
              else
                await send(database, 'modifyDocument', {
                  ...target,
                  ...inside,
                  merge: false,
                  upsert: true,
                  data: text(row),
                });
              if (!own) continue;
              if (kind === 'remove') seen.delete(_id);
              else seen.set(_id, { ...row!, _id });
            }
            const spec = total(order(declared), 1);
            const bare = await databaseWith([...seen.values()], []);
            for (const filter of filters) {
              const found = await ask(database, filter, spec, { transactionId });
              expect(ids(found)).toEqual(ids(await ask(bare, filter, spec, {})));
            }
            await bare.close();
            const before = await ask(database, {}, { _id: 1 }, { transactionId });
            await send(database, 'abortTransaction', { transactionId });
            expect(ids(before)).toEqual([...seen.keys()].sort());
          } finally {
            await database.close();
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
