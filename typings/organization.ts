import type {
  ApiError,
  Interval,
  OrganizationRef,
  OrganizationStatus,
  OrganizationType,
  Page,
} from './common';
import type { PassOutput } from './review';

/** A row of the organisation tree. */
export interface OrganizationNode extends OrganizationRef {
  shortName: string;
  code: string;
  status: OrganizationStatus;
  hasChildren: boolean;
  /** Of branches: surname and office of the secretary, null when none is in office. */
  secretary?: string | null;
  /** Only for holders of a post who asked with `year`. */
  stock?: OrganizationStock;
}

/** Numbers an organisation answers for in a year. */
export interface OrganizationStock {
  held: number;
  /** Free with the organisation itself. */
  free: number;
  /** Handed down to its direct children. */
  handedDown: number;
  /** Assigned from the organisation itself; `voided` and `expired` likewise. */
  used: number;
  voided: number;
  expired: number;
  /** Assigned to members, in the whole subtree; from totals, which may be minutes old. */
  usedBelow: number;
  /** People whose registration is under way, in the whole subtree; from totals. */
  waiting: number;
}

export interface OrganizationHit extends OrganizationRef {
  shortName: string;
  code: string;
  /** From the root down to the parent. */
  path: OrganizationRef[];
  /** Surname and office of the secretary, such as 苏同学; null when none is in office. */
  secretary: string | null;
}

export interface OrganizationDetail extends OrganizationRef {
  code: string;
  shortName: string;
  status: OrganizationStatus;
  path: OrganizationRef[];
  committee: OrganizationRef | null;
  generalBranch: OrganizationRef | null;
  secretary: string | null;
  hasChildren: boolean;
  /** Only for posts with the organisation in their scope. */
  officers?: Officer[];
}

export interface Officer {
  accountId: string;
  postId: string;
  name: string;
  phone: string;
  role: 'SECRETARY' | 'STAFF';
  from: string;
  to: string;
}

export interface ChildrenInput {
  /** null: the root itself. */
  parentId: string | null;
  cursor?: string;
  /** 1–200, default 100. */
  limit?: number;
  /** With a year, holders of a post get the stock of organisations in their scope. */
  year?: number;
}
export interface SearchInput {
  /** Name, short name, initials or code; 1–40 characters. */
  q: string;
  type?: OrganizationType;
  /** Only this organisation and those below it. */
  under?: string;
  /** 1–50, default 20. */
  limit?: number;
}
export interface CreateOrganizationInput {
  parentId: string;
  code: string;
  fullName: string;
  shortName?: string;
  type: OrganizationType;
}
export interface AppointInput {
  orgId: string;
  /** Name and phone are needed unless a registration says who it is. */
  name?: string;
  phone?: string;
  /** Needed to sign in on a new device; may be left out for an account that has one on record. */
  idNumber?: string;
  /** Somebody whose registration waits for the committee in this branch: approved along with it. */
  registrationId?: string;
  /** MANUAL: 已核对《入团志愿书》封面. */
  coverChecked?: boolean;
}
export interface AppointOutput {
  postId: string;
  /** The secretary who had to leave for it. */
  dismissed: string | null;
  /** The approval that came with it; null for others than waiting people. */
  approval: PassOutput | null;
}
export type CloseResult =
  { orgId: string; ok: true } | { orgId: string; ok: false; error: ApiError };

/** What goes along when an organisation gets another parent. */
export interface MovePreview {
  organization: OrganizationRef;
  parent: OrganizationRef;
  descendants: number;
  /** In all years. */
  numbers: number;
  years: Array<{ year: number; intervals: Interval[] }>;
  /** Organisations above it whose 编号总数 shrinks, and grows. */
  leaving: OrganizationRef[];
  entering: OrganizationRef[];
}

export interface DismissInput {
  orgId: string;
  postId: string;
  reason: string;
}

/** A row of the imported table; all cells are text. */
export interface ImportRow {
  /** The row of the spreadsheet it stands in, counted from 1; its place among the rows where it is left out. */
  line?: number;
  code: string;
  name: string;
  shortName?: string;
  type: string;
  parentCode: string;
}
export interface ImportProblem {
  /** `line` of the row. */
  row: number;
  column: 'code' | 'name' | 'shortName' | 'type' | 'parentCode';
  value: string;
  problem: string;
  fix: string;
}
export type ImportState = 'RECEIVING' | 'CHECKING' | 'CHECKED' | 'BROKEN' | 'COMMITTING' | 'DONE';
export interface ImportStatus {
  importId: string;
  fileName: string;
  state: ImportState;
  /** Rows announced, received, checked, and written or found unchanged. */
  total: number;
  received: number;
  checked: number;
  committed: number;
  /** Of the rows committed: new, renamed, the same as before. */
  created: number;
  updated: number;
  unchanged: number;
  problemCount: number;
}

/** An import that was begun and not finished. */
export interface UnfinishedImport extends ImportStatus {
  /** What the face gave for the file when it began; null when it gave nothing. */
  fingerprint: string | null;
  /** Milliseconds since 1970. */
  startedAt: number;
}

export interface ConfirmPhoneInput {
  /** An applicant or member by the registration, or somebody in office. */
  person: { registrationId: string } | { orgId: string; accountId: string };
  phone: string;
  /** How the identity was confirmed. */
  reason: string;
}

export interface OrganizationActions {
  'organization.children': { input: ChildrenInput; output: Page<OrganizationNode> };
  'organization.search': { input: SearchInput; output: { items: OrganizationHit[] } };
  'organization.path': { input: { id: string }; output: { path: OrganizationRef[] } };
  'organization.get': { input: { id: string }; output: OrganizationDetail };
  'organization.create': {
    input: CreateOrganizationInput;
    output: { organization: OrganizationRef };
  };
  'organization.appoint': { input: AppointInput; output: AppointOutput };
  /** Another year from today; `to` is its last day. */
  'organization.renew': { input: { orgId: string; postId: string }; output: { to: string } };
  'organization.update': {
    input: { orgId: string; fullName: string; shortName?: string };
    output: { organization: OrganizationRef };
  };
  /** Up to 100, those deepest in the tree first; `unfinished`: send the same call again. */
  'organization.close': {
    input: { orgIds: string[]; reason: string };
    output: { results: CloseResult[]; unfinished: string[] };
  };
  'organization.previewMove': {
    input: { orgId: string; parentId: string };
    output: MovePreview;
  };
  'organization.move': {
    input: { orgId: string; parentId: string; reason: string };
    output: { orgId: string; parentId: string; numbers: number };
  };
  'organization.dismiss': { input: DismissInput; output: { dismissed: true } };
  /** A new phone number for somebody of an organisation below, who proved who they are; ends their sessions. */
  'organization.confirmPhone': { input: ConfirmPhoneInput; output: { phone: string } };
  'organization.importStart': {
    /** `fingerprint`: a digest of the rows, by which the same file is known again after an interruption. */
    input: { rootId: string; fileName: string; total: number; fingerprint?: string };
    output: ImportStatus;
  };
  /** Own imports for `rootId` of the last week and since the last one DONE or given up, the latest first. */
  'organization.imports': {
    input: { rootId: string };
    output: { items: UnfinishedImport[] };
  };
  /** Rows `from` … `from + rows.length - 1`, counted from 0, at most 200; sending a slice again replaces it. */
  'organization.importRows': {
    input: { importId: string; from: number; rows: ImportRow[] };
    output: ImportStatus;
  };
  /** Checks as many rows as fit in one call; repeat until the state is CHECKED or BROKEN. */
  'organization.importCheck': { input: { importId: string }; output: ImportStatus };
  /** Writes as many rows as fit in one call; repeat until the state is DONE. */
  'organization.importCommit': { input: { importId: string }; output: ImportStatus };
  /** Gives an import up: it is not offered again; what it has written stays. */
  'organization.importDrop': { input: { importId: string }; output: { dropped: true } };
  'organization.importProblems': {
    input: { importId: string; cursor?: string };
    output: Page<ImportProblem>;
  };
}
