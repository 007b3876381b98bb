import { computed, ref, shallowRef, watch } from 'vue';
import type { AllocationPlan, NumberRequest } from '../../../../typings/api';
import { intervalsText, parseCount } from '../../format/numbers';
import { call, refusalOf, useOperation } from '../../service';
import type { Refusal } from '../../service';

const PAUSE = 300;

/** Answering a request: all, a part, or nothing; what would be given is shown on both sides before. */
export function useDecision(given: { request: NumberRequest; grantorId: string }) {
  const { request } = given;
  const decision = ref<'ACCEPT' | 'REJECT'>('ACCEPT');
  const countText = ref(String(request.count));
  const reason = ref('');
  const plan = shallowRef<AllocationPlan | null>(null);
  const planProblem = shallowRef<Refusal | null>(null);
  const loading = ref(false);
  const operation = useOperation('numbering.decideRequest');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  const countProblem = computed(() => {
    if (decision.value === 'REJECT') return '';
    const count = parseCount(countText.value);
    if (count === null) return '请填写给出的个数。';
    if (Number.isNaN(count) || count < 1) return '请填写不小于 1 的整数。';
    return count > request.count ? `申请的是 ${request.count} 个，不能多于申请的。` : '';
  });
  const reasonProblem = computed(() =>
    reason.value.trim() ? '' : '请写明理由，申请的组织会看到。',
  );

  async function preview(): Promise<void> {
    asked += 1;
    const mine = asked;
    plan.value = null;
    planProblem.value = null;
    if (decision.value === 'REJECT' || countProblem.value) return;
    loading.value = true;
    try {
      const found = await call('numbering.previewAllocation', {
        orgId: given.grantorId,
        year: request.year,
        items: [{ orgId: request.organization.id, count: parseCount(countText.value)! }],
      });
      if (mine === asked) plan.value = found;
    } catch (error) {
      if (mine === asked) planProblem.value = refusalOf(error);
    } finally {
      if (mine === asked) loading.value = false;
    }
  }
  watch([decision, countText], () => {
    operation.clear();
    clearTimeout(timer);
    timer = setTimeout(() => void preview(), PAUSE);
  });
  void preview();

  const sentence = computed(() => {
    const { name } = request.organization;
    if (decision.value === 'REJECT')
      return `将不同意 ${name} 补充 ${request.count} 个编号的申请，编号不变，确定吗？`;
    const item = plan.value?.items[0];
    return item
      ? `将分配 ${item.count} 个编号给 ${name}（${intervalsText(item.intervals)}），确定提交吗？`
      : '';
  });

  async function submit() {
    if (countProblem.value || reasonProblem.value) return null;
    return operation.run({
      requestId: request.id,
      version: request.version,
      decision: decision.value,
      count: decision.value === 'ACCEPT' ? parseCount(countText.value)! : undefined,
      reason: reason.value.trim(),
    });
  }

  return {
    decision,
    countText,
    countProblem,
    reason,
    reasonProblem,
    plan,
    planProblem,
    loading,
    operation,
    preview,
    sentence,
    submit,
  };
}
