import type { OrganizationStock } from '../../typings/api';

/** What an organisation has, as the tree tells it: nothing but what is given. */
export const stockOf = (part: Partial<OrganizationStock> = {}): OrganizationStock => ({
  held: 0,
  free: 0,
  handedDown: 0,
  used: 0,
  voided: 0,
  expired: 0,
  usedBelow: 0,
  waiting: 0,
  ...part,
});
