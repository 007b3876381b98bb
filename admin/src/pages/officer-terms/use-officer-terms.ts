import { computed, ref, watch } from 'vue';
import type { Page } from '../../../../typings/api';
import { useOrganizationRef } from '../../components/use-organization-ref';
import { usePageList } from '../../components/use-page-list';
import { useQuery } from '../../components/use-query';
import { dayText } from '../../format/dates';
import { call } from '../../service';
import { useSession } from '../../stores/session';
import { termRows, termTab } from './term-rows';
import type { TermRow } from './term-rows';

/** Lines that make a page under a tab that only a few organisations belong to. */
const ENOUGH = 50;

/** The page 职务任期: tab and organisation are in the address. */
export function useOfficerTerms() {
  const query = useQuery();
  const own = useSession().post!.organization;
  const today = dayText(Date.now());
  const tab = computed(() => termTab(query.text('tab')));
  const orgId = computed(() => query.text('org') || own.id);
  const organization = useOrganizationRef(() => query.text('org'));
  /** Organisations looked at while lines of the tab are searched for. */
  const looked = ref(0);
  const stopping = ref(false);

  async function read(cursor?: string): Promise<Page<TermRow>> {
    const [kind, root] = [tab.value, orgId.value];
    const items: TermRow[] = [];
    let next: string | null = cursor ?? null;
    stopping.value = false;
    if (cursor === undefined) looked.value = 0;
    do {
      const page = await call('organization.people', {
        orgId: root,
        cursor: next ?? undefined,
        limit: kind === 'ALL' ? ENOUGH : 200,
      });
      items.push(...termRows(page.items, kind, today));
      next = page.next;
      if (kind !== tab.value || root !== orgId.value) break;
      looked.value += page.items.length;
    } while (next !== null && items.length < ENOUGH && !stopping.value);
    return { items, next };
  }

  const list = usePageList<TermRow, Page<TermRow>>(read);
  watch([tab, orgId], list.restart, { immediate: true });

  return { query, tab, organization, today, list, looked, stopping };
}
