import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COLLECTIONS } from '../../cloudfunctions/core/adapters/collections';
import { planQuery } from '../../local/cloud/database/plan';
import type { SortSpec } from '../../local/cloud/database/paths';
import type { Collection } from '../../local/cloud/database/schema';

/*
 * docs/indexes.md says which query each index is for: every declared index has one row, the planner takes that index for
 * that query, the files named ask that collection, and no file asks one by a field without being named.
 */

const USE_CASES = 'cloudfunctions/core/usecases';
/** Fields that hold lists. */
const LISTS = new Set(['path', 'terms', 'orgs', 'cover', 'openids', 'posts.orgId', 'posts.role']);

/** Asked by ranges of ids, or so small that nothing is gained. */
const WITHOUT = new Set(['claims', 'years', 'jobs']);

const CONDITIONS: Record<string, unknown> = {
  '=': 'a',
  in: { $in: ['a', 'b'] },
  all: { $all: ['a', 'b'] },
  '<': { $gt: 'a', $lt: 'b' },
};

const listed = (cell: string): string[] => (cell === '' ? [] : cell.split(', '));

const rows = readFileSync('docs/indexes.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| \w+\.\w+ \|/.test(line))
  .map((line) => {
    const [index = '', asks = '', order = '', files = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const filter = Object.fromEntries(
      listed(asks).map((text) => {
        const [field = '', sign = ''] = text.split(' ');
        return [field, CONDITIONS[sign]];
      }),
    );
    const sort: SortSpec = listed(order).map((field) =>
      field.startsWith('-') ? [field.slice(1), -1] : [field, 1],
    );
    const [collection = '', name = ''] = index.split('.');
    return { index, collection, name, filter, sort, files: listed(files) };
  });

/** As the local cloud has the declared indexes of a collection once there are documents with lists. */
function planned(name: string): Collection {
  const { indexes } = COLLECTIONS.find((one) => one.name === name)!;
  return {
    id: 1,
    name,
    indexes: indexes.map((index, i) => ({
      id: i + 2,
      name: index.name,
      keys: index.keys,
      unique: index.unique ?? false,
      multikey: index.keys.flatMap(([field], at) => (LISTS.has(field) ? [at] : [])),
    })),
  };
}

/** Collections that a file asks by something else than the id. */
function askedIn(path: string): string[] {
  const query =
    /\.(?:find|findJoined|count|countBy|removeWhere)\(\s*'(\w+)',\s*(\{\s*(_id\b|\}))?/g;
  const found = readFileSync(path, 'utf8').matchAll(query);
  return [...found].flatMap(([, collection, byId]) =>
    byId || WITHOUT.has(collection!) ? [] : [collection!],
  );
}

const files = readdirSync(USE_CASES, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/'));

describe('the table of the indexes', () => {
  it('has one row for each declared index and no other', () => {
    const declared = COLLECTIONS.flatMap(({ name, indexes }) =>
      indexes.map((index) => `${name}.${index.name}`),
    );
    expect(rows.map(({ index }) => index).toSorted()).toEqual(declared.toSorted());
  });

  it.each(rows)('$index serves its query', ({ collection, name, filter, sort }) => {
    expect(Object.values(filter)).not.toContain(undefined);
    // Among those that are equally good by their form this one is taken when the others are longer.
    const plan = planQuery(planned(collection), filter, sort, (index) => index?.name !== name);
    expect(plan.streams.map(({ index }) => index?.name)).toContain(name);
    expect(plan).toMatchObject({ bounded: true, sorted: true });
  });

  it.each(rows)('$index is asked for where the row says', ({ collection, files: named }) => {
    expect(named).not.toEqual([]);
    const others = named.filter((file) => {
      const path = join(USE_CASES, file);
      return !existsSync(path) || !readFileSync(path, 'utf8').includes(`'${collection}'`);
    });
    expect(others).toEqual([]);
  });

  it('names every file that asks a collection by its fields', () => {
    const missing = files.flatMap((file) =>
      askedIn(join(USE_CASES, file))
        .filter(
          (collection) =>
            !rows.some((row) => row.collection === collection && row.files.includes(file)),
        )
        .map((collection) => `${file} asks ${collection}`),
    );
    expect(missing).toEqual([]);
  });
});
