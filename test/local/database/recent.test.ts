import { describe, expect, it } from '@jest/globals';

import { RecentDocuments } from '../../../local/cloud/database/recent';
import type { Collection } from '../../../local/cloud/database/schema';
import { StoredDocument } from '../../../local/cloud/database/stored';

const people = { id: 1, name: 'people', indexes: [] } as unknown as Collection;
const others = { ...people, id: 2, name: 'others' };

const text = (n: number): string => `{"_id":"a","n":{"$numberInt":"${n}"}}`;

describe('documents used lately', () => {
  it('the same text is the same decoded document, another text another one', () => {
    const recent = new RecentDocuments();
    const first = recent.of(people, 'a', text(1));
    expect(recent.of(people, 'a', text(1))).toBe(first);
    expect(recent.of(people, 'a', text(2)).document).toEqual({ _id: 'a', n: 2 });
    expect(recent.of(people, 'a', text(1)).document).toEqual({ _id: 'a', n: 1 });
  });

  it('documents of two collections with one _id are kept apart', () => {
    const recent = new RecentDocuments();
    const here = recent.of(people, 'a', text(1));
    expect(recent.of(others, 'a', text(1))).not.toBe(here);
  });

  it('what was written is not decoded again', () => {
    const recent = new RecentDocuments();
    const stored = StoredDocument.of({ _id: 'a', n: 1 });
    recent.keep(people, stored);
    expect(recent.of(people, stored.id, stored.text)).toBe(stored);
  });

  it('the one used longest ago goes when there is too much text', () => {
    const recent = new RecentDocuments(2 * text(1).length);
    const [a, b] = ['a', 'b'].map((id) => recent.of(people, id, text(1)));
    expect(recent.of(people, 'a', text(1))).toBe(a);
    recent.of(people, 'c', text(1));
    expect(recent.of(people, 'a', text(1))).toBe(a);
    expect(recent.of(people, 'b', text(1))).not.toBe(b);
  });
});
