import { computed, onMounted, watch } from 'vue';
import type { JournalEntry } from '../../../../typings/api';
import { useOrganizationRef } from '../../components/use-organization-ref';
import { usePageList } from '../../components/use-page-list';
import { useQuery } from '../../components/use-query';
import { yearChoices } from '../../components/use-year';
import { call } from '../../service';
import { useSession } from '../../stores/session';

/** Every movement of one organisation's numbers, the newest first; the organisation and the year stand in the address. */
export function useMovements() {
  const session = useSession();
  const query = useQuery();
  const orgId = computed(() => query.text('org') || session.post!.organization.id);
  const years = yearChoices(Date.now());
  const year = computed(
    () => years.find((choice) => String(choice) === query.text('year')) ?? null,
  );
  const organization = useOrganizationRef(() => orgId.value);
  const list = usePageList<JournalEntry>((cursor) =>
    call('numbering.journal', { orgId: orgId.value, year: year.value ?? undefined, cursor }),
  );
  onMounted(list.restart);
  watch([orgId, year], list.restart);
  return { orgId, year, years, organization, list, query };
}
