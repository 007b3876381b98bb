import type { Draft } from '../checks/form';
import { forget, readStored, store } from '../platform/storage';

const DRAFT_KEY = 'draft.registration';
/** Where the operation of an account's unsent form is kept. */
export const submitKey = (accountId: string): string =>
  `operation.registration.submit.${accountId}`;

/** The chosen branch as it is shown while the form is filled in. */
export interface ChosenBranch {
  id: string;
  name: string;
  /** Names from the root down to the parent. */
  path: string[];
  /** Surname and office; null when nobody holds it. */
  secretary: string | null;
}

/** A form that was begun and not sent. */
export interface StoredDraft {
  /** Whose it is: another account on the same phone must not see it. */
  accountId: string;
  step: number;
  form: Draft;
  branch: ChosenBranch | null;
}

/** The draft of this account on this phone. */
export function readDraft(accountId: string): StoredDraft | null {
  const draft = readStored<StoredDraft>(DRAFT_KEY);
  return draft?.accountId === accountId ? draft : null;
}

export const saveDraft = (draft: StoredDraft): void => store(DRAFT_KEY, draft);

/** Forgets the form and its operation: it was sent, or its owner signed out. */
export function clearDraft(accountId: string): void {
  forget(DRAFT_KEY);
  forget(submitKey(accountId));
}
