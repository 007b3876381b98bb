import type { OrganizationRef } from './common';
import type { PendingStatus } from './registration';

/** What stands on a line of the page 首页; figures of subtrees may be minutes old. */
export interface StockFigures {
  /** All it answers for, with everything below. */
  held: number;
  /** Free in its own hands. */
  free: number;
  /** Assigned in it and below. */
  used: number;
  /** Neither assigned nor void, in it and below. */
  unused: number;
  /** People whose registration is under way in it and below. */
  waiting: number;
  /** People who wait and for whom there is no number in it and below: waiting − unused, at least 0. */
  short: number;
  /** Numbers a day at the pace of this month and the last; 0 while none was used. */
  pace: number;
  /** The day on which they run out at that pace, `YYYY-MM-DD`; null when that is after the year or there is no pace. */
  exhaustedOn: string | null;
}

export interface DashboardChild extends StockFigures {
  organization: OrganizationRef;
}

export interface Dashboard extends StockFigures {
  organization: OrganizationRef;
  year: number;
  /** The year is closed: nothing moves any more. */
  closed: boolean;
  /** When these figures were put together, milliseconds since 1970. */
  at: number;
  /** Numbers assigned per month, `YYYY-MM`, oldest first, without gaps up to the present one. */
  months: Array<{ month: string; used: number }>;
  /** Days of the year that remind, `YYYY-MM-DD`. */
  dates: { firstDistribution: string; midyear: string; useUp: string; lastDay: string };
  /** Direct children in the order of the tree, those without numbers and people left out. */
  below: DashboardChild[];
  reviews: {
    /** People who have waited for the present stage for more than seven days. */
    late: number;
    /** Who has waited longest; null when nobody waits. */
    oldest: {
      registrationId: string;
      status: PendingStatus;
      /** Milliseconds since 1970. */
      since: number;
      /** The direct child in which, null when in the organisation itself. */
      organization: OrganizationRef | null;
    } | null;
    /** Where people have waited for more than seven days, most people first; eight at most. */
    slow: SlowReviews[];
  };
}

/** Late reviews of a direct child and everybody below it, or of the organisation itself. */
export interface SlowReviews {
  organization: OrganizationRef;
  /** The organisation itself: people wait for its own review. */
  own: boolean;
  late: number;
  /** The stage at which the first of them waits, and since when, milliseconds since 1970. */
  status: PendingStatus;
  since: number;
}

/** One action to run: `numbering.reclaim` or `numbering.allocate` with exactly these. */
export type RebalanceStep =
  | {
      kind: 'RECLAIM';
      /** The direct child it is taken from, and its parent. */
      from: OrganizationRef;
      to: OrganizationRef;
      count: number;
    }
  | {
      kind: 'ALLOCATE';
      from: OrganizationRef;
      /** 1–100 direct children. */
      items: Array<{ to: OrganizationRef; count: number }>;
      /** Of all items. */
      count: number;
    };

export interface RebalancePlan {
  organization: OrganizationRef;
  year: number;
  /** When the plan was made, milliseconds since 1970. */
  at: number;
  /** In this order: reclaims from the bottom up, then allocations from the top down. */
  steps: RebalanceStep[];
  /** Pools with too few numbers for those who wait, and what the plan brings them. */
  served: Array<{
    organization: OrganizationRef;
    waiting: number;
    free: number;
    /** ≤ waiting − free. */
    brought: number;
  }>;
  /** Where the numbers come from. */
  given: Array<{ organization: OrganizationRef; count: number }>;
  /** People for whom the plan finds no number; 0 when the stock suffices. */
  unserved: number;
  /** People whose pools are left to the next plan: one serves the 300 places that lack most. */
  postponed: number;
  /** The tree was too large to look everywhere: everything in the plan can be done, more may be possible below. */
  partial: boolean;
}

export interface DashboardActions {
  'numbering.dashboard': { input: { orgId: string; year: number }; output: Dashboard };
  /** Nothing is written; the steps go through the usual actions one by one. */
  'numbering.rebalancePlan': { input: { orgId: string; year: number }; output: RebalancePlan };
}
