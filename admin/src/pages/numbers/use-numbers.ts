import { computed, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Overview } from '../../../../typings/api';
import { stockIn } from '../../components/organization-tree/stock-in';
import { useOrganizationTree } from '../../components/organization-tree/use-organization-tree';
import { useQuery } from '../../components/use-query';
import { useYear } from '../../components/use-year';
import { pathAbove } from '../../format/names';
import { call, refusalOf } from '../../service';
import type { Refusal } from '../../service';
import { useSession } from '../../stores/session';

/** The page 团员编号分配: tree on the left, the chosen organisation's numbers on the right. */
export function useNumbers() {
  const route = useRoute();
  const router = useRouter();
  const session = useSession();
  const rootId = session.post!.organization.id;
  const { year, choose: chooseYear, settle, choices } = useYear(() => rootId);
  const tree = useOrganizationTree({ rootId, year: () => year.value ?? undefined });
  const selected = computed(() =>
    typeof route.query.org === 'string' && route.query.org ? route.query.org : rootId,
  );
  const query = useQuery();
  /** Only the rows that are not with a child. */
  const own = computed(() => query.text('own') === '1');
  const showOwn = (value: boolean) => query.set({ own: value ? '1' : '' });
  const overview = shallowRef<Overview | null>(null);
  const problem = shallowRef<Refusal | null>(null);
  const loading = shallowRef(true);
  let asked = 0;

  async function read(): Promise<void> {
    if (year.value === null) return;
    asked += 1;
    const mine = asked;
    loading.value = true;
    problem.value = null;
    try {
      const found = await call('numbering.overview', { orgId: selected.value, year: year.value });
      if (mine !== asked) return;
      overview.value = found;
      tree.setStock(found.organization.id, stockIn(found));
      if (found.rows.some(({ kind }) => kind === 'HANDED_DOWN'))
        void tree.load(found.organization.id);
    } catch (error) {
      if (mine === asked) {
        overview.value = null;
        problem.value = refusalOf(error);
      }
    } finally {
      if (mine === asked) loading.value = false;
    }
  }

  /** After a movement: the page, the level below, and the level in which the organisation stands. */
  async function refresh(): Promise<void> {
    await read();
    const parent = overview.value?.parent?.id;
    await tree.reload(selected.value);
    if (parent) await tree.reload(parent);
  }

  const select = (id: string) => router.push({ query: { ...route.query, org: id } });

  /** Opens the tree at the chosen organisation, however it was chosen: click, search or address. */
  async function show(): Promise<void> {
    const shown = overview.value;
    if (!shown || shown.organization.id !== selected.value) return;
    const { id, type } = shown.organization;
    await tree.reveal(pathAbove(shown.path, id), id);
    if (type !== 'BRANCH' && tree.nodes.value.has(id)) await tree.open(id);
  }

  async function begin(): Promise<void> {
    await settle();
    await Promise.all([tree.readRoot(), read()]);
    await show();
  }

  watch(selected, async () => {
    await read();
    await show();
  });
  watch(year, async (_, before) => {
    if (before === null) return;
    await Promise.all([tree.reset(), read()]);
  });

  return {
    rootId,
    year,
    choices,
    chooseYear,
    tree,
    selected,
    select,
    own,
    showOwn,
    overview,
    problem,
    loading,
    read,
    refresh,
    begin,
  };
}
