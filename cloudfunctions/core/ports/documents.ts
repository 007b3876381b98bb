import type {
  AccountDocument,
  AuditDocument,
  CodeDocument,
  CounterDocument,
  SessionDocument,
  TicketDocument,
} from './accounts';
import type { JournalDocument } from './journal';
import type {
  CheckpointDocument,
  FindingDocument,
  HoldingDocument,
  NumberDocument,
  RangeGuardDocument,
  RequestDocument,
  SuspectDocument,
  TotalsDocument,
  UndoneDocument,
  YearDocument,
} from './numbers';
import type {
  ImportDocument,
  ImportSliceDocument,
  MoveDocument,
  OrganizationDocument,
} from './organizations';
import type {
  ClaimDocument,
  CorrectionDocument,
  MemberDocument,
  RegistrationDocument,
} from './people';
import type {
  AlarmDocument,
  JobDocument,
  MetricsDocument,
  NoticeDocument,
  SettingsDocument,
} from './system';

export type * from './accounts';
export type * from './journal';
export type * from './numbers';
export type * from './organizations';
export type * from './people';
export type * from './system';

/*
 * What is stored, one interface per collection, in one file per family of them. Times are milliseconds since
 * 1970, days `YYYY-MM-DD` and months `YYYY-MM` in Chinese civil time. `sealed` values are encrypted
 * (ports/secrets.ts).
 */

/** Every collection by name; `adapters/collections.ts` declares their indexes. */
export interface Documents {
  organizations: OrganizationDocument;
  holdings: HoldingDocument;
  numbers: NumberDocument;
  journal: JournalDocument;
  years: YearDocument;
  rangeGuards: RangeGuardDocument;
  undone: UndoneDocument;
  requests: RequestDocument;
  suspects: SuspectDocument;
  checkpoints: CheckpointDocument;
  findings: FindingDocument;
  totals: TotalsDocument;
  claims: ClaimDocument;
  registrations: RegistrationDocument;
  members: MemberDocument;
  corrections: CorrectionDocument;
  moves: MoveDocument;
  accounts: AccountDocument;
  sessions: SessionDocument;
  tickets: TicketDocument;
  codes: CodeDocument;
  counters: CounterDocument;
  audit: AuditDocument;
  imports: ImportDocument;
  importSlices: ImportSliceDocument;
  jobs: JobDocument;
  notices: NoticeDocument;
  settings: SettingsDocument;
  metrics: MetricsDocument;
  alarms: AlarmDocument;
}

export type CollectionName = keyof Documents;
