import { confirmPhone } from './confirm-phone';
import { erase } from './erase';
import { exportMembers } from './export';
import { get } from './get';
import { inspection } from './inspection';
import { list } from './list';
import { markCoverWritten } from './mark-cover-written';
import { reveal } from './reveal';
import { setStatus } from './set-status';

export const rosterActions = [
  list,
  get,
  reveal,
  exportMembers,
  inspection,
  setStatus,
  erase,
  markCoverWritten,
  confirmPhone,
];
