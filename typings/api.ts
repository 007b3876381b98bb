import type { AccountActions } from './account';
import type { CorrectionActions } from './corrections';
import type { MovementActions } from './movements';
import type { NumberingActions } from './numbering';
import type { OrganizationActions } from './organization';
import type { ReconcileActions } from './reconcile';
import type { RegistrationActions } from './registration';
import type { ReviewActions } from './review';
import type { RosterActions } from './roster';
import type { YearActions } from './years';
import type { TraceActions } from './trace';

/** Every action of the product with what it takes and gives. */
export interface Actions
  extends
    AccountActions,
    OrganizationActions,
    NumberingActions,
    CorrectionActions,
    YearActions,
    MovementActions,
    TraceActions,
    ReconcileActions,
    RegistrationActions,
    ReviewActions,
    RosterActions {}

export type ActionName = keyof Actions;
export type InputOf<A extends ActionName> = Actions[A]['input'];
export type OutputOf<A extends ActionName> = Actions[A]['output'];

export type * from './account';
export type * from './common';
export type * from './corrections';
export type * from './movements';
export type * from './numbering';
export type * from './organization';
export type * from './reconcile';
export type * from './registration';
export type * from './review';
export type * from './roster';
export type * from './trace';
export type * from './years';
