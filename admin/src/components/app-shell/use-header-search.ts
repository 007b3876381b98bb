import { computed, onUnmounted, ref, shallowRef, watch } from 'vue';
import type { MemberItem, OrganizationHit, Page } from '../../../../typings/api';
import { parseNumber } from '../../format/numbers';
import { call, refusalOf } from '../../service';
import type { Refusal } from '../../service';
import { groupsOf } from './found';

const PAUSE = 250;
/** Lines of each kind. */
const SHOWN = 6;

/**
 * Finds numbers, organisations and members at and below `rootId` while a person types. Each kind is read on
 * its own; only the answers to the newest words count.
 */
export function useHeaderSearch(rootId: () => string) {
  const words = ref('');
  const q = computed(() => words.value.trim().slice(0, 30));
  const organizations = shallowRef<OrganizationHit[] | null>(null);
  const members = shallowRef<Page<MemberItem> | null>(null);
  const problem = shallowRef<Refusal | null>(null);
  const searching = ref(false);
  const groups = computed(() =>
    q.value ? groupsOf(q.value, organizations.value, members.value) : [],
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  async function search(): Promise<void> {
    const mine = asked;
    const text = q.value;
    const isNewest = () => mine === asked;
    const read = async <T>(asking: Promise<T>, take: (found: T) => void): Promise<void> => {
      try {
        const found = await asking;
        if (isNewest()) take(found);
      } catch (error) {
        if (isNewest()) problem.value = refusalOf(error);
      }
    };
    const number = parseNumber(text);
    await Promise.all([
      read(call('organization.search', { q: text, under: rootId(), limit: SHOWN }), (found) => {
        organizations.value = found.items;
      }),
      read(call('roster.list', { q: String(number ?? text), limit: SHOWN }), (found) => {
        members.value = found;
      }),
    ]);
    if (isNewest()) searching.value = false;
  }

  watch(q, (text) => {
    clearTimeout(timer);
    asked += 1;
    problem.value = null;
    searching.value = text !== '';
    if (text) {
      timer = setTimeout(() => void search(), PAUSE);
    } else {
      organizations.value = null;
      members.value = null;
    }
  });
  onUnmounted(() => clearTimeout(timer));

  return { words, q, groups, problem, searching };
}
