import { computed, reactive, ref, shallowRef, watch } from 'vue';
import type { AllocationItem, OrganizationNode, Overview } from '../../../../typings/api';
import { usePreview } from '../../components/use-preview';
import { usePrompts } from '../../components/use-prompts';
import { FIRST_YEAR } from '../../components/use-year';
import { intervalsText, parseCount } from '../../format/numbers';
import { call, refusalOf } from '../../service';
import type { Refusal } from '../../service';
import { itemsOf } from './allocation-run';
import { batchesOf, fillByLastYear, fillByWaiting, fillEqually, problemsByItem } from './fill';
import { useAllocationRun } from './use-allocation-run';

const PAGE = 200;

export type FillRule = 'equal' | 'waiting' | 'lastYear';
const FILLS = { equal: fillEqually, waiting: fillByWaiting, lastYear: fillByLastYear };

/** Handing numbers to direct children: counts by child, live preview, one submit. */
export function useAllocate(given: { orgId: string; year: number }) {
  const grantor = shallowRef<Overview | null>(null);
  const children = shallowRef<OrganizationNode[]>([]);
  /** Assigned last year by child; null while not known, or where the system gave no numbers that year. */
  const lastYear = shallowRef<Map<string, number> | null>(null);
  const problem = shallowRef<Refusal | null>(null);
  const counts = reactive(new Map<string, string>());
  const reason = ref('');
  const work = useAllocationRun(given);
  const prompt = usePrompts();
  let previewed: AllocationItem[] = [];

  async function read(): Promise<void> {
    problem.value = null;
    try {
      const [overview, nodes] = await Promise.all([
        call('numbering.overview', given),
        readChildren(given.year),
      ]);
      grantor.value = overview;
      children.value = nodes;
    } catch (error) {
      problem.value = refusalOf(error);
    }
  }

  /** Nobody waits for it: the page is whole without last year. */
  async function readLastYear(): Promise<void> {
    if (given.year <= FIRST_YEAR) return;
    const nodes = await readChildren(given.year - 1).catch(() => null);
    if (nodes) lastYear.value = new Map(nodes.map(({ id, stock }) => [id, stock?.usedBelow ?? 0]));
  }

  async function readChildren(year: number): Promise<OrganizationNode[]> {
    const nodes: OrganizationNode[] = [];
    let cursor: string | undefined;
    do {
      const page = await call('organization.children', {
        parentId: given.orgId,
        cursor,
        limit: PAGE,
        year,
      });
      nodes.push(...page.items.filter(({ status }) => status === 'ACTIVE'));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return nodes;
  }

  const free = computed(() => grantor.value?.free ?? 0);
  const items = computed<AllocationItem[]>(() =>
    children.value.flatMap(({ id }) => {
      const count = parseCount(counts.get(id) ?? '');
      return count ? [{ orgId: id, count }] : [];
    }),
  );
  const total = computed(() => items.value.reduce((sum, { count }) => sum + count, 0));
  const batches = computed(() => batchesOf(items.value));
  const wrong = computed(() =>
    children.value.find(({ id }) => Number.isNaN(parseCount(counts.get(id) ?? ''))),
  );
  /** What keeps the page from being submitted, in words; empty when nothing does. */
  const obstacle = computed(() => {
    if (wrong.value) return `${wrong.value.name} 的分配个数请填写整数。`;
    if (items.value.length === 0) return '请填写分配个数，不分配的留空。';
    if (total.value > free.value)
      return `可分配编号仅剩 ${free.value} 个，已填 ${total.value} 个。`;
    return '';
  });
  const {
    plan,
    problem: planProblem,
    loading: planning,
    preview,
    previewSoon,
    drop,
  } = usePreview(
    () => (obstacle.value ? null : batches.value[0]!),
    (asked) => {
      previewed = asked;
      return call('numbering.previewAllocation', { ...given, items: asked });
    },
  );
  const serverProblems = computed(() => {
    const refused = work.state.error;
    return refused
      ? problemsByItem(work.refusedItems.value, refused.details.fields ?? {})
      : problemsByItem(previewed, planProblem.value?.details.fields ?? {});
  });

  watch(items, () => {
    // Counts that were served are emptied meanwhile: a preview now would be outdated on arrival.
    if (work.state.running) {
      drop();
      return;
    }
    work.clear();
    previewSoon();
  });

  /** Replaces all counts. */
  function setCounts(filled: ReadonlyMap<string, number>): void {
    for (const { id } of children.value) {
      const count = filled.get(id) ?? 0;
      counts.set(id, count > 0 ? String(count) : '');
    }
  }

  function fill(rule: FillRule | 'none'): void {
    const targets = children.value.map(({ id, stock }) => ({
      id,
      waiting: stock?.waiting ?? 0,
      usedLastYear: lastYear.value?.get(id) ?? 0,
    }));
    setCounts(rule === 'none' ? new Map() : FILLS[rule](targets, free.value));
  }

  /** Fills in what was pasted, beside what stands there already. */
  function take(pasted: readonly AllocationItem[]): void {
    for (const { orgId, count } of pasted) counts.set(orgId, count > 0 ? String(count) : '');
  }

  /** P-2; several children are told together. */
  const sentence = computed(() => {
    const first = plan.value?.items[0];
    if (!first) return '';
    return items.value.length === 1
      ? prompt('P-2', {
          个数: total.value,
          组织: first.organization.name,
          区间: intervalsText(first.intervals),
        })
      : `将分配 ${total.value} 个编号给 ${items.value.length} 个组织，确定提交吗？`;
  });

  /** Empties the counts of the organisations served so far. */
  watch(work.run, (run) => {
    for (const { orgId } of run ? itemsOf(run, true) : []) counts.delete(orgId);
  });

  /** Sends everything on the page; true when all of it was done. */
  const submit = () =>
    settle(work.begin(items.value, plan.value?.rev ?? null, reason.value.trim()));

  /** Goes on with a run that was broken off or whose last outcome is unknown. */
  async function resume(): Promise<boolean> {
    const left = work.left.value;
    if (left) {
      reason.value = left.reason;
      counts.clear();
      take(itemsOf(left, false));
    }
    return settle(work.resume());
  }

  async function settle(ending: ReturnType<typeof work.resume>): Promise<boolean> {
    plan.value = null;
    const end = await ending;
    if (end === 'DONE') return true;
    // What is confirmed next must be as the numbers are now.
    if (end !== 'UNKNOWN') {
      await read();
      void preview();
    }
    return false;
  }

  return {
    grantor,
    children,
    lastYear,
    problem,
    read,
    readLastYear,
    counts,
    reason,
    free,
    items,
    total,
    batches,
    obstacle,
    wrong,
    serverProblems,
    plan,
    planProblem,
    planning,
    preview,
    fill,
    take,
    sentence,
    work,
    submit,
    resume,
  };
}
