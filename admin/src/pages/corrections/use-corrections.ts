import { computed, watch } from 'vue';
import type { Correction } from '../../../../typings/api';
import { useOrganizationRef } from '../../components/use-organization-ref';
import { usePageList } from '../../components/use-page-list';
import { useQuery } from '../../components/use-query';
import { call } from '../../service';
import { STATUSES } from './correction-words';

/** The desk of wrong numbers: state, organisation and the open case are in the address. */
export function useCorrections() {
  const query = useQuery();
  const status = computed(
    () => STATUSES.find((value) => value === query.text('status')) ?? 'FILED',
  );
  const orgId = computed(() => query.text('org'));
  const organization = useOrganizationRef(() => orgId.value);
  const list = usePageList<Correction>((cursor) =>
    call('numbering.corrections', {
      status: status.value,
      orgId: orgId.value || undefined,
      cursor,
      limit: 50,
    }),
  );
  watch([status, orgId], list.restart, { immediate: true });
  const open = computed(() => list.items.value.find(({ id }) => id === query.text('id')) ?? null);
  return { query, status, organization, list, open };
}
