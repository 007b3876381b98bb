import type { AccountActions } from './account';
import type { AuditActions } from './audit';
import type { ConsoleSignInActions } from './console-sign-in';
import type { CorrectionActions } from './corrections';
import type { DashboardActions } from './dashboard';
import type { ExportActions } from './exports';
import type { MovementActions } from './movements';
import type { NumberingActions } from './numbering';
import type { OrganizationActions } from './organization';
import type { ReconcileActions } from './reconcile';
import type { ReminderActions } from './reminders';
import type { RegistrationActions } from './registration';
import type { ReviewActions } from './review';
import type { RosterActions } from './roster';
import type { SettingsActions } from './settings';
import type { SystemActions } from './system';
import type { TakeoverActions } from './takeover';
import type { YearActions } from './years';
import type { TraceActions } from './trace';
import type { WatchActions } from './watch';

/** Every action of the product with what it takes and gives. */
export interface Actions
  extends
    AccountActions,
    AuditActions,
    ConsoleSignInActions,
    DashboardActions,
    ExportActions,
    OrganizationActions,
    NumberingActions,
    CorrectionActions,
    YearActions,
    TakeoverActions,
    MovementActions,
    TraceActions,
    ReconcileActions,
    ReminderActions,
    WatchActions,
    RegistrationActions,
    ReviewActions,
    RosterActions,
    SettingsActions,
    SystemActions {}

export type ActionName = keyof Actions;
export type InputOf<A extends ActionName> = Actions[A]['input'];
export type OutputOf<A extends ActionName> = Actions[A]['output'];

export type * from './account';
export type * from './audit';
export type * from './common';
export type * from './console-sign-in';
export type * from './corrections';
export type * from './dashboard';
export type * from './exports';
export type * from './movements';
export type * from './numbering';
export type * from './organization';
export type * from './reconcile';
export type * from './registration';
export type * from './reminders';
export type * from './review';
export type * from './roster';
export type * from './settings';
export type * from './system';
export type * from './takeover';
export type * from './trace';
export type * from './watch';
export type * from './years';
