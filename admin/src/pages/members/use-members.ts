import { computed, watch } from 'vue';
import type { MemberItem, Page } from '../../../../typings/api';
import { useOrganizationRef } from '../../components/use-organization-ref';
import { usePageList } from '../../components/use-page-list';
import { useQuery } from '../../components/use-query';
import { yearChoices } from '../../components/use-year';
import { parseNumber } from '../../format/numbers';
import { call } from '../../service';

const LIMIT = 50;

/** The page 团籍资料: words, organisation, year and the open person are in the address. */
export function useMembers() {
  const query = useQuery();
  const q = computed(() => query.text('q'));
  const orgId = computed(() => query.text('org'));
  const openId = computed(() => query.text('id'));
  const years = yearChoices(Date.now());
  const year = computed(() => {
    const given = Number(query.text('year'));
    return years.includes(given) ? given : null;
  });
  const organization = useOrganizationRef(() => orgId.value);

  const list = usePageList<MemberItem, Page<MemberItem>>((cursor) => {
    // A number copied from elsewhere may carry spaces or full-width digits.
    const number = parseNumber(q.value);
    return call('roster.list', {
      q: (number === null ? q.value : String(number)) || undefined,
      orgId: orgId.value || undefined,
      year: year.value ?? undefined,
      cursor,
      limit: LIMIT,
    });
  });

  watch([q, orgId, year], list.restart, { immediate: true });
  return { q, year, years, openId, organization, list, query };
}
