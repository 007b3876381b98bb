import type { Wechat } from '../../ports/wechat';
import { cleanUp } from './clean-up';
import { closeYears } from './close-years';
import { followMoves } from './follow-moves';
import type { Job } from './job';
import { markSleepers } from './mark-sleepers';
import { proveNightly } from './prove-nightly';
import { repairTotals } from './repair-totals';
import { sendNotices } from './send-notices';
import { watchNumbers } from './watch-numbers';

/** What the clock works through, in this order. */
export const jobs = (wechat: Wechat): Job[] => [
  cleanUp,
  closeYears,
  followMoves,
  proveNightly,
  repairTotals,
  markSleepers,
  watchNumbers,
  sendNotices(wechat),
];
