import { me } from './me';
import { sendCode } from './send-code';
import { signIn } from './sign-in';
import { signOut } from './sign-out';

/** The actions of the function `account`. */
export const accountActions = [sendCode, signIn, me, signOut];
