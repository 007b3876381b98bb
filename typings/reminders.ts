/** What a date of the year asks for (R-19, R-61 … R-63); dates remind and never lock. */
export type ReminderKind =
  | 'NO_RANGE'
  | 'FIRST_DISTRIBUTION'
  | 'MIDYEAR'
  | 'USE_UP'
  | 'CLOSE_YEAR'
  | 'LOW_STOCK'
  | 'OWN_TERM'
  | 'TERM_BELOW';

export interface Reminder {
  kind: ReminderKind;
  /** SOON: the date is ahead or today; LATE: it has passed. */
  level: 'SOON' | 'LATE';
  /** The sentence to show, with its figures. */
  text: string;
  /** The date, `YYYY-MM-DD`. */
  due: string;
  /** Days until it; negative once it has passed. */
  days: number;
  /** The year of the numbers concerned; null for terms of office. */
  year: number | null;
}

export interface ReminderActions {
  /** What is due for the acting post's own organisation, the nearest date first. */
  'numbering.reminders': { input: { orgId?: string }; output: { items: Reminder[] } };
}
