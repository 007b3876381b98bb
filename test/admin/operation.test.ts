import { describe, expect, it } from '@jest/globals';
import type { CallAction } from '../../admin/src/service/client';
import { createOperation } from '../../admin/src/service/operation';
import { Refusal } from '../../admin/src/service/refusal';

function made(outcomes: Array<Refusal | object>) {
  const sent: Array<{ input: unknown; opId: string | undefined }> = [];
  const call = (async (_action: string, input: unknown, options?: { opId?: string }) => {
    sent.push({ input, opId: options?.opId });
    const outcome = outcomes.shift();
    if (outcome instanceof Refusal) throw outcome;
    return outcome;
  }) as CallAction;
  let ids = 0;
  const operation = createOperation(call, () => `op-${(ids += 1)}`, 'numbering.reclaim');
  return { operation, sent };
}

const input = { orgId: 'o', year: 2020 };
const done = { message: '回收成功', moved: [] };

describe('an operation of a form', () => {
  it('keeps its opId while the same input is sent again after a refusal', async () => {
    const { operation, sent } = made([new Refusal('BUSY', '请稍候'), done]);
    expect(await operation.run(input)).toBeNull();
    expect(operation.error?.code).toBe('BUSY');
    expect(await operation.run(input)).toEqual(done);
    expect(sent.map(({ opId }) => opId)).toEqual(['op-1', 'op-1']);
    expect(operation.error).toBeNull();
  });

  it('is a new intent when the input was changed after a known refusal', async () => {
    const { operation, sent } = made([new Refusal('INVALID', '请改'), done]);
    await operation.run(input);
    await operation.run({ ...input, count: 3 });
    expect(sent.map(({ opId }) => opId)).toEqual(['op-1', 'op-2']);
  });

  it('is a new intent after it was done', async () => {
    const { operation, sent } = made([done, done]);
    await operation.run(input);
    await operation.run(input);
    expect(sent.map(({ opId }) => opId)).toEqual(['op-1', 'op-2']);
  });

  it.each(['NETWORK', 'UNKNOWN'] as const)(
    'after %s asks for the first input only, until its outcome is known',
    async (code) => {
      const { operation, sent } = made([new Refusal(code, '？'), done]);
      await operation.run(input);
      expect(operation.unknown).toBe(true);
      expect(operation.error?.message).toContain('结果未知，正在核对');
      operation.clear();
      expect(operation.error).not.toBeNull();
      expect(await operation.run({ ...input, count: 3 })).toBeNull();
      expect(sent).toHaveLength(1);
      expect(await operation.checkAgain()).toEqual(done);
      expect(sent[1]).toEqual({ input, opId: 'op-1' });
      expect(operation.unknown).toBe(false);
    },
  );

  it('gives the text of the server for a field', async () => {
    const { operation } = made([
      new Refusal('INVALID', '请改', { fields: { 'items.3.count': '太多' } }),
    ]);
    await operation.run(input);
    expect(operation.fieldError('items.3.count')).toBe('太多');
    expect(operation.fieldError('items.2.count')).toBe('');
  });

  it('takes a mistake of the page for one, not for an unknown outcome', async () => {
    const { operation } = made([]);
    const broken = createOperation(
      (async () => {
        throw new TypeError('bug');
      }) as CallAction,
      () => 'op',
      'numbering.reclaim',
    );
    await broken.run(input);
    expect(broken.error?.code).toBe('INTERNAL');
    expect(broken.unknown).toBe(false);
    expect(operation.running).toBe(false);
  });
});
