import { computed, ref, shallowRef, watch } from 'vue';
import { useRoute } from 'vue-router';
import type { ConsoleSession } from '../../../../typings/api';
import { call, refusalOf } from '../../service';
import type { Refusal } from '../../service';

/** Asking keeps the session alive, so it is done on the way to another page only, and not at each. */
const PAUSE = 5 * 60_000;
const SEEN = 'desk.sessions';

const seenBefore = (): string[] => JSON.parse(sessionStorage.getItem(SEEN) ?? '[]') as string[];

/** Where the own account is signed in; those that were not looked at yet are told. */
export function useSessions() {
  const items = shallowRef<ConsoleSession[]>([]);
  const problem = shallowRef<Refusal | null>(null);
  const ending = ref(false);
  const seen = ref(seenBefore());
  let askedAt = 0;

  const own = computed(() => items.value.find(({ current }) => current) ?? null);
  const others = computed(() => items.value.filter(({ current }) => !current));
  const told = computed(() => others.value.filter(({ id }) => !seen.value.includes(id)));

  async function read(): Promise<void> {
    askedAt = Date.now();
    try {
      items.value = (await call('account.sessions', {})).items;
      problem.value = null;
    } catch (error) {
      problem.value = refusalOf(error);
    }
  }

  /** These are the reader's own: not told again in this tab. */
  function noted(): void {
    seen.value = others.value.map(({ id }) => id);
    sessionStorage.setItem(SEEN, JSON.stringify(seen.value));
  }

  /** Ends one of them, or all but the present one; `notMe` makes the other browsers strange again. */
  async function end(given: { sessionId?: string; notMe?: boolean }): Promise<boolean> {
    ending.value = true;
    problem.value = null;
    try {
      await call('account.endSessions', given);
      await read();
      return problem.value === null;
    } catch (error) {
      problem.value = refusalOf(error);
      return false;
    } finally {
      ending.value = false;
    }
  }

  const route = useRoute();
  watch(
    () => route.path,
    () => {
      if (Date.now() - askedAt > PAUSE) void read();
    },
    { immediate: true },
  );

  return { own, others, told, problem, ending, read, noted, end };
}

export type Sessions = ReturnType<typeof useSessions>;
