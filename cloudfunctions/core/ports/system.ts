import type { AlarmKind, Settings } from '../../../typings/api';
import type { Message } from './wechat';

/* What the system keeps for itself. */

/** Work of the clock, one document per job. */
export interface JobDocument {
  _id: string;
  dueAt: number;
  leaseUntil: number;
  cursor: string | null;
  progress: number;
  /** When it was done last. */
  ranAt?: number;
}

/** Subscription messages that the clock is to send. */
export interface NoticeDocument {
  _id: string;
  at: number;
  messages: Message[];
}

/** What the province has set. `_id` = `province`; missing while nobody set anything. */
export interface SettingsDocument extends Settings {
  _id: string;
  /** Counts the changes. */
  rev: number;
}

/** Figures of the calls of a day. `_id` is the day, `YYYY-MM-DD`; counters as in domain/metrics.ts. */
export interface MetricsDocument {
  _id: string;
  total: Record<string, number>;
  /** By hour of the day in China, `h00` … `h23`. */
  hours: Record<string, Record<string, number>>;
  /** By action, `review:pass`. */
  actions: Record<string, Record<string, number>>;
}

/** The latest alarm of each kind; `_id` is the kind. */
export interface AlarmDocument {
  _id: AlarmKind;
  /** It is not over. */
  open: boolean;
  text: string;
  todo: string;
  since: number;
  acknowledged: { accountId: string; at: number; note: string } | null;
}
