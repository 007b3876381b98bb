import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { PendingStatus } from '../../typings/api';
import { SETUP_DAY } from './calendar';
import type { Measures } from './measures';
import type { Plan } from './plan';
import type { Notes } from './system';
import type { Task } from './task';

/** A registration under way. AMEND: back with the applicant. */
export interface Case {
  registrationId: string;
  version: number;
  branchId: string;
  stage: PendingStatus | 'AMEND';
  /** The next thing happens on this day or later. */
  due: string;
  /** How often it was returned or withdrawn. */
  back: number;
  /** Withdrawn, and not sent again yet: the person is free to register elsewhere. */
  withdrawn?: boolean;
  /** Refusals in a row. */
  refused: number;
}

/** What a month saw; a member counts when the number is given. */
export interface Month {
  submitted: number;
  approved: number;
  returned: number;
  exhausted: number;
}

/**
 * How far a run has come: what the people of the province know and still have to do. Written before a day's tasks are
 * done, with the tasks, and when they are. A run that was killed does the tasks of the last state again, under the same
 * operation ids.
 */
export interface State {
  plan: Plan;
  /** The day that is next, or being worked on when it has tasks. */
  day: string;
  tasks: Task[] | null;
  cases: Record<number, Case>;
  later: Array<{ day: string; task: Task }>;
  /** Organisations under another parent than at the beginning. */
  parents: Record<string, string>;
  closed: Record<string, true>;
  /** Branches whose secretary was a person who waited. */
  secretaries: Record<string, number>;
  /** Posts by holder: the organisation, and `/2` for the second one in office. */
  posts: Record<string, string>;
  /** People refused for want of numbers since it was looked after, by `{year}-{branch}`. */
  short: Record<string, number>;
  /** Requests for more that are not answered, by `{year}-{organisation}`. */
  asks: Record<string, { version: number; count: number }>;
  /** Approved since the covers were last ticked, by committee. */
  covers: Record<string, string[]>;
  /** People whose registration nobody takes up any more, with the last refusal. */
  stuck: Record<number, string>;
  months: Record<string, Month>;
  measures: Measures;
  notes: Notes;
  /** Of database processes that are gone, and of this one up to the last day. */
  database: { requests: number; faults: Record<string, number>; peakBytes: number };
  workerPeakBytes: number;
  /** Seconds of work so far, proof not included; and of the days alone, setting up and clock not included. */
  seconds: number;
  daySeconds: number;
  /** Approvals on the busiest day, and how long that took. */
  busiest: { day: string; approvals: number; seconds: number };
  /** Times the run was begun again after an interruption. */
  resumed: number;
  bytesBefore: number;
}

export const firstState = (plan: Plan): State => ({
  plan,
  day: SETUP_DAY,
  tasks: null,
  cases: {},
  later: [],
  parents: {},
  closed: {},
  secretaries: {},
  posts: {},
  short: {},
  asks: {},
  covers: {},
  stuck: {},
  months: {},
  measures: {},
  notes: { sentTwice: 0, answeredDifferently: [], errors: [] },
  database: { requests: 0, faults: {}, peakBytes: 0 },
  workerPeakBytes: 0,
  seconds: 0,
  daySeconds: 0,
  busiest: { day: '', approvals: 0, seconds: 0 },
  resumed: 0,
  bytesBefore: 0,
});

export const monthOf = (state: State): Month =>
  (state.months[state.day.slice(0, 7)] ??= {
    submitted: 0,
    approved: 0,
    returned: 0,
    exhausted: 0,
  });

export const readState = (file: string): State | null =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : null;

/** Replaces the file at once: whoever is killed leaves the old state or the new one. */
export function writeState(file: string, state: State): void {
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}
