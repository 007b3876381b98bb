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

/** A session ends after this time however much it is used (design.md §10). */
const ABSOLUTE_LIMIT = 8 * 3_600_000;
/** How long before that the desk says so. */
const TELL_BEFORE = 15 * 60_000;

/** Minutes until a session that began at `signedInAt` (ms) is over for good; null while that is far off. */
export function minutesToEnd(signedInAt: number, now: number): number | null {
  const left = signedInAt + ABSOLUTE_LIMIT - now;
  return left <= TELL_BEFORE ? Math.max(0, Math.ceil(left / 60_000)) : null;
}
