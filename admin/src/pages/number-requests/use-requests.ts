import { computed, onMounted, watch } from 'vue';
import type { NumberRequest } from '../../../../typings/api';
import { useOrganizationRef } from '../../components/use-organization-ref';
import { usePageList } from '../../components/use-page-list';
import { useQuery } from '../../components/use-query';
import { call } from '../../service';
import { useSession } from '../../stores/session';

export const BOXES = [
  { value: 'OPEN', text: '等待答复' },
  { value: 'DECIDED', text: '已答复' },
  { value: 'OWN', text: '本级的申请' },
] as const;
export type Box = (typeof BOXES)[number]['value'];

/** Requests for more numbers: those put to an organisation, and its own. Organisation and box stand in the address. */
export function useRequests() {
  const session = useSession();
  const query = useQuery();
  const orgId = computed(() => query.text('org') || session.post!.organization.id);
  const isBranch = computed(() => session.post!.organization.type === 'BRANCH');
  const isProvince = computed(() => organization.value?.type === 'PROVINCE');
  const organization = useOrganizationRef(() => orgId.value);
  /** A branch has nobody below who could ask it, the province nobody above to ask. */
  const boxes = computed(() =>
    BOXES.filter(({ value }) =>
      isBranch.value ? value === 'OWN' : value !== 'OWN' || !isProvince.value,
    ),
  );
  const box = computed<Box>(
    () =>
      boxes.value.find(({ value }) => value === query.text('box'))?.value ?? boxes.value[0]!.value,
  );
  const list = usePageList<NumberRequest>((cursor) =>
    call('numbering.requests', { orgId: orgId.value, box: box.value, cursor }),
  );
  onMounted(list.restart);
  watch([orgId, box], list.restart);
  return { orgId, organization, boxes, box, list, query };
}
