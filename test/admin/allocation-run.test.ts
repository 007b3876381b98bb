import { describe, expect, it } from '@jest/globals';
import { goOn, itemsOf, newRun } from '../../admin/src/pages/allocate/allocation-run';
import type { AllocationRun, RunNeeds } from '../../admin/src/pages/allocate/allocation-run';
import { Refusal } from '../../admin/src/service/refusal';
import type { AllocationItem, InputOf } from '../../typings/api';

const children = (count: number): AllocationItem[] =>
  Array.from({ length: count }, (_, index) => ({ orgId: `o${index}`, count: 1 }));
const given = { orgId: 'g', year: 2026, reason: '首批', startedAt: 1 };

/** A server that keeps what was done by opId, and a browser that keeps the run. */
function world(fail: (nth: number) => Refusal | null = () => null) {
  const done = new Map<string, string>();
  const sent: Array<{ opId: string; input: InputOf<'numbering.allocate'> }> = [];
  let ids = 0;
  let kept: AllocationRun | null = null;
  let stopped = false;
  const needs: RunNeeds = {
    preview: (items) => Promise.resolve(100 + Number(items[0]!.orgId.slice(1))),
    allocate: (input, opId) => {
      sent.push({ opId, input });
      const refusal = fail(sent.length);
      if (refusal && refusal.code !== 'NETWORK') return Promise.reject(refusal);
      const key = JSON.stringify(input);
      if (done.has(opId) && done.get(opId) !== key) {
        return Promise.reject(new Refusal('CONFLICT', '同一操作号内容不同'));
      }
      done.set(opId, key);
      return refusal ? Promise.reject(refusal) : Promise.resolve({});
    },
    newOpId: () => `op${(ids += 1)}`,
    keep: (run) => {
      kept = JSON.parse(JSON.stringify(run)) as AllocationRun;
    },
    stopped: () => stopped,
  };
  return {
    needs,
    sent,
    done,
    kept: () => kept!,
    stop: () => {
      stopped = true;
    },
    start: () => newRun(given, children(250), 7, needs.newOpId),
  };
}

describe('a long allocation', () => {
  it('is done in consecutive operations, each on a preview of its own', async () => {
    const { needs, sent, kept, start } = world();
    expect(await goOn(start(), needs)).toEqual({ kind: 'DONE' });
    expect(sent.map(({ input }) => [input.items.length, input.rev])).toEqual([
      [100, 7],
      [100, 200],
      [50, 300],
    ]);
    expect(itemsOf(kept(), true)).toHaveLength(250);
  });

  it('goes on after the browser died between sending and the answer, and serves nobody twice', async () => {
    const { needs, sent, done, kept, start } = world((nth) =>
      nth === 2 ? new Refusal('NETWORK', '断网') : null,
    );
    const end = await goOn(start(), needs);
    expect(end.kind).toBe('UNKNOWN');
    expect(kept().parts.map(({ state }) => state)).toEqual(['DONE', 'SENT', 'WAITING']);
    expect(await goOn(kept(), needs)).toEqual({ kind: 'DONE' });
    expect(sent[2]).toEqual(sent[1]);
    const served = [...done.values()].flatMap((text) =>
      (JSON.parse(text) as InputOf<'numbering.allocate'>).items.map(({ orgId }) => orgId),
    );
    expect(served).toEqual(children(250).map(({ orgId }) => orgId));
  });

  it('stops between two operations', async () => {
    const { needs, stop, kept, start, sent } = world();
    const keep = needs.keep;
    needs.keep = (run) => {
      keep(run);
      if (run.parts[0]!.state === 'DONE') stop();
    };
    expect(await goOn(start(), needs)).toEqual({ kind: 'STOPPED' });
    expect(sent).toHaveLength(1);
    expect(itemsOf(kept(), false)).toHaveLength(150);
  });

  it('after a refusal the part begins anew: another operation on another preview', async () => {
    const { needs, kept, start } = world((nth) =>
      nth === 1 ? new Refusal('CONFLICT', '编号已变动') : null,
    );
    const end = await goOn(start(), needs);
    expect(end).toMatchObject({ kind: 'REFUSED', items: { length: 100 } });
    expect(kept().parts[0]).toMatchObject({ state: 'WAITING', rev: null, opId: 'op4' });
    expect(await goOn(kept(), needs)).toEqual({ kind: 'DONE' });
  });

  it('a refused preview has sent nothing', async () => {
    const { needs, sent } = world();
    needs.preview = () => Promise.reject(new Refusal('NETWORK', '断网'));
    const run = newRun(given, children(3), null, needs.newOpId);
    expect((await goOn(run, needs)).kind).toBe('REFUSED');
    expect(sent).toEqual([]);
  });
});
