/** Idle time after which the server forgets the session (design.md §10). */
export const IDLE_LIMIT = 30 * 60_000;
/** How long before that the desk asks whether to go on. */
export const WARN_BEFORE = 2 * 60_000;

export type SessionClock =
  { state: 'fresh' } | { state: 'ending'; secondsLeft: number } | { state: 'ended' };

/** Where a session stands, from the time (ms) of the server's last answer. */
export function sessionClock(lastAnswer: number, now: number): SessionClock {
  const left = lastAnswer + IDLE_LIMIT - now;
  if (left <= 0) return { state: 'ended' };
  if (left <= WARN_BEFORE) return { state: 'ending', secondsLeft: Math.ceil(left / 1000) };
  return { state: 'fresh' };
}
