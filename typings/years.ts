import type { OrganizationRef } from './common';
import type { YearState } from './numbering';

/** total = used + voided + expired, when a year is closed. */
export interface YearStatement {
  total: number;
  used: number;
  voided: number;
  expired: number;
}

export interface YearProgress {
  year: number;
  state: YearState;
  /** Holdings closed by this call, and still open: call again until none is. */
  closed: number;
  left: number;
}

/** What the closing wizard shows; people waiting may be minutes old. */
export interface YearStatus {
  year: number;
  state: YearState;
  total: number;
  used: number;
  voided: number;
  /** Still free, anywhere: they expire when the year is closed. */
  unused: number;
  /** People whose registration is under way. */
  waiting: number;
  coversUnwritten: number;
  /** The province's direct children that have numbers or people waiting, those with most unused numbers first. */
  below: Array<{ organization: OrganizationRef; unused: number; waiting: number }>;
  /** Days that the year asks for, `YYYY-MM-DD`: numbers used up by, and the last day of the year. */
  dates: { useUp: string; lastDay: string };
  /** What could be done with the state now; reopening until the first holding is closed. */
  may: { startClosing: boolean; close: boolean; reopen: boolean };
  /** Of a closed year. */
  statement: YearStatement | null;
}

export interface YearActions {
  'numbering.closeYear': {
    input: { year: number; to: 'CLOSING' | 'CLOSED' };
    output: YearProgress;
  };
  /** Back from CLOSING to OPEN, while no holding has been closed. */
  'numbering.reopenYear': {
    input: { year: number; reason: string };
    output: { year: number; state: YearState };
  };
  'numbering.yearStatus': { input: { year: number }; output: YearStatus };
  /**
   * The year to begin with in the acting post's own organisation: the newest up to this one with numbers, before
   * there are any the one that most people wait in, else this one. Waiting people may be minutes old.
   */
  'numbering.workingYear': { input: { orgId: string }; output: { year: number } };
}
