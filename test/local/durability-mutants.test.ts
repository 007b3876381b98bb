/** Engines that are broken on purpose: `npm run durability -- --only mutants` lets the rounds find them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { mutated, MUTANTS } from '../../local/durability/mutants';

describe.each(MUTANTS)('the engine in which $what', (mutant) => {
  it('is made of the sources as they are now', () => {
    for (const { file, by } of mutant.changes) {
      expect(mutated(mutant, file, readFileSync(file, 'utf8'))).toContain(by);
    }
  });

  it('is not made of a source that has changed', () => {
    const { file } = mutant.changes[0]!;
    expect(() => mutated(mutant, file, 'export const engine = 1;')).toThrow('once expected in');
    expect(mutated(mutant, 'another.ts', 'export {};')).toBe('export {};');
  });
});
