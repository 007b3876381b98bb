import { computed, watch } from 'vue';
import type { AuditEntry, AuditGroup } from '../../../../typings/api';
import { known } from '../../components/choices';
import { usePageList } from '../../components/use-page-list';
import { useQuery } from '../../components/use-query';
import { plainDigits } from '../../format/numbers';
import { call } from '../../service';

export const GROUP_WORDS: Record<AuditGroup, string> = {
  SIGN_IN: '登录',
  PERSONAL_DATA: '查看个人信息',
  EXPORT: '导出',
  OFFICE: '任免和手机号',
  ORGANIZATION: '组织变动',
  MEMBER: '团籍资料',
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The audit log of the province: kind, person and days are in the address. */
export function useAuditLog() {
  const query = useQuery();
  const group = computed(() => known(GROUP_WORDS, query.text('group')) ?? null);
  const phone = computed(() => plainDigits(query.text('phone')));
  const day = (name: string) => (DAY.test(query.text(name)) ? query.text(name) : '');
  const from = computed(() => day('from'));
  const to = computed(() => day('to'));
  const list = usePageList<AuditEntry>((cursor) =>
    call('account.auditLog', {
      group: group.value ?? undefined,
      phone: phone.value || undefined,
      from: from.value || undefined,
      to: to.value || undefined,
      cursor,
      limit: 50,
    }),
  );
  watch([group, phone, from, to], list.restart, { immediate: true });
  return { query, group, phone, from, to, list };
}
