import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { count } from '../../cloudfunctions/core/domain/intervals';
import type { ActionName, InputOf } from '../../typings/api';
import { callHere, callUntilDeath } from '../support/in-process';
import { scenarios } from '../support/operations';
import type { TestCloud } from '../support/phones';
import {
  branch,
  committee,
  type Other,
  plantPlaces,
  type Scenario,
  sendPatiently,
  soundProof,
  waits,
  year,
} from '../support/places';

/** Enough for every place at which a call can die. */
const PLACES = 60;
/** A move has some fifty places to die at, and each needs people of its own. */
const PREPARING_MS = 240_000;

/*
 * A function can end between any two of its requests, and leaves its transaction open. The service ends it
 * after 30 s; here after 1 s, so that the test need not wait.
 */
describe.each(Object.keys(scenarios) as Array<keyof typeof scenarios>)(
  'death between any two requests of %s',
  (name) => {
    const scenario = scenarios[name] as Scenario<ActionName>;
    const { action, by, prepare, used, outcome } = scenario;
    let test: TestCloud;
    const prepared: Array<{ input: InputOf<ActionName>; other: Other }> = [];
    let dying: number[] = [];
    let undisturbed: { requests: number; died: boolean };

    beforeAll(async () => {
      test = await plantPlaces(PLACES, 1000);
      prepared.push(await prepare(test, 0));
      undisturbed = await dieAfter(0, Number.POSITIVE_INFINITY);
      dying = Array.from({ length: undisturbed.requests - 1 }, (_, at) => at + 1);
      for (const place of dying) prepared.push(await prepare(test, place));
    }, PREPARING_MS);
    afterAll(() => test.close());

    const opId = (place: number): string => `dying-${name}-${place}`;
    const dieAfter = (place: number, most: number) =>
      callUntilDeath(test, by(place), action, prepared[place]!.input, opId(place), most);

    it('it dies in as many places as it has requests', async () => {
      const { requests, died } = undisturbed;
      expect(died).toBe(false);
      expect(requests).toBeGreaterThan(7);
      expect(requests).toBeLessThanOrEqual(PLACES);
      const deaths = await Promise.all(dying.map((place) => dieAfter(place, place)));
      expect(deaths).toEqual(dying.map((place) => ({ requests: place, died: true })));
    });

    it('the next one on the same pool succeeds, sooner or later, and is told nothing but BUSY before', async () => {
      const others = dying.map((place) => prepared[place]!.other(test, `other-${name}-${place}`));
      expect((await Promise.all(others)).map(({ ok }) => ok)).toEqual(dying.map(() => true));
    });

    it('the same operation id again gives the one result, however often', async () => {
      const again = () =>
        Promise.all(
          [0, ...dying].map((place) =>
            sendPatiently(test, scenario, by(place), prepared[place]!.input, opId(place)),
          ),
        );
      const answers = await again();
      const outcomes = answers.map((answer) => (answer.ok ? outcome(answer.data) : answer.error));
      expect(outcomes).toEqual(outcomes.map(() => outcomes[0]));
      expect(await again()).toEqual(answers);
    });

    it('what belongs to it is stored as without a death', async () => {
      const stored = (place: number) => scenario.stored?.(test, place);
      const asWithout = await stored(0);
      for (const place of dying) expect([place, await stored(place)]).toEqual([place, asWithout]);
    });

    it('no number twice, none lost', async () => {
      for (const place of dying) {
        const ids = [committee(place), branch(place)].map((id) => `${year}-${id}`);
        const holdings = await test.database.getMany('holdings', ids);
        const sum = holdings.reduce((total, holding) => total + count(holding.used), 0);
        expect([place, sum]).toEqual([place, used]);
        const members = await test.database.find('members', { path: branch(place) });
        const numbers = members.flatMap(({ memberNumber }) => memberNumber ?? []);
        expect(new Set(numbers).size).toBe(used);
      }
      await soundProof(test);
    });
  },
);

describe('while a dead call still holds the pool', () => {
  let test: TestCloud;
  beforeAll(async () => {
    // Longer than any caller waits (12 s), shorter than the service's 30 s.
    test = await plantPlaces(2, 13_500);
  });
  afterEach(() => soundProof(test));
  afterAll(() => test.close());

  it('others are told BUSY, never EXHAUSTED or INTERNAL, and the same calls succeed when it is over', async () => {
    const [dying, waiting] = [await waits(test, 0), await waits(test, 0)];
    const pass = (registrationId: string) =>
      ({ registrationId, status: 'PENDING_COMMITTEE' }) as const;
    const { memberNumber } = await test.ok('province', 'review.pass', pass(await waits(test, 1)));
    expect(memberNumber).not.toBeNull();
    // After 9 requests the pool is claimed and the number made.
    await callUntilDeath(test, 'province', 'review.pass', pass(dying), 'dies-with-pool', 9);
    const calls = [
      (opId: string) => callHere(test, 'province-2', 'review.pass', pass(waiting), opId),
      (opId: string) =>
        callHere(
          test,
          'province-2',
          'numbering.allocate',
          { orgId: 'P', year, items: [{ orgId: 'K0', count: 1 }] },
          opId,
        ),
      (opId: string) =>
        callHere(test, 'province-2', 'numbering.reclaim', { orgId: 'K0', year, count: 1 }, opId),
      (opId: string) => callHere(test, 'province', 'review.pass', pass(dying), opId),
    ];
    const opIds = [
      'approve-meanwhile',
      'allocate-meanwhile',
      'reclaim-meanwhile',
      'dies-with-pool',
    ];
    const meanwhile = await Promise.all(calls.map((call, i) => call(opIds[i]!)));
    expect(meanwhile.map((answer) => (answer.ok ? 'OK' : answer.error.code))).toEqual(
      meanwhile.map(() => 'BUSY'),
    );
    for (const answer of meanwhile) {
      expect(answer).toMatchObject({ error: { message: expect.stringContaining('请稍后再试') } });
    }
    const later = await Promise.all(calls.map((call, i) => call(opIds[i]!)));
    expect(later.map((answer) => (answer.ok ? 'OK' : answer.error))).toEqual(later.map(() => 'OK'));
  });
});
