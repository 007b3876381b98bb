import { computed, ref, watch } from 'vue';
import type { InputOf } from '../../../../typings/api';
import { usePreviewedOperation } from '../../components/use-previewed-operation';
import { usePrompts } from '../../components/use-prompts';
import { intervalsText, parseCount } from '../../format/numbers';
import { call, useOperation } from '../../service';

/** RECLAIM: the parent takes back; GIVE_BACK: the holder itself gives back, and says why. */
export type TakeBackKind = 'RECLAIM' | 'GIVE_BACK';

const PREVIEWS = {
  RECLAIM: 'numbering.previewReclaim',
  GIVE_BACK: 'numbering.previewGiveBack',
} as const;
const ACTS = { RECLAIM: 'numbering.reclaim', GIVE_BACK: 'numbering.giveBack' } as const;

/** Numbers on their way from a child to its parent: all that is free, or the top n of it. */
export function useTakeBack(kind: TakeBackKind, given: { orgId: string; year: number }) {
  const mode = ref<'all' | 'count'>('all');
  const countText = ref('');
  const reason = ref('');
  /** Free with the child, from the first preview (of everything). */
  const free = ref<number | null>(null);
  const operation = useOperation(ACTS[kind]);
  const word = kind === 'RECLAIM' ? '回收' : '交还';

  const countProblem = computed(() => {
    if (mode.value === 'all') return '';
    const count = parseCount(countText.value);
    if (count === null) return `请填写${word}个数。`;
    if (Number.isNaN(count) || count < 1) return '请填写不小于 1 的整数。';
    if (free.value !== null && count > free.value) return `最多可${word} ${free.value} 个。`;
    return '';
  });

  const { plan, problem, loading, preview, run } = usePreviewedOperation(
    operation,
    () =>
      countProblem.value
        ? null
        : { ...given, count: mode.value === 'all' ? undefined : parseCount(countText.value)! },
    (asked) => call(PREVIEWS[kind], asked),
  );
  watch(plan, (found) => {
    if (found) free.value ??= found.from.before.free;
  });
  void preview();

  const prompt = usePrompts();
  /** P-4; for giving back in the same form. */
  const sentence = computed(() => {
    if (!plan.value) return '';
    const { count, intervals, from, to } = plan.value;
    const which = intervalsText(intervals);
    const [org, parent] = [from.organization.name, to.organization.name];
    return kind === 'RECLAIM'
      ? prompt('P-4', { 个数: count, 区间: which, 组织: org, 上级: parent })
      : `将把 ${org} 的 ${count} 个未使用编号（${which}）交还给 ${parent}，确定吗？`;
  });
  const reasonProblem = computed(() =>
    kind === 'GIVE_BACK' && !reason.value.trim() ? '请写明交还的事由。' : '',
  );

  /** How many can be taken so that everybody waiting in the child still gets a number. */
  const spareCount = computed(() => {
    if (!plan.value) return null;
    const { from } = plan.value;
    const spare = from.before.free - from.waiting;
    return from.waiting > 0 && from.after.free < from.waiting && spare > 0 ? spare : null;
  });

  function keepForWaiting(): void {
    mode.value = 'count';
    countText.value = String(spareCount.value);
  }

  async function submit() {
    if (!plan.value || countProblem.value || reasonProblem.value) return null;
    const { count, rev } = plan.value;
    return run({
      ...given,
      count,
      rev,
      reason: reason.value.trim() || undefined,
    } as InputOf<(typeof ACTS)[TakeBackKind]>);
  }

  return {
    mode,
    countText,
    countProblem,
    reason,
    reasonProblem,
    word,
    plan,
    free,
    problem,
    loading,
    operation,
    preview,
    sentence,
    spareCount,
    keepForWaiting,
    submit,
  };
}
