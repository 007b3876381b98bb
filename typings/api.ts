import type { AccountActions } from './account';
import type { NumberingActions } from './numbering';
import type { OrganizationActions } from './organization';
import type { RegistrationActions } from './registration';
import type { ReviewActions } from './review';
import type { RosterActions } from './roster';

/** Every action of the product with what it takes and gives. */
export interface Actions
  extends
    AccountActions,
    OrganizationActions,
    NumberingActions,
    RegistrationActions,
    ReviewActions,
    RosterActions {}

export type ActionName = keyof Actions;
export type InputOf<A extends ActionName> = Actions[A]['input'];
export type OutputOf<A extends ActionName> = Actions[A]['output'];

export type * from './account';
export type * from './common';
export type * from './numbering';
export type * from './organization';
export type * from './registration';
export type * from './review';
export type * from './roster';
