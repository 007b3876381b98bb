import { computed, shallowRef, watch } from 'vue';
import type { NodeRow } from '../../components/organization-tree/tree-state';
import { useOrganizationTree } from '../../components/organization-tree/use-organization-tree';
import { useOrganizationRef } from '../../components/use-organization-ref';
import { useQuery } from '../../components/use-query';
import { civilYear } from '../../format/dates';
import { useSession } from '../../stores/session';
import { mayTick, withBelow } from './closing-rows';
import { useClosing } from './use-closing';

/** The page 毕业撤销: what is below one organisation, opened level by level, and what of it is ticked. */
export function useClosingList() {
  const query = useQuery();
  const own = useSession().post!.organization;
  const rootId = computed(() => query.text('org') || own.id);
  const organization = useOrganizationRef(() => rootId.value);
  const year = civilYear(Date.now());
  const make = () => useOrganizationTree({ rootId: rootId.value, year: () => year });
  const tree = shallowRef(make());
  const rows = computed(() => tree.value.rows.value);
  const ticked = shallowRef(new Map<string, string>());
  const closing = useClosing();

  watch(
    rootId,
    () => {
      tree.value = make();
      ticked.value = new Map();
      closing.forget();
      void tree.value.readRoot();
    },
    { immediate: true },
  );

  /** Ticks a line with all that is below it: a general branch goes with its branches. */
  async function tick(row: NodeRow, on: boolean): Promise<void> {
    if (on && row.node.hasChildren && !row.expanded) await tree.value.expand(row.node.id);
    const next = new Map(ticked.value);
    for (const { node } of withBelow(rows.value, row)) {
      if (on) next.set(node.id, node.name);
      else next.delete(node.id);
    }
    ticked.value = next;
  }

  /** Reads the tree again and keeps ticked what is still in use. */
  async function refresh(): Promise<void> {
    await tree.value.reset();
    const open = new Set(rows.value.filter(mayTick).map(({ node }) => node.id));
    ticked.value = new Map([...ticked.value].filter(([id]) => open.has(id)));
  }

  return { query, year, organization, tree, rows, ticked, tick, refresh, closing };
}
