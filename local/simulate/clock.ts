import { daysLater } from '../../cloudfunctions/core/domain/dates';
import { jobs } from '../../cloudfunctions/core/usecases/clock';
import { runIfDue } from '../../cloudfunctions/core/usecases/clock/job';
import { PROVE_NIGHTLY } from '../../cloudfunctions/core/usecases/reconcile/night';
import { dayNumber, FIRST_DAY, LAST_DAY, nightAfter } from './calendar';
import { note } from './measures';
import type { Sim } from './sim';

/** The timer's ticks are ten minutes apart. */
const TICK_MS = 10 * 60_000;
/** More ticks than any night needs. */
const MOST_TICKS = 400;
/** What follows moves and clears away is done once a week; the rest waits for a night on which all of it is done. */
const TIDY_EVERY_DAYS = 7;
const TIDYING = new Set(['follow-moves', 'clean-up']);

/** Whether all of the clock's work is done in the night after this day, the proof of every number included. */
function isWholeNight({ plan, state: { day } }: Sim): boolean {
  if (day < FIRST_DAY) return false;
  if (day === LAST_DAY) return true;
  const isFirstNight = daysLater(day, 1).endsWith('-01');
  const month = Number(daysLater(day, 1).slice(5, 7));
  return isFirstNight && (month - 1) % plan.clockEveryMonths === 0;
}

/**
 * The clock's night after the day of the state, on the clock's own use cases. In reality it ticks every ten minutes; here
 * once a week only what follows moves and clears away, and on some nights tick after tick until everything is proved.
 */
export async function runNight(sim: Sim): Promise<void> {
  const { system, state } = sim;
  const isWhole = isWholeNight(sim);
  if (!isWhole && dayNumber(state.day) % TIDY_EVERY_DAYS !== 0) return;
  const work = jobs(system.servicesAt(0).wechat, system.secrets);
  const some = isWhole ? work : work.filter(({ id }) => TIDYING.has(id));
  for (let tick = 0; tick < (isWhole ? MOST_TICKS : 1); tick++) {
    let isProved = false;
    for (const job of some) {
      const begun = performance.now();
      let requests = 0;
      const services = system.servicesAt(
        nightAfter(state.day) + tick * TICK_MS,
        () => (requests += 1),
      );
      let code = 'OK';
      try {
        const done = await runIfDue(services, job);
        if (job.id === PROVE_NIGHTLY) isProved = done === 0;
      } catch (error) {
        code = error instanceof Error ? error.name : 'Error';
      }
      const ms = performance.now() - begun;
      note(state.measures, `clock: ${job.id}`, { code, ms, requests, repeats: 0 });
    }
    if (isProved) return;
  }
}
