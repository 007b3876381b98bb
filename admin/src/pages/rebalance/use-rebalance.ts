import { computed, onMounted, ref, shallowRef } from 'vue';
import type { RebalancePlan, RebalanceStep } from '../../../../typings/api';
import { useQuery } from '../../components/use-query';
import { call, newOpId, refusalOf } from '../../service';
import type { Refusal } from '../../service';
import { useSession } from '../../stores/session';
import { planSteps, runSteps } from './plan-run';
import type { PlanStep } from './plan-run';

/** Moving idle numbers to where people wait: one plan, reviewed as a whole and run step by step. */
export function useRebalance() {
  const session = useSession();
  const query = useQuery();
  const orgId = query.text('org') || session.post!.organization.id;
  const year = Number(query.text('year')) || new Date().getFullYear();
  const plan = shallowRef<RebalancePlan | null>(null);
  const steps = shallowRef<PlanStep[]>([]);
  const problem = shallowRef<Refusal | null>(null);
  const loading = ref(false);
  const running = ref(false);
  const stopping = ref(false);

  async function read(): Promise<void> {
    loading.value = true;
    problem.value = null;
    try {
      const found = await call('numbering.rebalancePlan', { orgId, year });
      plan.value = found;
      steps.value = planSteps(found.steps, newOpId);
    } catch (error) {
      plan.value = null;
      problem.value = refusalOf(error);
    } finally {
      loading.value = false;
    }
  }
  onMounted(read);

  const done = computed(() => steps.value.filter(({ state }) => state === 'DONE').length);
  const halted = computed(
    () => steps.value.find(({ state }) => state === 'REFUSED' || state === 'UNKNOWN') ?? null,
  );
  const isDone = computed(() => steps.value.length > 0 && done.value === steps.value.length);
  const moved = computed(() => ({
    reclaims: plan.value?.steps.filter(({ kind }) => kind === 'RECLAIM').length ?? 0,
    allocations: plan.value?.steps.filter(({ kind }) => kind === 'ALLOCATE').length ?? 0,
    brought: plan.value?.served.reduce((sum, { brought }) => sum + brought, 0) ?? 0,
  }));

  function send(step: RebalanceStep, opId: string): Promise<unknown> {
    const reason = '编号调剂';
    if (step.kind === 'RECLAIM') {
      const { from, to, count } = step;
      const input = { orgId: from.id, parentId: to.id, year, count, reason };
      return call('numbering.reclaim', input, { opId });
    }
    const items = step.items.map(({ to, count }) => ({ orgId: to.id, count }));
    const input = { orgId: step.from.id, year, items, reason };
    return call('numbering.allocate', input, { opId });
  }

  async function run(most?: number): Promise<void> {
    if (running.value) return;
    running.value = true;
    stopping.value = false;
    await runSteps(
      steps.value,
      {
        send,
        changed: (changed) => {
          steps.value = changed;
        },
        stopped: () => stopping.value,
      },
      most,
    );
    running.value = false;
  }

  return {
    year,
    plan,
    steps,
    problem,
    loading,
    running,
    stopping,
    done,
    halted,
    isDone,
    moved,
    read,
    run,
    stop: () => {
      stopping.value = true;
    },
  };
}
