import type { OrganizationRef } from './common';

/** One thing that does not fit, with the document where it shows. */
export interface Difference {
  /** `collection/id`. */
  document: string;
  text: string;
}

/** Own numbers of organisations, by what became of them. */
export interface Statement {
  free: number;
  used: number;
  voided: number;
  expired: number;
}

export interface ReconcileSlice {
  /** What the organisation asked about answers for: the sum of the statements of all slices, when all is sound. */
  total: number;
  /** Organisations of this slice. */
  checked: number;
  /** Of these: how many could not be read at rest because people were at work there. */
  restless: number;
  /** Sums over this slice. */
  statement: Statement;
  findings: Array<{ organization: OrganizationRef; differences: Difference[] }>;
  /** Cursor of the next slice; null when the whole subtree is done. */
  next: string | null;
}

/** How the nightly proof stands. */
export interface NightlyProof {
  /** Day of the last one that was finished, `YYYY-MM-DD`; null before the first. */
  finished: string | null;
  running: boolean;
  /** Of the subtree, at most 100. */
  findings: Array<{
    organization: OrganizationRef;
    year: number;
    at: number;
    differences: Difference[];
  }>;
}

export interface ReconcileActions {
  'numbering.reconcile': {
    /** `full`: from the first entry of the journal on, not from the last proof. */
    input: { orgId: string; year: number; cursor?: string; full?: boolean };
    output: ReconcileSlice;
  };
  'numbering.proof': { input: { orgId: string }; output: NightlyProof };
}
