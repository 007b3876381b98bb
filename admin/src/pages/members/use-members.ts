import { computed, watch } from 'vue';
import type { MemberItem, Page } from '../../../../typings/api';
import { useOrganizationRef } from '../../components/use-organization-ref';
import { usePageList } from '../../components/use-page-list';
import { useQuery } from '../../components/use-query';
import { yearChoices } from '../../components/use-year';
import { call } from '../../service';
import { filterParts, memberFilter } from './member-filter';

const LIMIT = 50;
/** What narrows the list, by the names in the address. */
const FILTERS = ['q', 'org', 'year', 'status', 'source', 'cover'] as const;

/** The page 团籍资料: all filters and the open person are in the address. */
export function useMembers() {
  const query = useQuery();
  const orgId = computed(() => query.text('org'));
  const openId = computed(() => query.text('id'));
  const years = yearChoices(Date.now());
  const year = computed(() => {
    const given = Number(query.text('year'));
    return years.includes(given) ? given : null;
  });
  const organization = useOrganizationRef(() => orgId.value);
  const filter = computed(() => ({
    ...memberFilter({
      q: query.text('q'),
      year: year.value,
      status: query.text('status'),
      source: query.text('source'),
      cover: query.text('cover'),
    }),
    ...(orgId.value && { orgId: orgId.value }),
  }));
  const filters = computed(() =>
    [orgId.value && (organization.value?.name ?? '一个组织'), ...filterParts(filter.value)].filter(
      Boolean,
    ),
  );

  const list = usePageList<MemberItem, Page<MemberItem>>((cursor) =>
    call('roster.list', { ...filter.value, cursor, limit: LIMIT }),
  );
  watch(() => JSON.stringify(filter.value), list.restart, { immediate: true });

  /** Sets one filter and closes the open person. */
  const narrow = (name: (typeof FILTERS)[number], value: string | number | undefined) =>
    query.set({ [name]: String(value ?? ''), id: '' });
  const reset = () => query.set(Object.fromEntries([...FILTERS, 'id'].map((name) => [name, ''])));
  const open = (id: string) => query.set({ id });

  return { query, year, years, openId, organization, filter, filters, list, narrow, reset, open };
}
