import type { RebalanceStep } from '../../../../typings/api';
import { refusalOf } from '../../service/refusal';
import type { Refusal } from '../../service/refusal';

/** A step of the plan on its way. UNKNOWN: it may have happened; it is asked for again under the same opId. */
export interface PlanStep {
  step: RebalanceStep;
  opId: string;
  state: 'WAITING' | 'RUNNING' | 'DONE' | 'REFUSED' | 'UNKNOWN';
  refusal: Refusal | null;
}

export const planSteps = (steps: readonly RebalanceStep[], newOpId: () => string): PlanStep[] =>
  steps.map((step) => ({ step, opId: newOpId(), state: 'WAITING', refusal: null }));

const OPEN_ENDED = new Set(['NETWORK', 'UNKNOWN', 'BUSY', 'INTERNAL']);

/**
 * Runs the steps that are not done, in order, at most `most` of them; stops at the first that is refused
 * or unknown, or when told to. Every later step needs the ones before it.
 */
export async function runSteps(
  start: readonly PlanStep[],
  needs: {
    send: (step: RebalanceStep, opId: string) => Promise<unknown>;
    changed: (steps: PlanStep[]) => void;
    stopped: () => boolean;
  },
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  let steps = [...start];
  const set = (index: number, change: Partial<PlanStep>): void => {
    steps = steps.map((step, at) => (at === index ? { ...step, ...change } : step));
    needs.changed(steps);
  };
  let ran = 0;
  for (const [index, { step, opId, state }] of start.entries()) {
    if (state === 'DONE') continue;
    if (ran >= most || needs.stopped()) return;
    ran += 1;
    set(index, { state: 'RUNNING', refusal: null });
    try {
      await needs.send(step, opId);
      set(index, { state: 'DONE' });
    } catch (error) {
      const refusal = refusalOf(error);
      set(index, { state: OPEN_ENDED.has(refusal.code) ? 'UNKNOWN' : 'REFUSED', refusal });
      return;
    }
  }
}

/** A step as a sentence: `从 0604团支部（5） 回收 20 个，返还 0604团总支`. */
export function stepWords(step: RebalanceStep): string {
  if (step.kind === 'RECLAIM')
    return `从 ${step.from.name} 回收 ${step.count} 个，返还 ${step.to.name}`;
  const [first] = step.items;
  return step.items.length === 1
    ? `${step.from.name} 分给 ${first!.to.name} ${step.count} 个`
    : `${step.from.name} 分给 ${first!.to.name} 等 ${step.items.length} 个下级，共 ${step.count} 个`;
}
