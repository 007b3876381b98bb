/** Which of several indexes, or of several values, a query is looked up by. */
import { describe, expect, it } from '@jest/globals';
import { component } from '../../../local/cloud/database/keys';
import { planQuery, type Exceeds } from '../../../local/cloud/database/plan';
import { prefixOf, type Collection, type Index } from '../../../local/cloud/database/schema';

const terms: Index = { id: 2, name: 'terms', keys: [['terms', 1]], unique: false, multikey: [0] };
const path: Index = {
  id: 3,
  name: 'path',
  keys: [
    ['path', 1],
    ['_id', 1],
  ],
  unique: false,
  multikey: [0],
};
const organizations: Collection = { id: 1, name: 'organizations', indexes: [terms, path] };

const startOf = (index: Index, value: string): Buffer =>
  Buffer.concat([prefixOf(index.id), component(value)]);

/** Ranges that begin with these keys are so long, others have nothing. */
const lengths =
  (...known: Array<[Buffer, number]>): Exceeds =>
  (_, { from }, most) =>
    known.some(([start, length]) => start.equals(from) && length > most);

describe('the plan of a query', () => {
  const common = startOf(terms, '中学');
  const rare = startOf(terms, '鼓楼');
  const place = startOf(path, '0604');

  const beginningOf = (filter: Record<string, unknown>, exceeds: Exceeds): Buffer => {
    const { streams } = planQuery(organizations, filter, [], exceeds);
    return streams[0]!.ranges[0]!.from;
  };

  it.each([['中学', '鼓楼'] as const, ['鼓楼', '中学'] as const])(
    'looks the rarest of several values up, whatever their order (%s, %s)',
    (...values) => {
      const exceeds = lengths([common, 90_000], [rare, 900]);
      expect(beginningOf({ terms: { $all: values } }, exceeds)).toEqual(rare);
    },
  );

  it('takes the index in which fewer documents come into question', () => {
    const filter = { terms: { $all: ['中学', '鼓楼'] }, path: '0604' };
    const wide = lengths([common, 90_000], [rare, 9000], [place, 20_000]);
    expect(beginningOf(filter, wide)).toEqual(rare);
    const narrow = lengths([common, 90_000], [rare, 9000], [place, 400]);
    expect(beginningOf(filter, narrow)).toEqual(place);
  });

  it('takes the first of those that are all very long', () => {
    const exceeds = lengths([common, 1e6], [rare, 1e6]);
    expect(beginningOf({ terms: { $all: ['中学', '鼓楼'] } }, exceeds)).toEqual(common);
  });
});
