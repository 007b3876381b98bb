import { computed, ref, shallowReactive, watch } from 'vue';
import type { OrganizationRef, Overview } from '../../../../typings/api';
import { call, refusalOf } from '../../service';

interface Level {
  organization: OrganizationRef;
  overview: Overview | null;
  problem: string | null;
}

export interface LevelRow {
  organization: OrganizationRef;
  depth: number;
  figures: Pick<Overview, 'total' | 'free' | 'used' | 'voided' | 'expired' | 'handedDown'> | null;
  /** `200 = 99 + 1 + 0 + 0 + 100` */
  sum: string;
  sound: boolean;
  expandable: boolean;
  open: boolean;
  problem: string | null;
}

const childrenOf = (overview: Overview): OrganizationRef[] => {
  const found = new Map<string, OrganizationRef>();
  for (const { organization } of overview.rows) {
    if (organization) found.set(organization.id, organization);
  }
  return [...found.values()];
};

/** The organisations that hold numbers, read level by level as they are unfolded. */
export function useLevels(given: { orgId: () => string; year: () => number }) {
  const levels = shallowReactive(new Map<string, Level>());
  const opened = ref(new Set<string>());

  async function read(organization: OrganizationRef): Promise<void> {
    levels.set(organization.id, { organization, overview: null, problem: null });
    const year = given.year();
    try {
      const overview = await call('numbering.overview', { orgId: organization.id, year });
      if (year !== given.year()) return;
      levels.set(organization.id, {
        organization: overview.organization,
        overview,
        problem: null,
      });
    } catch (error) {
      levels.set(organization.id, {
        organization,
        overview: null,
        problem: refusalOf(error).sentence,
      });
    }
  }

  async function toggle(id: string): Promise<void> {
    if (opened.value.delete(id)) return;
    opened.value.add(id);
    const overview = levels.get(id)?.overview;
    if (!overview) return;
    for (const child of childrenOf(overview)) if (!levels.has(child.id)) void read(child);
  }

  watch(
    [given.orgId, given.year],
    async ([orgId]) => {
      levels.clear();
      opened.value = new Set();
      await read({ id: orgId, name: '', type: 'PROVINCE' });
      await toggle(orgId);
    },
    { immediate: true },
  );

  const rows = computed<LevelRow[]>(() => {
    const list: LevelRow[] = [];
    const add = (id: string, depth: number): void => {
      const level = levels.get(id);
      if (!level) return;
      const { overview, organization, problem } = level;
      const open = opened.value.has(id);
      const children = overview ? childrenOf(overview) : [];
      const parts = overview
        ? [overview.free, overview.used, overview.voided, overview.expired, overview.handedDown]
        : [];
      list.push({
        organization,
        depth,
        figures: overview,
        sum: overview ? `${overview.total} = ${parts.join(' + ')}` : '',
        sound: overview?.total === parts.reduce((sum, part) => sum + part, 0),
        expandable: children.length > 0,
        open,
        problem,
      });
      if (open) for (const child of children) add(child.id, depth + 1);
    };
    add(given.orgId(), 0);
    return list;
  });

  return { rows, toggle };
}
