import type { OrganizationRef } from './common';
import type { RegistrationSummary } from './registration';
import type { FaceSettings } from './settings';

export interface Post {
  id: string;
  organization: OrganizationRef;
  /** Secretary of a branch or general branch, or staff of a committee. */
  role: 'SECRETARY' | 'STAFF';
  /** Days, inclusive, `YYYY-MM-DD`. */
  from: string;
  to: string;
}

/** What the environment is configured for. */
export interface QuickWays {
  /** Whether `account.signInByWechatPhone` works. */
  quickPhone: boolean;
  /** Ids of the subscription messages to ask for: the result of a registration, and one's turn to review. */
  templates: { result?: string; turn?: string };
}

export interface Me extends QuickWays {
  accountId: string;
  name: string | null;
  /** 138****0604 */
  phone: string;
  posts: Post[];
  registration: RegistrationSummary | null;
  /** What the faces go by that check and word things themselves. */
  settings: FaceSettings;
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

export interface WechatPhoneInput {
  /** From the button `getPhoneNumber`; good for this call and for its repetition with `idTail`. */
  code: string;
  idTail?: string;
}

export interface ChangePhoneInput {
  oldPhone: string;
  /** Of the messages to the two numbers (`account.sendCode`). */
  oldCode: string;
  newPhone: string;
  newCode: string;
}

export interface AccountActions {
  /** Open to anyone, for the page that signs in. */
  'account.quickWays': { input: Record<string, never>; output: QuickWays };
  'account.signInByWechatPhone': { input: WechatPhoneInput; output: SignInOutput };
  /** Ends all sessions: sign in with the new number afterwards. */
  'account.changePhone': { input: ChangePhoneInput; output: { phone: string } };
  'account.sendCode': { input: SendCodeInput; output: SendCodeOutput };
  'account.signIn': { input: SignInInput; output: SignInOutput };
  'account.me': { input: Record<string, never>; output: Me };
  /** 注销账号: for whoever has no record and no registration under way; the other sign-ins end too. */
  'account.erase': { input: Record<string, never>; output: { erased: true } };
  'account.signOut': { input: Record<string, never>; output: { signedOut: true } };
}
