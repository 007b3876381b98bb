import type { OrganizationRef, Page } from './common';

/** What the log can be narrowed to; every entry belongs to exactly one group. */
export type AuditGroup =
  'SIGN_IN' | 'PERSONAL_DATA' | 'EXPORT' | 'OFFICE' | 'ORGANIZATION' | 'MEMBER';

/** A line of 操作日志. */
export interface AuditEntry {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  group: AuditGroup;
  /** What was done, to whom, as a sentence. */
  text: string;
  /** Name of who did it; null where nobody was signed in. */
  actor: string | null;
  /** Organisation of the post that acted; null for what one does as a person. */
  organization: OrganizationRef | null;
  reason: string | null;
}

export interface AuditActions {
  /** Of the whole province, the latest first. */
  'account.auditLog': {
    input: {
      group?: AuditGroup;
      /** The 11-digit phone number of who did it. */
      phone?: string;
      /** Days, inclusive, `YYYY-MM-DD`. */
      from?: string;
      to?: string;
      cursor?: string;
      /** 1–100, default 50. */
      limit?: number;
    };
    output: Page<AuditEntry>;
  };
}
