import type { OrganizationRef, Page } from './common';
import type { MovementSide } from './numbering';

/** Why a number was assigned wrongly (domain.md §4.10). */
export type CorrectionKind =
  'WRONG_PERSON' | 'INELIGIBLE' | 'WRONG_YEAR' | 'WRONG_POOL' | 'DUPLICATE_PERSON';

/** DONE: approved and carried out. */
export type CorrectionStatus = 'FILED' | 'CANCELLED' | 'REJECTED' | 'DONE';

/** What becomes of the number that was assigned wrongly. */
export type CorrectionDisposal = 'RETURN_TO_POOL' | 'VOID';

export interface Correction {
  id: string;
  number: string;
  memberId: string;
  /** The member's name. */
  name: string;
  branch: OrganizationRef;
  kind: CorrectionKind;
  reason: string;
  status: CorrectionStatus;
  filedBy: OrganizationRef;
  filedAt: number;
  /** The leading organ that decides. */
  decider: OrganizationRef;
  decidedAt: number | null;
  note: string | null;
  disposal: CorrectionDisposal | null;
  /** The number the member has now instead; null while undecided and for a release only. */
  replacement: string | null;
  /** Whether the acting post may decide it, and may take it back. */
  may: { decide: boolean; cancel: boolean };
}

export interface DecideCorrectionInput {
  correctionId: string;
  decision: 'APPROVE' | 'REJECT';
  /** Needed to reject. */
  note?: string;
  /** RETURN_TO_POOL when left out. */
  disposal?: CorrectionDisposal;
  /** No replacement: the registration goes back to the committee. */
  releaseOnly?: boolean;
}

/** What approving would do now. */
export interface CorrectionPlan {
  number: string;
  /** The number that would be drawn, and from whom; null for a release only. */
  replacement: string | null;
  pool: OrganizationRef | null;
  /** The pools that change: one or two. */
  sides: MovementSide[];
}

export interface DecidedCorrection {
  correctionId: string;
  status: CorrectionStatus;
  replacement: string | null;
  /** The sentence to show. */
  message: string;
}

export interface CorrectionActions {
  'numbering.fileCorrection': {
    input: { number: string; kind: CorrectionKind; reason: string };
    output: { correctionId: string; decider: OrganizationRef };
  };
  /** Of an organisation and everything below it, the latest first. */
  'numbering.corrections': {
    input: {
      orgId?: string;
      status: CorrectionStatus;
      cursor?: string;
      limit?: number;
    };
    output: Page<Correction>;
  };
  'numbering.cancelCorrection': {
    input: { correctionId: string };
    output: { correctionId: string; status: 'CANCELLED' };
  };
  'numbering.previewCorrection': {
    input: Pick<DecideCorrectionInput, 'correctionId' | 'disposal' | 'releaseOnly'>;
    output: CorrectionPlan;
  };
  'numbering.decideCorrection': { input: DecideCorrectionInput; output: DecidedCorrection };
}
