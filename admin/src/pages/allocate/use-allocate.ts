import { computed, reactive, ref, shallowRef, watch } from 'vue';
import type {
  AllocationItem,
  AllocationPlan,
  OrganizationNode,
  Overview,
} from '../../../../typings/api';
import { intervalsText, parseCount } from '../../format/numbers';
import { call, refusalOf, useOperation } from '../../service';
import type { Refusal } from '../../service';
import { batchesOf, fillByWaiting, fillEqually, problemsByItem } from './fill';

const PAUSE = 350;
const PAGE = 200;

/** Handing numbers to direct children: counts by child, live preview, one submit. */
export function useAllocate(given: { orgId: string; year: number }) {
  const grantor = shallowRef<Overview | null>(null);
  const children = shallowRef<OrganizationNode[]>([]);
  const problem = shallowRef<Refusal | null>(null);
  const counts = reactive(new Map<string, string>());
  const reason = ref('');
  const plan = shallowRef<AllocationPlan | null>(null);
  const planProblem = shallowRef<Refusal | null>(null);
  const planning = ref(false);
  const operation = useOperation('numbering.allocate');
  /** Children served by the operations that succeeded so far, of all to serve. */
  const progress = ref<{ done: number; all: number } | null>(null);
  let lastItems: AllocationItem[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let submitting = false;

  async function read(): Promise<void> {
    problem.value = null;
    try {
      const [overview, nodes] = await Promise.all([
        call('numbering.overview', given),
        readChildren(),
      ]);
      grantor.value = overview;
      children.value = nodes;
    } catch (error) {
      problem.value = refusalOf(error);
    }
  }

  async function readChildren(): Promise<OrganizationNode[]> {
    const nodes: OrganizationNode[] = [];
    let cursor: string | undefined;
    do {
      const page = await call('organization.children', {
        parentId: given.orgId,
        cursor,
        limit: PAGE,
        year: given.year,
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
  const serverProblems = computed(() =>
    problemsByItem(lastItems, (operation.error ?? planProblem.value)?.details.fields ?? {}),
  );

  async function preview(): Promise<void> {
    asked += 1;
    const mine = asked;
    planProblem.value = null;
    if (obstacle.value) {
      plan.value = null;
      planning.value = false;
      return;
    }
    planning.value = true;
    lastItems = batches.value[0]!;
    try {
      const found = await call('numbering.previewAllocation', { ...given, items: lastItems });
      if (mine === asked) plan.value = found;
    } catch (error) {
      if (mine !== asked) return;
      plan.value = null;
      planProblem.value = refusalOf(error);
    } finally {
      if (mine === asked) planning.value = false;
    }
  }

  watch(items, () => {
    asked += 1;
    clearTimeout(timer);
    // Counts that were served are emptied meanwhile: a preview now would be outdated on arrival.
    if (submitting) return;
    operation.clear();
    planning.value = !obstacle.value;
    timer = setTimeout(() => void preview(), PAUSE);
  });

  function fill(rule: 'equal' | 'waiting' | 'none'): void {
    const targets = children.value.map(({ id, stock }) => ({ id, waiting: stock?.waiting ?? 0 }));
    const filled =
      rule === 'none'
        ? new Map<string, number>()
        : (rule === 'equal' ? fillEqually : fillByWaiting)(targets, free.value);
    for (const { id } of children.value) {
      const count = filled.get(id) ?? 0;
      counts.set(id, count > 0 ? String(count) : '');
    }
  }

  /** P-2; several children are told together. */
  const sentence = computed(() => {
    const first = plan.value?.items[0];
    if (!first) return '';
    return items.value.length === 1
      ? `将分配 ${total.value} 个编号给 ${first.organization.name}（${intervalsText(first.intervals)}），确定提交吗？`
      : `将分配 ${total.value} 个编号给 ${items.value.length} 个组织，确定提交吗？`;
  });

  /**
   * Sends the first operation as previewed, the following ones each after a preview of their own.
   * True when all were done; after a refusal the page keeps what was not served.
   */
  async function submit(again = false): Promise<boolean> {
    submitting = true;
    try {
      return await sendAll(again);
    } finally {
      submitting = false;
    }
  }

  async function sendAll(again: boolean): Promise<boolean> {
    const all = items.value.length;
    progress.value = batches.value.length > 1 ? { done: 0, all } : null;
    let resumed = again;
    while (items.value.length > 0) {
      const done = resumed ? await operation.checkAgain() : await sendNext();
      resumed = false;
      if (!done) {
        // Refused because the numbers moved meanwhile: what is confirmed next must be as they are now.
        if (!operation.unknown) {
          await read();
          void preview();
        }
        return false;
      }
      // Read once: emptying the served counts moves the next batch to the front.
      const served = lastItems;
      for (const { orgId } of served) counts.delete(orgId);
      plan.value = null;
      if (progress.value) progress.value = { all, done: all - items.value.length };
    }
    return true;
  }

  async function sendNext() {
    lastItems = batches.value[0]!;
    const rev =
      plan.value?.rev ??
      (await call('numbering.previewAllocation', { ...given, items: lastItems }).then(
        (found) => found.rev,
        () => undefined,
      ));
    return operation.run({
      ...given,
      items: lastItems,
      rev,
      reason: reason.value.trim() || undefined,
    });
  }

  return {
    grantor,
    children,
    problem,
    read,
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
    sentence,
    operation,
    progress,
    submit,
  };
}
