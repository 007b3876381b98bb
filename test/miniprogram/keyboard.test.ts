import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { APP, filesIn } from './support/app-files';
import { elementsIn, readWxml } from './support/wxml';

/** Pixels kept clear between what is typed and the keyboard: a line of help or the button below the field. */
const CLEAR = 100;

/** The platform lifts the page by itself, only as far as the caret. */
describe('the keyboard covers nothing', () => {
  const fields = filesIn(APP)
    .filter((file) => file.endsWith('.wxml'))
    .flatMap((file) =>
      elementsIn(readWxml(readFileSync(file, 'utf8')))
        .filter(({ tag }) => /^(input|textarea|van-field)$/.test(tag))
        .map((element) => ({ ...element, where: `${file}:${element.line}` })),
    );

  it('is asked of every field', () => {
    expect(fields.length).toBeGreaterThan(12);
  });

  it('leaves the line below the field free', () => {
    const covered = fields.filter(
      ({ attributes }) => !(Number(attributes['cursor-spacing']) >= CLEAR),
    );
    expect(covered.map(({ where }) => where)).toEqual([]);
  });

  it('is never told not to lift the page', () => {
    const still = fields.filter(
      ({ attributes }) => attributes['adjust-position']?.includes('false') ?? false,
    );
    expect(still.map(({ where }) => where)).toEqual([]);
  });
});
