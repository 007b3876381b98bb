import { describe, expect, it } from '@jest/globals';
import { planSteps, runSteps, stepWords } from '../../admin/src/pages/rebalance/plan-run';
import type { PlanStep } from '../../admin/src/pages/rebalance/plan-run';
import { Refusal } from '../../admin/src/service/refusal';
import type { RebalanceStep } from '../../typings/api';

const at = (name: string) => ({ id: name, name, type: 'BRANCH' as const });
const reclaim: RebalanceStep = { kind: 'RECLAIM', from: at('（5）'), to: at('团总支'), count: 20 };
const allocate: RebalanceStep = {
  kind: 'ALLOCATE',
  from: at('团总支'),
  items: [
    { to: at('（3）'), count: 1 },
    { to: at('（4）'), count: 2 },
  ],
  count: 3,
};

function world(fail: (nth: number) => Refusal | null = () => null) {
  let ids = 0;
  let steps: PlanStep[] = planSteps([reclaim, allocate, reclaim], () => `op${(ids += 1)}`);
  const sent: string[] = [];
  let stopped = false;
  return {
    sent,
    steps: () => steps.map(({ state }) => state),
    stop: () => {
      stopped = true;
    },
    run: (most?: number) =>
      runSteps(
        steps,
        {
          send: (_, opId) => {
            sent.push(opId);
            const refusal = fail(sent.length);
            return refusal ? Promise.reject(refusal) : Promise.resolve();
          },
          changed: (changed) => {
            steps = changed;
          },
          stopped: () => stopped,
        },
        most,
      ),
  };
}

describe('running a plan of moves', () => {
  it('goes step by step, each under an opId of its own', async () => {
    const { run, steps, sent } = world();
    await run(1);
    expect(steps()).toEqual(['DONE', 'WAITING', 'WAITING']);
    await run();
    expect(steps()).toEqual(['DONE', 'DONE', 'DONE']);
    expect(sent).toEqual(['op1', 'op2', 'op3']);
  });

  it('stops at a refused step: the later ones need it', async () => {
    const { run, steps } = world((nth) =>
      nth === 2 ? new Refusal('EXHAUSTED', '可分配编号仅剩 1 个。') : null,
    );
    await run();
    expect(steps()).toEqual(['DONE', 'REFUSED', 'WAITING']);
  });

  it('asks again under the same opId after an unknown outcome', async () => {
    const { run, steps, sent } = world((nth) => (nth === 2 ? new Refusal('UNKNOWN', '') : null));
    await run();
    expect(steps()).toEqual(['DONE', 'UNKNOWN', 'WAITING']);
    await run();
    expect(steps()).toEqual(['DONE', 'DONE', 'DONE']);
    expect(sent).toEqual(['op1', 'op2', 'op2', 'op3']);
  });

  it('stops between two steps when told to', async () => {
    const { run, stop, sent } = world();
    stop();
    await run();
    expect(sent).toEqual([]);
  });

  it('says each step in words', () => {
    expect(stepWords(reclaim)).toBe('从 （5） 回收 20 个，返还 团总支');
    expect(stepWords(allocate)).toBe('团总支 分给 （3） 等 2 个下级，共 3 个');
    expect(stepWords({ ...allocate, items: [allocate.items[0]!], count: 1 })).toBe(
      '团总支 分给 （3） 1 个',
    );
  });
});
