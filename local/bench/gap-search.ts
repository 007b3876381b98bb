import type { Attempt, Database, Transaction } from '../../cloudfunctions/core/ports/database';
import type { Interval } from '../../typings/api';
import { doSteps, isStep, patiently, renamed, type Script } from './script';

/*
 * Yardstick: nothing is kept of what is free. The next number is the first one of the interval that no
 * member has, as IP-address managers do it; the database refuses a second one. No rules.
 */

/** Rows of one query at most. */
const PAGE = 1000;

/** The first number of the interval that no member has; a request for every 1,000 members in it. */
export async function firstGap(database: Database, { start, end }: Interval): Promise<number> {
  let next = start;
  for (;;) {
    const page = await database.find(
      'members',
      { memberNumber: { gte: String(next), lte: String(end) } },
      { sort: [['memberNumber', 1]], limit: PAGE, fields: ['memberNumber'] },
    );
    for (const { memberNumber } of page) {
      if (Number(memberNumber) !== next) return next;
      next += 1;
    }
    if (page.length < PAGE) return next;
  }
}

/** An approval: the gap is looked for, then the number added in the transaction; another one if it is taken. */
export async function approveByGap(
  database: Database,
  script: Script,
  interval: Interval,
): Promise<void> {
  const number = script.inside.find((step) => isStep(step, 'create', 'numbers'))!.args[1] as {
    _id: string;
  };
  const kept = script.inside.filter(({ args }) => args[0] !== 'holdings');
  await patiently(() => doSteps(database, script.before));
  for (let isDone = false; !isDone;) {
    const gap = await patiently(() => firstGap(database, interval));
    const { inside } = renamed({ ...script, inside: kept }, [[number._id, String(gap)]]);
    const work = async (transaction: Transaction, attempt: Attempt): Promise<boolean> => {
      if (attempt.number > 1) return false;
      await doSteps(transaction, inside);
      return true;
    };
    isDone = await patiently(() => database.transact(work));
  }
  await patiently(() => doSteps(database, script.after));
}
