import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ACCESS } from '../../cloudfunctions/core/usecases/access';
import type { ActionName } from '../../typings/api';
import { startTestCloud, type TestCloud } from '../support/phones';
import { sampleInputs } from '../support/samples';
import { everythingStored } from '../support/snapshot';
import { addPerson, plantTree, TREE_0604 } from '../support/tree';

const actions = Object.keys(ACCESS) as ActionName[];
const nothing = {
  registrationId: 'none',
  memberId: 'none',
  correctionId: 'none',
  importId: 'none',
  postId: 'none',
  entryId: 'none',
  requestId: 'none',
};
const inputs: Record<string, unknown> = sampleInputs(nothing);

/** Every value that is not text, in place of a text; and text or objects in place of everything else. */
const WRONG = [null, {}, [], { $gt: '' }, { $ne: null }, 1.5, true, '', 'x'.repeat(5000)];

/** Inputs that differ from a good one in one place. */
function damaged(good: Record<string, unknown>): Array<{ why: string; input: unknown }> {
  const wrong = Object.entries(good).flatMap(([field, value]) =>
    WRONG.filter((other) => typeof other !== typeof value || typeof value === 'string')
      .filter(
        (other) =>
          !(other === true && value === true) &&
          !(typeof value === 'number' && typeof other === 'number' && Number.isInteger(other)),
      )
      .filter((other) => !(Array.isArray(value) && Array.isArray(other) && value.length === 0))
      .map((other) => ({
        why: `${field} = ${JSON.stringify(other)?.slice(0, 40)}`,
        input: { ...good, [field]: other },
      })),
  );
  return [
    { why: 'text', input: 'text' },
    { why: 'a list', input: [good] },
    { why: 'a number', input: 7 },
    { why: 'a field nobody knows', input: { ...good, isAdmin: true } },
    { why: '__proto__', input: JSON.parse(`{"__proto__": {"admin": true}, "extra": 1}`) },
    ...wrong,
  ];
}

/** What looks damaged and is not: the children of nothing are the root. */
const VALID = new Set(['organization.children parentId = null']);

describe('bad input', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, 'province', 'P');
  });
  afterAll(() => test.close());

  it.each(actions)('%s: a Chinese sentence with the field, nothing written', async (action) => {
    const before = await everythingStored(test);
    for (const { why, input } of damaged(inputs[action] as Record<string, unknown>)) {
      if (VALID.has(`${action} ${why}`)) continue;
      const { answer } = await test.call('province', action, input as never);
      expect([why, answer.ok]).toEqual([why, false]);
      if (answer.ok) continue;
      expect([why, answer.error.code]).not.toEqual([why, 'INTERNAL']);
      expect(answer.error.message).toMatch(/[\u4e00-\u9fff]/);
      if (answer.error.code === 'INVALID') {
        expect(Object.values(answer.error.details?.fields ?? { '': '' }).join('')).not.toMatch(
          /[a-z]{4}/i,
        );
      }
    }
    expect(await everythingStored(test)).toBe(before);
  });

  it('a write without an operation id is refused', async () => {
    const { result } = await test.cloud.invoke({
      name: 'numbering',
      event: { action: 'numbering.defineRange', input: inputs['numbering.defineRange'] },
      caller: { kind: 'phone', openid: 'province' },
    });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'INVALID', details: { fields: { opId: expect.any(String) } } },
    });
  });

  it('an action that does not exist is refused in words', async () => {
    const { result } = await test.cloud.invoke({
      name: 'numbering',
      event: { action: 'numbering.giveMeAll', input: {} },
      caller: { kind: 'phone', openid: 'province' },
    });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'INVALID', message: expect.stringContaining('没有这个功能') },
    });
  });
});
