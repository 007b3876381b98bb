import type { OrganizationRef, Page } from './common';

/** Prompts of domain.md §9.2 whose wording the province may change. */
export type PromptId =
  | 'P-1'
  | 'P-2'
  | 'P-3'
  | 'P-4'
  | 'P-5'
  | 'P-6'
  | 'P-7'
  | 'P-8'
  | 'P-9'
  | 'P-10'
  | 'P-11'
  | 'P-12'
  | 'P-13'
  | 'P-14'
  | 'P-15'
  | 'P-16'
  | 'P-17'
  | 'P-18'
  | 'P-19'
  | 'P-20'
  | 'P-21';

/** Own wording by prompt; one that is not named has its default. */
export type PromptTexts = Partial<Record<PromptId, string>>;

/** Days that remind and never lock. */
export interface YearDates {
  /** `MM-DD`: the first large distribution. */
  firstDistribution: string;
  /** `MM-DD`: places added in the middle of the year have reached every organisation. */
  midyear: string;
  /** `MM-DD`: every number is used and stands on its cover. */
  useUp: string;
  /** So many days after the year's last one its closing is reminded of, 0–180. */
  closeAfterDays: number;
}

/** Years of age in the month of joining (domain.md §5.4). */
export interface AgeRules {
  /** At least, for those who joined from 2020 on. */
  least: number;
  /** For those who joined 2017–2019, and before. */
  leastFrom2017: number;
  leastEarlier: number;
  /** Who has turned so many is too old for a number of the system. */
  before: number;
}

/** From where on an organisation is reminded that its numbers run low; 0 is never. */
export interface StockRules {
  /** As many unused as this, or fewer. */
  lowCount: number;
  /** As many per cent of all as this, or fewer. */
  lowShare: number;
}

export interface Settings {
  dates: YearDates;
  ages: AgeRules;
  stock: StockRules;
  prompts: PromptTexts;
}

/** What faces that check and word things themselves go by. */
export type FaceSettings = Pick<Settings, 'ages' | 'prompts'>;

/** A prompt as the page of the settings shows it. */
export interface PromptView {
  id: PromptId;
  /** When it is shown, in words. */
  when: string;
  /** Default wording; `{…}` are filled in and have to stay. */
  text: string;
  /** Each place by its name without braces, with an example. */
  places: Record<string, string>;
}

export interface SettingsView {
  /** Counts the changes; a change names the one it was made on. */
  rev: number;
  settings: Settings;
  defaults: Settings;
  prompts: PromptView[];
  /** Words of the guide, which nobody changes. */
  fixed: Array<{ where: string; text: string }>;
}

/** What is to be different: whole groups, and of the prompts the named ones; null is back to the default. */
export interface SettingsChanges {
  dates?: YearDates;
  ages?: AgeRules;
  stock?: StockRules;
  prompts?: Partial<Record<PromptId, string | null>>;
}

/** One change as somebody made it. */
export interface SettingsEntry {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  actor: string | null;
  organization: OrganizationRef | null;
  reason: string | null;
  /** What it was called and said before and after; texts for people. */
  changes: Array<{ what: string; before: string; after: string }>;
}

export interface SettingsActions {
  'numbering.settings': { input: Record<string, never>; output: SettingsView };
  /** CONFLICT when somebody changed them since `rev`. */
  'numbering.changeSettings': {
    input: { rev: number; changes: SettingsChanges; reason: string };
    output: SettingsView;
  };
  /** The latest first. */
  'numbering.settingsHistory': { input: { cursor?: string }; output: Page<SettingsEntry> };
}
