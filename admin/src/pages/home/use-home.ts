import { computed, onMounted, shallowRef, watch } from 'vue';
import type { Dashboard, MovementEntry, Reminder } from '../../../../typings/api';
import { useYear } from '../../components/use-year';
import { call, refusalOf } from '../../service';
import type { Refusal } from '../../service';
import { useSession } from '../../stores/session';

const RECENT = 6;

/** The page 首页 of the acting post: figures first, then what reminds and what happened last. */
export function useHome() {
  const session = useSession();
  const orgId = session.post!.organization.id;
  const { year, choose, settle, choices } = useYear(() => orgId);
  const board = shallowRef<Dashboard | null>(null);
  const problem = shallowRef<Refusal | null>(null);
  const reminders = shallowRef<Reminder[]>([]);
  const recent = shallowRef<MovementEntry[]>([]);
  const loading = shallowRef(false);
  const mayRebalance = computed(() => session.post!.organization.type !== 'BRANCH');

  async function read(): Promise<void> {
    const of = year.value;
    if (of === null) return;
    loading.value = true;
    problem.value = null;
    try {
      const found = await call('numbering.dashboard', { orgId, year: of });
      if (year.value === of) board.value = found;
    } catch (error) {
      if (year.value !== of) return;
      board.value = null;
      problem.value = refusalOf(error);
    } finally {
      if (year.value === of) loading.value = false;
    }
  }

  /** What the page can do without. */
  async function readBeside(): Promise<void> {
    const due = await call('numbering.reminders', {}).catch(() => null);
    reminders.value = due?.items ?? [];
    const page = await call('numbering.journal', { orgId }).catch(() => null);
    recent.value = page?.items.slice(0, RECENT) ?? [];
  }

  onMounted(async () => {
    await settle();
    await read();
    await readBeside();
  });
  watch(year, (_, before) => {
    if (before !== null) void read();
  });

  return {
    orgId,
    year,
    choices,
    choose,
    board,
    problem,
    loading,
    reminders,
    recent,
    read,
    mayRebalance,
  };
}
