import type { Interval, OrganizationRef } from './common';
import type { RangePlan } from './movements';

export type YearState = 'OPEN' | 'CLOSING' | 'CLOSED';

/** A row of the guide's list: HANDED_DOWN is its 是, FREE its 否. */
export interface NumberRow extends Interval {
  count: number;
  kind: 'HANDED_DOWN' | 'FREE' | 'USED' | 'VOID' | 'EXPIRED';
  /** HANDED_DOWN: the direct child that holds the interval. */
  organization?: OrganizationRef;
}

export interface HoldingFigures {
  total: number;
  handedDown: number;
  free: number;
  used: number;
  voided: number;
  expired: number;
}

export interface MovementEntry {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  kind: string;
  /** The movement as a sentence, seen from the organisation asked about. */
  text: string;
  actor: string;
  reason: string | null;
}

export interface Overview extends HoldingFigures {
  organization: OrganizationRef;
  path: OrganizationRef[];
  year: number;
  yearState: YearState;
  /** Counts the changes of the holding; 0 while it has none. */
  rev: number;
  rows: NumberRow[];
  /** People whose registration is under way in this organisation and below; may be minutes old. */
  waiting: number;
  /** Assigned in the whole subtree; may be minutes old. */
  usedBelow: number;
  may: {
    defineRange: boolean;
    shrinkRange: boolean;
    allocate: boolean;
    reclaim: boolean;
    giveBack: boolean;
    requestMore: boolean;
    /** The id of the latest movement that can be taken back; null when none can. */
    undo: string | null;
  };
  /** Who grants to and takes back from this organisation; null for the province. */
  parent: OrganizationRef | null;
  /** Whose numbers an approval here would draw from today. Only for a branch. */
  pool: { organization: OrganizationRef; free: number } | null;
  recent: MovementEntry[];
}

export interface AllocationItem {
  orgId: string;
  count: number;
}
export interface AllocationInput {
  /** The grantor. */
  orgId: string;
  year: number;
  /** 1–100 direct children, served in this order. */
  items: AllocationItem[];
}

/** One side of a movement, before and after it. */
export interface MovementSide {
  organization: OrganizationRef;
  before: HoldingFigures;
  after: HoldingFigures;
  freeBefore: Interval[];
  freeAfter: Interval[];
  waiting: number;
}
export interface AllocationPlan {
  year: number;
  total: number;
  grantor: MovementSide;
  items: Array<MovementSide & { count: number; intervals: Interval[] }>;
  /** Changes of the grantor's holding so far: send it along so that what was confirmed is what happens. */
  rev: number;
  warnings: string[];
}

export interface ReclaimInput {
  /** The direct child that gives its numbers back to its parent. */
  orgId: string;
  year: number;
  /** From the top; all that is free when left out. */
  count?: number;
  /** The parent that takes them back, when the caller wants to be sure of it: refused unless it is the direct one. */
  parentId?: string;
}
export interface ReclaimPlan {
  year: number;
  count: number;
  /** Ascending; the numbers themselves are taken from the top. */
  intervals: Interval[];
  from: MovementSide;
  to: MovementSide;
  /** Changes of the child's holding so far. */
  rev: number;
  warnings: string[];
}

export interface MovementDone {
  /** P-3, P-5 … */
  message: string;
  moved: Array<{ organization: OrganizationRef; intervals: Interval[]; count: number }>;
}

export interface NumberingActions {
  'numbering.overview': { input: { orgId: string; year: number }; output: Overview };
  'numbering.previewDefine': {
    input: { year: number; start: string; end: string };
    output: RangePlan;
  };
  'numbering.defineRange': {
    input: { year: number; start: string; end: string; note?: string };
    output: MovementDone;
  };
  'numbering.previewAllocation': { input: AllocationInput; output: AllocationPlan };
  'numbering.allocate': {
    input: AllocationInput & { rev?: number; reason?: string };
    output: MovementDone;
  };
  'numbering.previewReclaim': { input: ReclaimInput; output: ReclaimPlan };
  'numbering.reclaim': {
    input: ReclaimInput & { rev?: number; reason?: string };
    output: MovementDone;
  };
}
