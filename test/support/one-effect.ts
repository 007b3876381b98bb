import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Fault } from '../../local/cloud/database';
import type { ActionName, Answer, InputOf, OutputOf } from '../../typings/api';
import { callPatiently, callUntilDeath } from './in-process';
import type { TestCloud } from './phones';
import { dataOf, plantPlaces } from './places';

/** A write, prepared as often as it takes, each time at a place of its own (places.ts). */
export interface Deed<A extends ActionName = ActionName> {
  action: A;
  /** What has to be there before; gives the call. */
  prepare(test: TestCloud, place: number): Promise<{ by: string; input: InputOf<A> }>;
  /** What is stored afterwards, the same at every place. */
  stored(test: TestCloud, place: number, input: InputOf<A>): Promise<unknown>;
  /** The same operation with another input; left out where an input has nothing else to say. */
  other?: Partial<InputOf<A>>;
  /** It changes a document that there is only one of: places take turns. */
  takesTurns?: boolean;
  /** It ends the caller's sign-in, so that whoever asks again is a stranger. */
  endsSignIn?: boolean;
}

/** Lets the types of each deed be those of its action. */
export const deed = <A extends ActionName>(one: Deed<A>): Deed => one as unknown as Deed;

let calls = 0;

/** A call that has to succeed, sent in the test's own process: what prepares a place. */
export const done = async <A extends ActionName>(
  test: TestCloud,
  by: string,
  action: A,
  input: InputOf<A>,
): Promise<OutputOf<A>> =>
  dataOf(await callPatiently(test, by, action, input, `prepares-${calls++}`));

/** What the database may do in the middle of a call; broken off after 20 ms, so that nobody has to wait. */
const FAULTS: readonly Fault[] = [
  { action: 'database.commitTransaction', kind: 'conflict' },
  { action: 'database.commitTransaction', kind: 'timeout-after', ms: 20 },
  { action: 'database.commitTransaction', kind: 'timeout-before', ms: 20 },
  { action: 'database.insertDocument', kind: 'drop' },
];

/** At least as many as any of them has requests. */
const MOST_REQUESTS = 26;
/** Beside those to die at, one that is left alone, one for each fault, and two for what is sent thrice. */
const PLACES = MOST_REQUESTS + 1 + FAULTS.length + 2;
/** Calls that are on their way at the same time. */
const AT_ONCE = 8;

async function eachOf<T>(places: readonly number[], work: (place: number) => Promise<T>) {
  const found: T[] = [];
  for (let from = 0; from < places.length; from += AT_ONCE) {
    found.push(...(await Promise.all(places.slice(from, from + AT_ONCE).map(work))));
  }
  return found;
}

async function entries(test: TestCloud): Promise<number[]> {
  return [await test.database.count('journal', {}), await test.database.count('audit', {})];
}

/**
 * Tests that any write has to pass: a function may end between any two of its requests, the same call may come three
 * times at once, the answer to a commit may be lost, and nothing is done twice or by halves.
 */
export function describeOneEffect(title: string, deeds: Readonly<Record<string, Deed>>): void {
  describe.each(Object.keys(deeds))(`${title}: %s`, (name) => {
    const { action, prepare, stored, other, takesTurns, endsSignIn } = deeds[name]!;
    let test: TestCloud;
    // Transactions of the dead end by themselves after 1 s.
    beforeAll(async () => {
      test = await plantPlaces(PLACES, 1000);
    });
    afterAll(() => test.close());

    const prepared = new Map<number, { by: string; input: InputOf<ActionName> }>();
    const ready = async (place: number) => void prepared.set(place, await prepare(test, place));
    const opId = (place: number) => `one-effect-${place}`;
    const send = (place: number, input = prepared.get(place)!.input) =>
      callPatiently(test, prepared.get(place)!.by, action, input, opId(place));
    const dieAfter = (place: number, most: number) => {
      const { by, input } = prepared.get(place)!;
      return callUntilDeath(test, by, action, input, opId(place), most);
    };
    const writtenSince = async (before: number[]) =>
      (await entries(test)).map((count, i) => count - before[i]!);
    const storedAt = (place: number) => stored(test, place, prepared.get(place)!.input);
    const isFine = (answer: Answer<unknown>): boolean =>
      answer.ok || (endsSignIn === true && answer.error.code === 'UNAUTHENTICATED');

    it('dead between any two requests and sent again: as without a death', async () => {
      await ready(0);
      const before = await entries(test);
      const { requests, died } = await dieAfter(0, Number.POSITIVE_INFINITY);
      expect([died, requests > 2, requests <= MOST_REQUESTS]).toEqual([false, true, true]);
      const written = await writtenSince(before);
      const asWithout = await storedAt(0);
      const dying = Array.from({ length: requests - 1 }, (_, at) => at + 1);
      let deaths = 0;
      for (const group of takesTurns ? dying.map((place) => [place]) : [dying]) {
        await eachOf(group, ready);
        const start = await entries(test);
        const ends = await eachOf(group, (place) => dieAfter(place, place));
        deaths += ends.filter((end) => end.died).length;
        const answers = await eachOf(group, (place) => send(place));
        expect(answers.filter((answer) => !isFine(answer))).toEqual([]);
        expect(await writtenSince(start)).toEqual(written.map((count) => count * group.length));
        for (const place of group)
          expect([place, await storedAt(place)]).toEqual([place, asWithout]);
      }
      // The first of all makes what the others find, as totals.
      expect(deaths).toBeGreaterThan(dying.length - 5);
    });

    it('sent three times at once and once more: one answer, one effect; with another input refused', async () => {
      const [single, thrice] = [PLACES - 2, PLACES - 1];
      await ready(single);
      const start = await entries(test);
      expect(isFine(await send(single))).toBe(true);
      const asOnce = [await writtenSince(start), await storedAt(single)];
      await ready(thrice);
      const again = await entries(test);
      const [first, ...rest] = await Promise.all([0, 1, 2].map(() => send(thrice)));
      rest.push(await send(thrice));
      if (endsSignIn) expect([first!, ...rest].every(isFine)).toBe(true);
      else expect(rest).toEqual([first, first, first]);
      expect([await writtenSince(again), await storedAt(thrice)]).toEqual(asOnce);
      if (!other) return;
      const changed = { ...prepared.get(thrice)!.input, ...other } as InputOf<ActionName>;
      expect(await send(thrice, changed)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    });

    it('whatever the database answers to a commit: done once, and told so', async () => {
      let asWithout: unknown;
      for (const [i, fault] of [null, ...FAULTS].entries()) {
        const place = MOST_REQUESTS + i;
        await ready(place);
        const start = await entries(test);
        if (fault) test.cloud.database.faults.add(fault);
        expect([fault, isFine(await send(place))]).toEqual([fault, true]);
        test.cloud.database.faults.clear();
        const found = [await writtenSince(start), await storedAt(place)];
        asWithout ??= found;
        expect([fault, found]).toEqual([fault, asWithout]);
      }
    });
  });
}
