import type { Draft } from '../checks/form';
import type { FieldName } from '../format/fields';
import { forget, forgetAll, readStored, store } from '../platform/storage';

const DRAFT_KEY = 'draft.registration';
const AMENDMENT_KEY = 'draft.amendment';
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
  /** It came by the branch's own code and is not to be searched for again. */
  fixed?: boolean;
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

/** Changes to a returned registration that were begun and not sent. */
export interface StoredAmendment {
  /** What it changes: of an older version nothing is taken over. */
  id: string;
  version: number;
  form: Draft;
  branch: ChosenBranch | null;
  /** Fields that are open. */
  asked: FieldName[];
}

/** What was changed already of this version; null when nothing was. */
export function readAmendment(id: string, version: number): StoredAmendment | null {
  const kept = readStored<StoredAmendment>(AMENDMENT_KEY);
  return kept?.id === id && kept.version === version ? kept : null;
}

export const saveAmendment = (amendment: StoredAmendment): void => store(AMENDMENT_KEY, amendment);

export const clearAmendment = (): void => forget(AMENDMENT_KEY);

/** Forgets everything typed and the operation of the form: its owner signed out. */
export function clearAllDrafts(accountId: string): void {
  forgetAll('draft.');
  forget(submitKey(accountId));
}

/** Forgets the form and its operation: it was sent. */
export function clearDraft(accountId: string): void {
  forget(DRAFT_KEY);
  clearAmendment();
  forget(submitKey(accountId));
}
