import { daysLater } from '../../cloudfunctions/core/domain/dates';
import { LAST_YEAR, SETUP_DAY, YEAR } from './calendar';
import { committeeOf, levelOf, officesOf, parentOf, type Sim } from './sim';
import type { Task } from './task';
import { needsOf, planAllocations, sharesOf } from './tasks/supplying';
import { ROOT } from './world/province';

/** Serial of the first number of a year, and how many beyond what is handed down the province begins with. */
const FIRST_SERIAL = 10_001;
const SPARE = 500;

const firstNumber = (year: number): number => year * 100_000_000 + FIRST_SERIAL;

/** Levels whose people are appointed on a day of setting up, by the level above. */
const APPOINTED: Record<number, readonly string[]> = {
  1: ['PROVINCE', 'CITY'],
  2: ['COUNTY'],
  3: ['GRASSROOTS_COMMITTEE'],
  4: ['GENERAL_BRANCH', 'BRANCH'],
};

/**
 * The last days before the year: ranges of both years; people in office, each appointed by the level above and signed
 * in; and what is left of last year's numbers, handed down to the committees.
 */
export function planSetup(sim: Sim, at: (key: string) => number): Task[] {
  const { day } = sim.state;
  const step = [0, 1, 2, 3, 4, 5].find((days) => daysLater(SETUP_DAY, days) === day)!;
  const tasks: Task[] = [];
  if (step === 0) {
    tasks.push({ kind: 'VISIT', id: `${day} first`, at: at('first'), orgId: ROOT });
    return tasks;
  }
  if (step === 1) tasks.push(...ranges(sim, at));
  for (const orgId of officesOf(sim)) {
    const { type } = sim.province.get(orgId);
    if (!APPOINTED[step]?.includes(type)) continue;
    const id = `${day} appoint ${orgId}`;
    const parent = parentOf(sim, orgId);
    const by = parent === null ? orgId : committeeOf(sim, parent);
    const second = parent === null;
    tasks.push({ kind: 'APPOINT', id, at: at(id), by, orgId, ...(second && { second }) });
  }
  // The level whose people came into office the day before hands down.
  const shares = sharesOf(sim, 'LAST_YEAR', needsOf(sim));
  tasks.push(...planAllocations(sim, LAST_YEAR, shares, (id) => levelOf(sim, id) === step - 2));
  if (step === 5) {
    tasks.push({ kind: 'YEAR', id: `${day} closing`, at: at('z'), year: LAST_YEAR, to: 'CLOSING' });
  }
  return tasks;
}

function ranges(sim: Sim, at: (key: string) => number): Task[] {
  const needs = needsOf(sim);
  const waves = { [LAST_YEAR]: ['LAST_YEAR'], [YEAR]: ['FIRST', 'SECOND'] } as const;
  return [LAST_YEAR, YEAR].map((year): Task => {
    const all = waves[year]!.map((wave) => sharesOf(sim, wave, needs).get(ROOT) ?? 0);
    const count = all.reduce((sum, share) => sum + share, 0) + SPARE;
    const start = firstNumber(year);
    const id = `${sim.state.day} range ${year}`;
    return { kind: 'RANGE', id, at: at(id), year, start, end: start + count - 1 };
  });
}
