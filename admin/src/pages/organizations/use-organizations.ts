import { computed, shallowRef, watch } from 'vue';
import type { OrganizationDetail } from '../../../../typings/api';
import { useOrganizationTree } from '../../components/organization-tree/use-organization-tree';
import { useQuery } from '../../components/use-query';
import { pathAbove } from '../../format/names';
import { call, refusalOf } from '../../service';
import type { Refusal } from '../../service';
import { useSession } from '../../stores/session';

/** The page 组织管理: the tree, and one organisation with its officers. */
export function useOrganizations() {
  const session = useSession();
  const query = useQuery();
  const own = session.post!.organization;
  const tree = useOrganizationTree({ rootId: own.id, year: () => undefined });
  const selected = computed(() => query.text('org') || own.id);
  const detail = shallowRef<OrganizationDetail | null>(null);
  const problem = shallowRef<Refusal | null>(null);

  async function read(): Promise<void> {
    const id = selected.value;
    problem.value = null;
    try {
      const found = await call('organization.get', { id });
      if (id === selected.value) detail.value = found;
    } catch (error) {
      if (id !== selected.value) return;
      detail.value = null;
      problem.value = refusalOf(error);
    }
  }

  const select = (id: string) => query.set({ org: id }, 'push');

  /** Opens the tree at the chosen organisation, however it was chosen: click, search or address. */
  async function show(): Promise<void> {
    const shown = detail.value;
    if (!shown || shown.id !== selected.value) return;
    await tree.reveal(pathAbove(shown.path, shown.id), shown.id);
    if (shown.hasChildren && tree.nodes.value.has(shown.id)) await tree.open(shown.id);
  }

  async function begin(): Promise<void> {
    await Promise.all([tree.readRoot(), read()]);
    await show();
  }

  /** A child was added below the chosen organisation. */
  async function added(): Promise<void> {
    const id = selected.value;
    await read();
    const parent = detail.value?.path.findLast((organization) => organization.id !== id);
    if (id === own.id) await tree.readRoot();
    else if (parent) await tree.reload(parent.id);
    await tree.expand(id);
    await tree.reload(id);
  }

  /** The chosen organisation has another name or state: its line in the tree too. */
  async function changed(): Promise<void> {
    const id = selected.value;
    await read();
    const parent = detail.value?.path.findLast((organization) => organization.id !== id);
    if (parent) await tree.reload(parent.id);
  }

  /** The tree has another shape. */
  async function rebuild(): Promise<void> {
    await Promise.all([tree.reset(), read()]);
    await show();
  }

  const isBelow = computed(
    () =>
      detail.value?.status === 'ACTIVE' &&
      detail.value.id !== own.id &&
      detail.value.path.some(({ id }) => id === own.id),
  );
  /** Officers are changed by those above; the province has nobody above it (domain.md §3.3). */
  const mayAppoint = computed(
    () =>
      detail.value?.officers !== undefined &&
      (isBelow.value || (detail.value.id === own.id && own.type === 'PROVINCE')),
  );
  const mayImport = ['PROVINCE', 'CITY', 'COUNTY'].includes(own.type);

  watch(selected, async () => {
    await read();
    await show();
  });
  return {
    tree,
    selected,
    select,
    detail,
    problem,
    read,
    begin,
    added,
    changed,
    rebuild,
    mayChange: isBelow,
    mayAppoint,
    mayImport,
  };
}
