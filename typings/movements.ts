import type { Interval, OrganizationRef, Page } from './common';
import type { MovementDone, MovementEntry, MovementSide, ReclaimPlan } from './numbering';

export interface GiveBackInput {
  /** The organisation that gives its own free numbers back to its parent. */
  orgId: string;
  year: number;
  /** From the top; all that is free when left out. */
  count?: number;
}

/** A movement in the history of an organisation. */
export interface JournalEntry extends MovementEntry {
  /** Whether the caller could take the whole operation back now. */
  mayUndo: boolean;
  /** Whether it was taken back already. */
  undone: boolean;
}

/** What taking an operation back would do, as a whole. */
export interface UndoPlan {
  year: number;
  /** What would happen, as a sentence without its full stop. */
  text: string;
  /**
   * Everybody whose numbers would change, in the order of the operation: the giver before those it gave to. `gains`:
   * the numbers become free there again.
   */
  sides: Array<MovementSide & { intervals: Interval[]; count: number; gains: boolean }>;
  warnings: string[];
}

export interface ShrinkRangeInput {
  year: number;
  /** The last number of a top range, which loses its highest numbers. */
  end: string;
  count: number;
}

/** What adding a top range, or shrinking one, would do. */
export interface RangePlan {
  year: number;
  count: number;
  /** The numbers that come or go. */
  intervals: Interval[];
  /** All top ranges of the year afterwards. */
  ranges: Interval[];
  province: MovementSide;
}

export type RequestState = 'OPEN' | 'ACCEPTED' | 'REJECTED';

/** An organisation's request for more numbers, with what the decider has to know. */
export interface NumberRequest {
  id: string;
  /** Counts the changes; a decision names it, so that what was read is what is decided. */
  version: number;
  organization: OrganizationRef;
  year: number;
  count: number;
  reason: string;
  /** Milliseconds since 1970. */
  askedAt: number;
  state: RequestState;
  /** ACCEPTED: how many were given, possibly fewer than asked for. */
  granted: number | null;
  /** What the decider said; null while open. */
  answer: string | null;
  decidedAt: number | null;
  /** Of the asker, today: assigned below it, free in its own hands, people waiting below it. */
  used: number;
  free: number;
  waiting: number;
}

export interface MovementActions {
  'numbering.previewGiveBack': { input: GiveBackInput; output: ReclaimPlan };
  'numbering.giveBack': {
    input: GiveBackInput & { rev?: number; reason: string };
    output: MovementDone;
  };
  'numbering.journal': {
    input: { orgId: string; year?: number; cursor?: string };
    output: Page<JournalEntry>;
  };
  'numbering.previewUndo': { input: { entryId: string }; output: UndoPlan };
  'numbering.undo': { input: { entryId: string; reason?: string }; output: MovementDone };
  'numbering.previewShrink': { input: ShrinkRangeInput; output: RangePlan };
  'numbering.shrinkRange': {
    input: ShrinkRangeInput & { reason?: string };
    output: MovementDone & { ranges: Interval[] };
  };
  'numbering.requestMore': {
    input: { orgId: string; year: number; count: number; reason: string };
    output: NumberRequest;
  };
  'numbering.requests': {
    /** OPEN and DECIDED: those put to the organisation; OWN: those it made itself. */
    input: { orgId: string; box: 'OPEN' | 'DECIDED' | 'OWN'; cursor?: string };
    output: Page<NumberRequest>;
  };
  'numbering.decideRequest': {
    input: {
      requestId: string;
      version: number;
      decision: 'ACCEPT' | 'REJECT';
      /** ACCEPT: how many to give; all that was asked for when left out. */
      count?: number;
      reason: string;
    };
    output: { request: NumberRequest; moved: MovementDone['moved'] };
  };
}
