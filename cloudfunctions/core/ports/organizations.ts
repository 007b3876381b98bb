import type {
  ImportProblem,
  ImportRow,
  ImportState,
  OrganizationStatus,
  OrganizationType,
} from '../../../typings/api';

/* Organisations, and the work of bringing them in and moving them. */

/** `_id` is the organisation's code: unique, and never changed. */
export interface OrganizationDocument {
  _id: string;
  fullName: string;
  shortName: string;
  type: OrganizationType;
  status: OrganizationStatus;
  parentId: string | null;
  /** Ids from the root down to the organisation itself. */
  path: string[];
  /** Nearest committee above; the organisation itself when it is one. */
  committeeId: string | null;
  /** The general branch a branch stands under. */
  generalBranchId: string | null;
  /** Pieces of the names, initials and code that the search looks up (domain/search-terms.ts). */
  terms: string[];
  /** Orders siblings, unique (domain/organizations.ts sortKey). */
  sort: string;
  hasChildren: boolean;
  /**
   * Who holds the office of secretary of a branch or general branch; renewed by appointment and dismissal.
   * `asleep`: has not been here for so long that somebody above stands in, until the post is renewed.
   */
  secretary: {
    accountId: string;
    postId: string;
    name: string;
    to: string;
    asleep?: boolean;
  } | null;
  createdAt: number;
  updatedAt: number;
}

export interface ImportDocument {
  _id: string;
  accountId: string;
  rootId: string;
  fileName: string;
  /** Of the rows, as the face made it. */
  fingerprint?: string;
  state: ImportState;
  /** Given up: not to be offered again. */
  dropped?: boolean;
  total: number;
  received: number;
  checked: number;
  committed: number;
  created: number;
  updated: number;
  unchanged: number;
  problemCount: number;
  createdAt: number;
}

/** 200 lines of an import. `_id` = `{importId}-{slice as 5 digits}`. */
export interface ImportSliceDocument {
  _id: string;
  importId: string;
  slice: number;
  rows: ImportRow[];
  problems: ImportProblem[];
}

/** What still has to follow a moved organisation. `_id` is the operation key of the move. */
export interface MoveDocument {
  _id: string;
  orgId: string;
  at: number;
  done: boolean;
  /** The last id done, by collection. */
  cursors: Record<string, string>;
}
