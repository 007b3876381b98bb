/** `_id` of the job's document. */
export const PROVE_NIGHTLY = 'prove-nightly';

/** How far the nightly proof is. */
export interface NightlyState {
  /** Day of the last night that was finished, `YYYY-MM-DD`. */
  finished: string | null;
  /** The night being worked on and the organisation it came to (exclusive, empty at the start). */
  running: { night: string; after: string } | null;
}

/** Reads the state from the job's cursor: `{finished}|{night}|{after}`, each empty where there is none. */
export function nightlyState(cursor: string | null): NightlyState {
  const [finished, night, after] = (cursor ?? '').split('|');
  return {
    finished: finished || null,
    running: night ? { night, after: after ?? '' } : null,
  };
}

/** The state as the job's cursor keeps it. */
export const nightlyCursor = ({ finished, running }: NightlyState): string =>
  [finished ?? '', running?.night ?? '', running?.after ?? ''].join('|');
