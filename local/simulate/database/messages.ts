/** What the process of the database is started with. */
export interface DatabaseTask {
  dir: string;
  seed: number;
  faultsPerThousand: number;
}

/** What it tells when it is ready, and whenever it is asked. */
export interface DatabaseReport {
  url: string;
  /** The most memory it ever had. */
  peakBytes: number;
  /** Requests by action since it was started. */
  requests: Record<string, number>;
  /** Faults by kind since it was started. */
  faults: Record<string, number>;
}
