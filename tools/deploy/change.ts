import type { IndexDeclaration } from '../../cloudfunctions/core/adapters/collections';
import type { FunctionDeclaration, LocalSiteFile, Route, Timer } from './port';
import type { Settings } from './settings';

/** One step from the environment as it is to the environment as it has to be. Nothing is ever removed. */
export type Change =
  | { kind: 'CREATE_COLLECTION'; collection: string }
  | { kind: 'CLOSE_COLLECTION'; collection: string }
  | { kind: 'CREATE_INDEXES'; collection: string; indexes: readonly IndexDeclaration[] }
  | { kind: 'CREATE_FUNCTION'; declared: FunctionDeclaration; environment: Settings }
  | { kind: 'UPLOAD_CODE'; declared: FunctionDeclaration; runtime: string }
  | {
      kind: 'CONFIGURE_FUNCTION';
      declared: FunctionDeclaration;
      environment: Settings;
      /** What is different, in words and without any value of a variable. */
      differences: readonly string[];
    }
  | { kind: 'CREATE_TIMER'; function: string; timer: Timer }
  | { kind: 'START_SITE' }
  | { kind: 'UPLOAD_FILES'; files: readonly LocalSiteFile[] }
  | { kind: 'CREATE_ROUTE'; domain: string; route: Route }
  | { kind: 'CHANGE_ROUTE'; domain: string; route: Route };

/** The mark by which the next plan knows which code a function has; the service takes letters, digits and spaces. */
export const codeMark = ({ codeHash }: Pick<FunctionDeclaration, 'codeHash'>): string =>
  `member numbering code ${codeHash}`;

/** The difference between declaration and environment, and what the deployment leaves to people. */
export interface Plan {
  changes: readonly Change[];
  /** What has to be put right first: nothing is changed before. */
  problems: readonly string[];
  /** What nobody can do through the service's interface, or must not. */
  byHand: readonly string[];
  /** What is there without being declared; left alone. */
  surplus: readonly string[];
}

/** A part of a plan; the parts are put together in order. */
export type PlanPart = Partial<Plan>;

/** All parts as one plan. */
export function joined(parts: readonly PlanPart[]): Plan {
  return {
    changes: parts.flatMap(({ changes = [] }) => changes),
    problems: parts.flatMap(({ problems = [] }) => problems),
    byHand: parts.flatMap(({ byHand = [] }) => byHand),
    surplus: parts.flatMap(({ surplus = [] }) => surplus),
  };
}
