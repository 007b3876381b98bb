import { expect, it } from '@jest/globals';

/** How the guide numbers its points. */
const MARKER = /^(?:（\d+）|\d\)|[a-z]\)|[ivx]+\.|·)\s*/;

/**
 * The sentences of a section of the guide, word for word and in its order. Headings and the words below its
 * pictures, which have neither comma nor full stop, are none.
 */
export function sentencesOf(section: string): string[] {
  return section
    .split('\n')
    .flatMap((line) => line.replace(MARKER, '').match(/[^。]+(?:。）?|$)/g) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[，。]/.test(sentence));
}

/**
 * Tests that go through a section of the guide, one for each sentence: `step` takes the next sentence and how it
 * is walked; `end` stands behind the last one. What comes after a step that failed is not tried. Throws Error when a sentence is left out or changed.
 */
export function sentenceBySentence(section: string) {
  const left = sentencesOf(section);
  let stopped: string | undefined;
  return {
    step(sentence: string, walk: () => Promise<void>): void {
      const next = left.shift();
      if (sentence !== next) throw new Error(`the guide goes on with “${next}”`);
      it(sentence, async () => {
        if (stopped) throw new Error(`the walk ended at “${stopped}”`);
        stopped = sentence;
        await walk();
        stopped = undefined;
      });
    },
    end(): void {
      it('every sentence of the section was walked', () => {
        expect(left).toEqual([]);
      });
    },
  };
}
