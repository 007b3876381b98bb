/** What was counted of a kind of call, or of all, in a day or an hour. */
export interface CallFigures {
  calls: number;
  /** Refused by a rule, for lack of rights, or for a wrong input: as it should be. */
  refused: number;
  /** BUSY, UNKNOWN, INTERNAL: not done although nothing was wrong with the call. */
  failed: number;
  /** Requests to the database for each call, to one decimal. */
  requests: number;
  /** Within so many milliseconds half and 95 % of the calls were answered, as far as the counters tell. */
  p50: number;
  p95: number;
}

export interface SystemMetrics {
  /** `YYYY-MM-DD`, the day asked for. */
  day: string;
  /** Figures may be so many seconds behind: instances count for themselves first. */
  behind: number;
  total: CallFigures;
  /** Of the day, in the order of the clock; hours without a call are left out. */
  hours: Array<{ hour: number } & CallFigures>;
  /** The most called first. */
  actions: Array<{ action: string } & CallFigures>;
  sms: { sent: number; failed: number };
  /** The last 30 days up to the day, oldest first; days without a call are left out. */
  days: Array<{ day: string; sent: number; notSent: number } & CallFigures>;
  /** How things stand now. */
  now: {
    /** Milliseconds since 1970; `ran` null: never. */
    jobs: Array<{ id: string; name: string; ran: number | null; late: boolean }>;
    /** Notices that wait for the clock. */
    notices: number;
    /** The nightly proof: day of the last one finished, and organisations with differences. */
    proof: { finished: string | null; running: boolean; findings: number };
    /** Changes of stored data that came with this version and are not done yet, in words. */
    migrations: string[];
  };
}

/**
 * RECONCILE: differences in the numbers; CLOCK: work of the clock not done for 26 hours; SMS, ERRORS: too many fail;
 * FLOOD: the province's cap of codes was reached; COPYING: somebody looked at too many people's data.
 */
export type AlarmKind = 'RECONCILE' | 'CLOCK' | 'SMS' | 'ERRORS' | 'FLOOD' | 'COPYING';

export interface Alarm {
  kind: AlarmKind;
  /** What is wrong, and what to do. */
  text: string;
  todo: string;
  /** When it began, milliseconds since 1970. */
  since: number;
  /** Who looks after it; null while nobody said so. */
  acknowledged: { by: string | null; at: number; note: string } | null;
}

export interface SystemActions {
  'account.metrics': { input: { day?: string }; output: SystemMetrics };
  /** Those that are not over, the oldest first. */
  'account.alarms': { input: Record<string, never>; output: { items: Alarm[] } };
  /** Somebody looks after it; `since` tells it from an earlier one of its kind. */
  'account.acknowledgeAlarm': {
    input: { kind: AlarmKind; since: number; note: string };
    output: { items: Alarm[] };
  };
}
