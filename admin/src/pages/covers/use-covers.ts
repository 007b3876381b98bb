import { computed, watch } from 'vue';
import type { MemberItem } from '../../../../typings/api';
import { coverRow } from '../../components/cover-table/cover-row';
import { useCoverTicks } from '../../components/cover-table/use-cover-ticks';
import { useOrganizationRef } from '../../components/use-organization-ref';
import { usePageList } from '../../components/use-page-list';
import { useQuery } from '../../components/use-query';
import { call } from '../../service';

const LIMIT = 50;

export const COVER_TABS = [
  { value: 'todo', text: '待填写' },
  { value: 'done', text: '已填写' },
] as const;

/** Numbers to be copied onto paper covers: what is still to do, and what was done. */
export function useCovers() {
  const query = useQuery();
  const tab = computed(() => (query.text('tab') === 'done' ? 'done' : 'todo'));
  const orgId = computed(() => query.text('org'));
  const organization = useOrganizationRef(() => orgId.value);
  const list = usePageList<MemberItem>((cursor) =>
    call('roster.list', {
      coverWritten: tab.value === 'done',
      orgId: orgId.value || undefined,
      cursor,
      limit: LIMIT,
    }),
  );
  watch([tab, orgId], list.restart, { immediate: true });

  /** Whoever was ticked stays in the list until it is read anew, so that a slip can be taken back. */
  const { busy, running, mark } = useCoverTicks((ids, cover) => {
    list.items.value = list.items.value.map((item) =>
      ids.includes(item.id)
        ? { ...item, coverWrittenAt: cover?.at ?? null, coverWrittenBy: cover?.by ?? undefined }
        : item,
    );
  });
  const rows = computed(() => list.items.value.flatMap((member) => coverRow(member) ?? []));
  const missing = computed(() => rows.value.filter(({ cover }) => cover === null));
  return { query, tab, organization, list, rows, missing, busy, running, mark };
}
