import { shallowRef, watch } from 'vue';
import type { OrganizationRef } from '../../../typings/api';
import { call } from '../service';

/** The organisation behind an id in the address; null while unknown or without id. */
export function useOrganizationRef(id: () => string) {
  const organization = shallowRef<OrganizationRef | null>(null);
  watch(
    id,
    async (now) => {
      if (organization.value?.id === now) return;
      organization.value = null;
      if (!now) return;
      const found = await call('organization.get', { id: now }).catch(() => null);
      // A filter that cannot be read is still shown, so that it can be taken away.
      if (id() === now) organization.value = found ?? { id: now, name: '所选组织', type: 'BRANCH' };
    },
    { immediate: true },
  );
  return organization;
}
