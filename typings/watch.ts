import type { OrganizationRef, Page } from './common';
import type { NumberMode, RegistrationStatus } from './registration';

/**
 * What is wrong with a number somebody typed: it lies in a range of the province, somebody else has it or
 * typed it as well, its year is not the year of joining; or (LATE_RANGE) it was accepted before a range
 * was defined around it.
 */
export type SuspicionKind = 'IN_RANGE' | 'TAKEN' | 'TYPED_TWICE' | 'WRONG_YEAR' | 'LATE_RANGE';

export interface Suspicion {
  kind: SuspicionKind;
  /** What is wrong, in a sentence. */
  text: string;
  /** What to do about it, in a sentence. */
  fix: string;
  /** Whose number it is, or where it was typed as well; null where nobody is known. */
  organization: OrganizationRef | null;
}

/** A person whose typed number looks wrong (squatter watch). */
export interface SuspectNumber {
  /** Of the registration, and of the member record that came of it. */
  id: string;
  number: string;
  name: string;
  branch: OrganizationRef;
  /** Of the registration; null where there is none, only a member record. */
  status: RegistrationStatus | null;
  mode: NumberMode;
  /** WRONG asks for a decision; INFO: the number will be replaced at approval anyway. */
  level: 'WRONG' | 'INFO';
  suspicions: Suspicion[];
  /** When it was found, milliseconds since 1970. */
  foundAt: number;
}

export interface WatchActions {
  /**
   * Typed numbers that look wrong in an organisation and below it: those that ask for a decision first,
   * the same numbers beside each other. Found every ten minutes.
   */
  'numbering.squatters': {
    input: { orgId?: string; cursor?: string; limit?: number };
    output: Page<SuspectNumber>;
  };
}
