import type { Sim } from '../sim';
import type { Task, TaskOf } from '../task';
import {
  addRange,
  allocate,
  answerRequest,
  askForMore,
  changeYear,
  giveBack,
  reclaim,
  shrinkRange,
  undo,
} from './numbers';
import { appoint, close, create, move, renew, visit } from './organizations';
import { fileCorrection, judge, setStatus, tickCovers } from './records';
import { enter, registerTwice, resubmit, withdraw } from './registering';
import { appointWaiting, giveBackToApplicant, pass } from './reviewing';

const HANDLERS: { [K in Task['kind']]: (sim: Sim, task: TaskOf<K>) => Promise<void> } = {
  ENTER: enter,
  RESUBMIT: resubmit,
  WITHDRAW: withdraw,
  TWICE: registerTwice,
  PASS: pass,
  RETURN: giveBackToApplicant,
  APPOINT_WAITING: appointWaiting,
  COVER: tickCovers,
  STATUS: setStatus,
  FILE: fileCorrection,
  JUDGE: judge,
  RANGE: addRange,
  SHRINK: shrinkRange,
  ALLOCATE: allocate,
  ASK: askForMore,
  ANSWER: answerRequest,
  RECLAIM: reclaim,
  GIVE_BACK: giveBack,
  UNDO: undo,
  YEAR: changeYear,
  APPOINT: appoint,
  RENEW: renew,
  VISIT: visit,
  CREATE: create,
  CLOSE: close,
  MOVE: move,
};

/** Does a task; what is refused is kept in the state, so that somebody looks after it on another day. */
export const doTask = (sim: Sim, task: Task): Promise<void> =>
  (HANDLERS[task.kind] as (sim: Sim, task: Task) => Promise<void>)(sim, task);
