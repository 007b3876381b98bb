import type { Services } from '../action';

/** What one page came to: where the next one begins, null behind the last, and how many documents it changed. */
export interface MigratedPage {
  next: string | null;
  changed: number;
}

/** Brings what is stored from an older shape into the present one. */
export interface Migration {
  /** 1, 2, 3, …; given once and for ever, as in the name of the file. */
  number: number;
  /** What it does, in a Chinese sentence for whoever operates the system. */
  what: string;
  /**
   * Looks at the documents behind `cursor`, null at first. Repeatable, and safe to be ended between any two
   * requests: it changes what still has the older shape, unless somebody changed it since it was read.
   */
  page(services: Pick<Services, 'database'>, cursor: string | null): Promise<MigratedPage>;
}
