import { confirmMove } from './confirm-move';
import { mine } from './mine';
import { resubmit } from './resubmit';
import { submit } from './submit';
import { withdraw } from './withdraw';

export const registrationActions = [mine, submit, resubmit, withdraw, confirmMove];
