import type { ConsoleTicketState } from '../../../../typings/api';

/** What the page shows of a ticket: beside what the server says, being fetched and not renewed any more. */
export type ScanStage = 'LOADING' | 'WAITING' | 'SCANNED' | 'CODE' | 'STALE' | 'FAILED';

/** What the QR code says; the mini-program takes what follows `#t=`. */
export const ticketText = (origin: string, ticket: string): string => `${origin}/#t=${ticket}`;

/** A page that nobody looks after does not ask for tickets for ever: five minutes. */
const MOST_RENEWALS = 5;

/**
 * What follows from the state of a ticket that has `secondsLeft`, after `renewals` tickets in a row that
 * nobody scanned: what to show, or that a new ticket is to be fetched.
 */
export function afterState(
  state: ConsoleTicketState['state'],
  shown: ScanStage,
  secondsLeft: number,
  renewals: number,
): ScanStage | 'RENEW' {
  if (state === 'CODE' || state === 'SCANNED') return state;
  const isOver = state === 'OVER' || (state === 'WAITING' && secondsLeft <= 0);
  if (!isOver) return 'WAITING';
  // Declined, or taken too long on the phone: somebody is there and can ask for another one.
  if (shown === 'SCANNED' || shown === 'CODE') return 'STALE';
  return renewals < MOST_RENEWALS ? 'RENEW' : 'STALE';
}
