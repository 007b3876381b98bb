import type { AllocationPlan, Interval, OrganizationRef } from '../../../typings/api';
import { confirm } from '../../platform/dialog';
import { call } from '../../services/call';

const words = ({ start, end }: Interval): string =>
  start === end ? String(start) : `${start}(包)—${end}(包)`;

/**
 * What handing numbers of the own organisation to the branch right below it would do: as many as people
 * wait there, as far as there are any. Throws Refusal.
 */
export async function planSupply(
  orgId: string,
  branch: OrganizationRef,
  year: number,
  free: number,
): Promise<AllocationPlan> {
  const { waiting } = await call('numbering.overview', { orgId: branch.id, year });
  const count = Math.max(1, Math.min(waiting, free));
  const items = [{ orgId: branch.id, count }];
  return call('numbering.previewAllocation', { orgId, year, items });
}

/** Shows both sides and the exact intervals before numbers are handed down. */
export function confirmSupply({ year, total, grantor, items }: AllocationPlan): Promise<boolean> {
  const [taker] = items;
  const intervals = taker ? taker.intervals.map(words).join('、') : '';
  const to = taker ? taker.organization.name : '';
  return confirm({
    title: `分配 ${total} 个编号？`,
    text: `从“${grantor.organization.name}”分给“${to}”${year}年的编号 ${intervals}，共 ${total} 个。`,
    yes: '分配',
  });
}
