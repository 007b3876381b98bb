import { computed, ref } from 'vue';
import type { NumberRequest } from '../../../../typings/api';
import { usePreviewedOperation } from '../../components/use-previewed-operation';
import { usePrompts } from '../../components/use-prompts';
import { intervalsText, parseCount } from '../../format/numbers';
import { call, useOperation } from '../../service';

/** Answering a request: all, a part, or nothing; what would be given is shown on both sides before. */
export function useDecision(given: { request: NumberRequest; grantorId: string }) {
  const { request } = given;
  const decision = ref<'ACCEPT' | 'REJECT'>('ACCEPT');
  const countText = ref(String(request.count));
  const reason = ref('');
  const operation = useOperation('numbering.decideRequest');
  const prompt = usePrompts();

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

  const { plan, problem, loading, preview, run } = usePreviewedOperation(
    operation,
    () =>
      decision.value === 'REJECT' || countProblem.value
        ? null
        : {
            orgId: given.grantorId,
            year: request.year,
            items: [{ orgId: request.organization.id, count: parseCount(countText.value)! }],
          },
    (asked) => call('numbering.previewAllocation', asked),
  );
  void preview();

  const sentence = computed(() => {
    const { name } = request.organization;
    if (decision.value === 'REJECT')
      return `将不同意 ${name} 补充 ${request.count} 个编号的申请，编号不变，确定吗？`;
    const item = plan.value?.items[0];
    return item
      ? prompt('P-2', { 个数: item.count, 组织: name, 区间: intervalsText(item.intervals) })
      : '';
  });

  async function submit() {
    if (countProblem.value || reasonProblem.value) return null;
    return run({
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
    problem,
    loading,
    operation,
    preview,
    sentence,
    submit,
  };
}
