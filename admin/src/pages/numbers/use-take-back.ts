import { computed, ref, shallowRef, watch } from 'vue';
import type { InputOf, ReclaimPlan } from '../../../../typings/api';
import { intervalsText, parseCount } from '../../format/numbers';
import { call, refusalOf, useOperation } from '../../service';
import type { Refusal } from '../../service';

const PAUSE = 300;

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
  const plan = shallowRef<ReclaimPlan | null>(null);
  /** Free with the child, from the first preview (of everything). */
  const free = ref<number | null>(null);
  const problem = shallowRef<Refusal | null>(null);
  const loading = ref(true);
  const operation = useOperation(ACTS[kind]);
  const word = kind === 'RECLAIM' ? '回收' : '交还';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  const countProblem = computed(() => {
    if (mode.value === 'all') return '';
    const count = parseCount(countText.value);
    if (count === null) return `请填写${word}个数。`;
    if (Number.isNaN(count) || count < 1) return '请填写不小于 1 的整数。';
    if (free.value !== null && count > free.value) return `最多可${word} ${free.value} 个。`;
    return '';
  });

  async function preview(): Promise<void> {
    asked += 1;
    const mine = asked;
    if (countProblem.value) {
      plan.value = null;
      loading.value = false;
      return;
    }
    loading.value = true;
    problem.value = null;
    try {
      const count = mode.value === 'all' ? undefined : parseCount(countText.value)!;
      const found = await call(PREVIEWS[kind], { ...given, count });
      if (mine !== asked) return;
      plan.value = found;
      free.value ??= found.from.before.free;
    } catch (error) {
      if (mine !== asked) return;
      plan.value = null;
      problem.value = refusalOf(error);
    } finally {
      if (mine === asked) loading.value = false;
    }
  }

  watch([mode, countText], () => {
    asked += 1;
    operation.clear();
    clearTimeout(timer);
    timer = setTimeout(() => void preview(), PAUSE);
  });
  void preview();

  /** P-4; for giving back in the same form. */
  const sentence = computed(() => {
    if (!plan.value) return '';
    const { count, intervals, from, to } = plan.value;
    const what = `${count} 个未使用编号（${intervalsText(intervals)}）`;
    return kind === 'RECLAIM'
      ? `将从 ${from.organization.name} 回收 ${what}，回收后返还给 ${to.organization.name}，确定吗？`
      : `将把 ${from.organization.name} 的 ${what}交还给 ${to.organization.name}，确定吗？`;
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
    const done = await operation.run({
      ...given,
      count,
      rev,
      reason: reason.value.trim() || undefined,
    } as InputOf<(typeof ACTS)[TakeBackKind]>);
    // Refused because the numbers moved meanwhile: what is confirmed next must be as they are now.
    if (!done && !operation.unknown) void preview();
    return done;
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
