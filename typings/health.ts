/** What `GET /api/health` answers under `data`; open to anybody, so without any person's or organisation's data. */
export interface Health {
  /** Whether anybody can work: the database answers and the keys are the right ones. */
  ok: boolean;
  /** DEGRADED: people can work, and somebody has to look after `problems`. */
  state: 'OK' | 'DEGRADED' | 'DOWN';
  /** ISO 8601. */
  at: string;
  database: 'OK' | 'UNREACHABLE';
  /** Whether the function's keys open what is stored; UNKNOWN while there is nothing to try. */
  keys: 'OK' | 'WRONG' | 'UNKNOWN';
  /** The work of the clock: when each was done last (ISO 8601), and whether it should have been done since. */
  jobs: Array<{ id: string; ranAt: string | null; late: boolean }>;
  /** The nightly proof: day of the last one finished (`YYYY-MM-DD`), organisations with differences. */
  proof: { finished: string | null; running: boolean; findings: number };
  /** Changes of stored data that came with this version and are not done yet: number and what it is, in Chinese. */
  migrations: string[];
  /** What somebody has to look after, in Chinese; empty when all is well. */
  problems: string[];
}
