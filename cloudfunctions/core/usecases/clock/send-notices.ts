import type { Wechat } from '../../ports/wechat';
import { sent } from '../messages';
import type { Job } from './job';

const WORK_MS = 10_000;
const MOST_NOTICES = 50;
/** News of yesterday is none. */
const KEEP_MS = 24 * 3_600_000;

/**
 * Sends the subscription messages that calls left to the clock. One that WeChat did not take is tried again
 * at the next tick, for a day. Gives how many went.
 */
export const sendNotices = (wechat: Wechat): Job => ({
  id: 'send-notices',
  everyMs: 9 * 60_000,
  async run({ database, runtime }, now) {
    let count = 0;
    const notices = await database.find(
      'notices',
      { at: { lte: now } },
      { sort: [['at', 1]], limit: MOST_NOTICES },
    );
    for (const { _id, at, messages } of notices) {
      const due = now - at > KEEP_MS ? [] : messages;
      const left = [...due];
      for (const message of due) {
        if (runtime.now() - now > WORK_MS) return count;
        if (!(await sent({ wechat }, message))) continue;
        left.splice(left.indexOf(message), 1);
        count += 1;
        // Noted after each: a death in between must not send the whole batch twice.
        await database.update('notices', _id, { messages: left });
      }
      if (left.length === 0) await database.removeWhere('notices', { _id });
    }
    return count;
  },
});
