import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

import { GUIDE } from '../support/guide';

/*
 * Every section of the guide is walked sentence by sentence in test/e2e, to its last sentence.
 */

const WALKS = join('test', 'e2e');
const files = readdirSync(WALKS)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(WALKS, name), 'utf8'));
const found = (pattern: RegExp): string[] =>
  files.flatMap((text) => [...text.matchAll(pattern)].map(([all, section]) => section ?? all));

describe('the guide', () => {
  it('has a walk for each section, and one only', () => {
    expect(found(/sentenceBySentence\(GUIDE\.(\w+)\)/g).sort()).toEqual(Object.keys(GUIDE).sort());
  });

  it('is walked to the end of each', () => {
    expect(found(/^ +end\(\);$/gm)).toHaveLength(Object.keys(GUIDE).length);
  });
});
