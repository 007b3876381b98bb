import type { OrganizationStock, Overview } from '../../../../typings/api';

/** The figures of the tree, as the overview of an organisation tells them. */
export const stockIn = ({ total, handedDown, ...rest }: Overview): OrganizationStock => ({
  held: total,
  free: rest.free,
  handedDown,
  used: rest.used,
  voided: rest.voided,
  expired: rest.expired,
  usedBelow: rest.usedBelow,
  waiting: rest.waiting,
});
