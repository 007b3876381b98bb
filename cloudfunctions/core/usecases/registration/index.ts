import { bind } from './bind';
import { confirmMove } from './confirm-move';
import { invitation, invited } from './invitation';
import { mine } from './mine';
import { nudge } from './nudge';
import { reveal } from './reveal';
import { resubmit } from './resubmit';
import { submit } from './submit';
import { withdraw } from './withdraw';

export const registrationActions = [
  mine,
  submit,
  resubmit,
  withdraw,
  confirmMove,
  nudge,
  invitation,
  invited,
  reveal,
  bind,
];
