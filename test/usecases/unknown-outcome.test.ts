import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import type { Fault } from '../../local/cloud/database';
import type { ActionName, InputOf } from '../../typings/api';
import { scenarios } from '../support/operations';
import type { TestCloud } from '../support/phones';
import { plantPlaces, type Scenario, sendPatiently, soundProof } from '../support/places';

const commit = { action: 'database.commitTransaction' } as const;
/** Broken off after 20 ms, so that nobody has to wait as long as the SDK does. */
const FAULTS: ReadonlyArray<readonly [string, Fault]> = [
  ['a conflict at a holding', { action: 'database.modifyDocument', kind: 'conflict' }],
  ['a conflict at commit', { ...commit, kind: 'conflict' }],
  ['a commit without an answer that took effect', { ...commit, kind: 'timeout-after', ms: 20 }],
  ['a commit without an answer that did not', { ...commit, kind: 'timeout-before', ms: 20 }],
  ['a journal entry whose answer is lost', { action: 'database.insertDocument', kind: 'drop' }],
];

/* Whatever the database does in the middle of a call, the call answers what happened, and it happened once. */
describe.each(Object.keys(scenarios) as Array<keyof typeof scenarios>)('%s', (name) => {
  const scenario = scenarios[name] as Scenario<ActionName>;
  const { by, prepare, outcome } = scenario;
  let test: TestCloud;
  let expected: unknown;
  const inputs: Array<InputOf<ActionName>> = [];

  const send = async (place: number) => {
    const opId = `fault-${name}-${place}`;
    const answer = await sendPatiently(test, scenario, by(place), inputs[place]!, opId);
    return answer.ok ? outcome(answer.data) : answer.error;
  };

  beforeAll(async () => {
    test = await plantPlaces(1 + FAULTS.length);
    for (const place of [0, ...FAULTS.keys()].keys())
      inputs.push((await prepare(test, place)).input);
    expected = await send(0);
  });
  afterEach(() => test.cloud.database.faults.clear());
  afterAll(() => test.close());

  it.each(FAULTS.map(([words, fault], i) => [words, fault, i + 1] as const))(
    '%s: done once, and told so',
    async (_, fault, place) => {
      const entries = await test.database.count('journal', {});
      test.cloud.database.faults.add(fault);
      expect(await send(place)).toEqual(expected);
      expect(await test.database.count('journal', {})).toBe(entries + 1);
    },
  );

  it('nothing is lost', () => soundProof(test));
});
