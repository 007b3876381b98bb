import type { PendingStatus } from '../../typings/api';
import { call } from '../services/call';

/** Who is to be reviewed next. */
export interface NextPerson {
  id: string;
  name: string;
}

const LOOKED_AT = 20;

/**
 * The next one waiting for the acting post: after the one that has been waiting since `since`, else the
 * first of all; null when nobody is left or it cannot be known now.
 */
export async function nextPerson(
  status: PendingStatus,
  current: { id: string; since: number },
): Promise<NextPerson | null> {
  try {
    const { items } = await call('review.list', { status, own: true, limit: LOOKED_AT });
    const others = items.filter(({ id, mayReview }) => mayReview && id !== current.id);
    const next = others.find(({ since }) => since >= current.since) ?? others[0];
    return next ? { id: next.id, name: next.name } : null;
  } catch {
    // The way back to the list is always there.
    return null;
  }
}
