import type { Secrets } from '../../ports/secrets';
import type { Wechat } from '../../ports/wechat';
import { MIGRATIONS } from '../migrations';
import { changeKeys } from './change-keys';
import { cleanUp } from './clean-up';
import { closeYears } from './close-years';
import { followMoves } from './follow-moves';
import { forgetAudit } from './forget-audit';
import { forgetRegistrations } from './forget-registrations';
import type { Job } from './job';
import { markSleepers } from './mark-sleepers';
import { migrate } from './migrate';
import { proveNightly } from './prove-nightly';
import { repairTotals } from './repair-totals';
import { sendNotices } from './send-notices';
import { watchNumbers } from './watch-numbers';
import { watchSystem } from './watch-system';

/** What the clock works through, in this order. */
export const jobs = (wechat: Wechat, secrets: Secrets): Job[] => [
  cleanUp,
  forgetAudit,
  forgetRegistrations(secrets),
  closeYears,
  followMoves,
  proveNightly,
  repairTotals,
  markSleepers,
  watchNumbers,
  watchSystem(wechat),
  sendNotices(wechat),
  changeKeys(secrets),
  migrate(MIGRATIONS),
];
