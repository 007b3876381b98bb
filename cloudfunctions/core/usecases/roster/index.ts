import { get } from './get';
import { list } from './list';
import { markCoverWritten } from './mark-cover-written';
import { setStatus } from './set-status';

export const rosterActions = [list, get, setStatus, markCoverWritten];
