import { today } from '../../checks/dates';
import { readStored, store } from '../../platform/storage';
import type { MeetingDraft } from '../../services/meeting';
import { EMPTY_MEETING } from '../../services/meeting';

/** What was typed about a meeting, kept for its day: it is entered once. */
interface StoredVote {
  day: string;
  vote: MeetingDraft;
}

const keyOf = (orgId: string): string => `meeting.vote.${orgId}`;

export function readVote(orgId: string, now: number): MeetingDraft {
  const stored = readStored<StoredVote>(keyOf(orgId));
  return stored?.day === today(now) ? stored.vote : EMPTY_MEETING;
}

export const keepVote = (orgId: string, vote: MeetingDraft, now: number): void =>
  store(keyOf(orgId), { day: today(now), vote });
