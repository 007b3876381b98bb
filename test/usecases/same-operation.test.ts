import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ActionName, InputOf } from '../../typings/api';
import { scenarios } from '../support/operations';
import type { TestCloud } from '../support/phones';
import { plantPlaces, type Scenario, sendPatiently, soundProof } from '../support/places';
import { everythingStored } from '../support/snapshot';

/** The same operation with another input, which must not be taken for it. */
const otherInput: { [K in keyof typeof scenarios]: Record<string, unknown> } = {
  approve: { coverChecked: true },
  allocate: { reason: '另一次分配' },
  reclaim: { count: 1 },
  giveBack: { count: 1 },
  newRange: { note: '另一个区间' },
  shrink: { count: 5 },
  undo: { reason: '另一个原因' },
  decideRequest: { count: 1 },
  appoint: { coverChecked: true },
  decideCorrection: { disposal: 'VOID' },
  move: { reason: '另一个原因' },
  close: { reason: '另一个原因' },
};
/** Operations that somebody else can do once more, on purpose. */
const REPEATABLE = new Set(['allocate', 'reclaim']);

/* The operation id is the caller's own: it makes a call happen once, and never stands for somebody else's. */
describe.each(Object.keys(scenarios) as Array<keyof typeof scenarios>)('%s', (name) => {
  const scenario = scenarios[name] as Scenario<ActionName>;
  const { by, prepare, outcome } = scenario;
  const another = by(0) === 'province' ? 'province-2' : 'province';
  const opId = `same-operation-${name}`;
  let test: TestCloud;
  const inputs: Array<InputOf<ActionName>> = [];

  beforeAll(async () => {
    test = await plantPlaces(2);
    for (const place of [0, 1]) inputs.push((await prepare(test, place)).input);
  });
  afterAll(() => test.close());

  const send = (input: InputOf<ActionName>, who = by(0), id = opId) =>
    sendPatiently(test, scenario, who, input, id);

  it('sent three times at once under one operation id, and once more: one result, one effect', async () => {
    const once = await send(inputs[1]!, by(1), `${opId}-before`);
    const [first, ...rest] = await Promise.all([0, 1, 2].map(() => send(inputs[0]!)));
    expect(first?.ok && once.ok && outcome(first.data)).toEqual(once.ok && outcome(once.data));
    expect(rest).toEqual([first, first]);
    const stored = await everythingStored(test);
    expect(await send(inputs[0]!)).toEqual(first);
    expect(await everythingStored(test)).toBe(stored);
  });

  it('with the same operation id and another input: refused, nothing changes', async () => {
    const stored = await everythingStored(test);
    const changed = { ...inputs[0], ...otherInput[name] } as InputOf<ActionName>;
    expect(await send(changed)).toMatchObject({
      ok: false,
      error: { code: 'CONFLICT', message: expect.stringContaining('内容与先前同一操作不一致') },
    });
    expect(await everythingStored(test)).toBe(stored);
  });

  it('with the operation id of somebody else: an operation of its own', async () => {
    const before = await test.database.count('journal', {});
    const answer = await send(inputs[0]!, another);
    const written = (await test.database.count('journal', {})) - before;
    expect([answer.ok, written]).toEqual(REPEATABLE.has(name) ? [true, 1] : [false, 0]);
    await soundProof(test);
  });
});
