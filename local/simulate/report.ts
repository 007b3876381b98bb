import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Machine, machineOf } from '../machine';
import { timeAt } from './measures';
import type { Plan } from './plan';
import { isSound, type Proof } from './proof';
import type { Outcome } from './run';
import type { Month } from './state';

/** What a run found out; written as JSON. Times in ms unless they are called otherwise. */
export interface Report {
  plan: Plan;
  writtenAt: string;
  /** With the load at the end. */
  machine: Machine;
  versions: Record<string, string>;
  organizations: number;
  isSound: boolean;
  proof: Proof;
  resumed: number;
  /** Of the whole year with its nights, and of people's work alone. */
  seconds: number;
  daySeconds: number;
  approvals: number;
  busiest: { day: string; approvals: number; seconds: number };
  months: Array<Month & { month: string }>;
  actions: Array<{
    action: string;
    calls: number;
    outcomes: Record<string, number>;
    repeats: number;
    requestsPerCall: number;
    p50: number;
    p95: number;
    p99: number;
  }>;
  faults: Record<string, number>;
  requests: number;
  sentTwice: number;
  answeredDifferently: number;
  /** Errors of the system, and things that must not be possible. */
  errors: number;
  stillWaiting: number;
  /** People given up, by the last refusal, with how many. */
  stuck: Record<string, number>;
  peakMb: { database: number; worker: number };
  bytes: { before: number; after: number; perMember: number };
}

const PACKAGES = ['wx-server-sdk', 'lmdb', 'mingo', 'fastify'];

const versionOf = (name: string): string =>
  (
    JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')) as {
      version: string;
    }
  ).version;

const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

export function reportOf({ state, proof, organizations, bytesAfter }: Outcome): Report {
  const stuck: Record<string, number> = {};
  for (const why of Object.values(state.stuck)) stuck[why] = (stuck[why] ?? 0) + 1;
  const approvals = Object.values(state.months).reduce((sum, { approved }) => sum + approved, 0);
  const { bytesBefore } = state;
  return {
    plan: state.plan,
    writtenAt: new Date().toISOString(),
    machine: machineOf(),
    versions: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
    organizations,
    isSound: isSound(proof) && state.notes.errors.length === 0,
    proof,
    resumed: state.resumed,
    seconds: Math.round(state.seconds),
    daySeconds: Math.round(state.daySeconds),
    approvals,
    busiest: state.busiest,
    months: Object.entries(state.months).map(([month, figures]) => ({ month, ...figures })),
    actions: Object.entries(state.measures)
      .map(([action, measure]) => ({
        action,
        calls: measure.calls,
        outcomes: measure.outcomes,
        repeats: measure.repeats,
        requestsPerCall: measure.requests / measure.calls,
        p50: timeAt(measure, 0.5),
        p95: timeAt(measure, 0.95),
        p99: timeAt(measure, 0.99),
      }))
      .sort((a, b) => b.calls - a.calls || (a.action < b.action ? -1 : 1)),
    faults: state.database.faults,
    requests: state.database.requests,
    sentTwice: state.notes.sentTwice,
    answeredDifferently: state.notes.answeredDifferently.length,
    errors: state.notes.errors.length,
    stillWaiting: Object.keys(state.cases).length,
    stuck,
    peakMb: {
      database: megabytes(state.database.peakBytes),
      worker: megabytes(state.workerPeakBytes),
    },
    bytes: {
      before: bytesBefore,
      after: bytesAfter,
      perMember: Math.round((bytesAfter - bytesBefore) / Math.max(1, approvals)),
    },
  };
}
