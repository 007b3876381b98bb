import type { OrganizationRef } from './common';
import type { RegistrationSummary } from './registration';

export interface Post {
  id: string;
  organization: OrganizationRef;
  /** Secretary of a branch or general branch, or staff of a committee. */
  role: 'SECRETARY' | 'STAFF';
  /** Days, inclusive, `YYYY-MM-DD`. */
  from: string;
  to: string;
}

export interface Me {
  accountId: string;
  name: string | null;
  /** 138****0604 */
  phone: string;
  posts: Post[];
  registration: RegistrationSummary | null;
}

export interface SendCodeInput {
  phone: string;
}
export interface SendCodeOutput {
  /** Seconds until another code may be asked for. */
  resendAfter: number;
  /** Seconds the code is good for. */
  expiresIn: number;
}

export interface SignInInput {
  phone: string;
  code: string;
  /** Last six characters of the ID number: asked for on a new device when the account has a post or a number. */
  idTail?: string;
}
/** ID_TAIL: nothing happened yet, the same code is good for the next try that carries `idTail`. */
export type SignInOutput = { state: 'SIGNED_IN'; me: Me } | { state: 'ID_TAIL' };

export interface AccountActions {
  'account.sendCode': { input: SendCodeInput; output: SendCodeOutput };
  'account.signIn': { input: SignInInput; output: SignInOutput };
  'account.me': { input: Record<string, never>; output: Me };
  'account.signOut': { input: Record<string, never>; output: { signedOut: true } };
}
