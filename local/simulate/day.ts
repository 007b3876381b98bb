import { daysLater } from '../../cloudfunctions/core/domain/dates';
import { dayNumber, FIRST_DAY, isWorkday, LAST_DAY, LAST_YEAR, momentOf, YEAR } from './calendar';
import { between, dice } from './dice';
import {
  activeBranches,
  committeeOf,
  hasOfficer,
  levelOf,
  officesOf,
  parentOf,
  type Sim,
} from './sim';
import type { Task } from './task';
import { planCovers } from './tasks/records';
import { planReviews } from './tasks/reviewing';
import { needsOf, planAllocations, planSupply, sharesOf, type Wave } from './tasks/supplying';
import { planSetup } from './setup';
import { ROOT } from './world/province';

/** Of those who register, who tries it a second time from another phone. */
const TWICE = 0.004;
/** People in office look in so often. */
const VISIT_EVERY_DAYS = 90;
/** On every so manyeth day of work the covers are written. */
const COVERS_EVERY = 5;
/** Of the branches, how many give numbers back in November, and from how many they are taken. */
const NOVEMBER = { giveBack: 0.1, reclaim: 0.3, undo: 0.08 };

/** Days on which each level hands numbers to the next: province, cities, counties, committees, general branches. */
const DISTRIBUTIONS: Array<{ wave: Wave; year: number; days: string[] }> = [
  {
    wave: 'FIRST',
    year: YEAR,
    days: ['01-06', '01-08', '01-10', '01-13', '01-14'].map((day) => `${YEAR}-${day}`),
  },
  {
    wave: 'SECOND',
    year: YEAR,
    days: ['09-08', '09-09', '09-10', '09-11', '09-12'].map((day) => `${YEAR}-${day}`),
  },
];

/** Everything that is to happen on the day of the state, as far as it can be known in the morning. */
export async function planDay(sim: Sim): Promise<Task[]> {
  const { state, plan } = sim;
  const { day } = state;
  const at = (key: string): number => momentOf(day, dice(plan.seed, `${day} ${key}`));
  if (day < FIRST_DAY) return planSetup(sim, at);
  const dated = [...planDistribution(sim), ...planDates(sim, at)];
  if (!isWorkday(day, plan.workEveryDays)) return dated;
  const due = state.later.filter((one) => one.day <= day).map(({ task }) => task);
  state.later = state.later.filter((one) => one.day > day);
  const tasks = [
    ...due.map((task): Task => ({ ...task, at: at(task.id) })),
    ...planEntries(sim, at),
    ...planReviews(sim, at),
    ...(isEveryNth(sim, COVERS_EVERY) ? planCovers(sim, at) : []),
    ...(await planSupply(sim, at)),
    ...dated,
    ...planVisits(sim, at),
  ];
  // As people come, not as the plan lists them.
  return tasks.sort((a, b) => a.at - b.at);
}

const isEveryNth = ({ plan, state }: Sim, n: number): boolean =>
  (dayNumber(state.day) / plan.workEveryDays) % n === 0;

function planEntries({ people, state, plan }: Sim, at: (key: string) => number): Task[] {
  const { day } = state;
  const tasks: Task[] = [];
  const { from, to } = people.of(day);
  for (let person = from; person < to; person++) {
    tasks.push({ kind: 'ENTER', id: `enter ${person}`, at: at(`enter ${person}`), person });
    if (dice(plan.seed, `person ${person} twice`) >= TWICE) continue;
    const id = `twice ${person}`;
    state.later.push({ day: daysLater(day, 1), task: { kind: 'TWICE', id, at: 0, person } });
  }
  return tasks;
}

function planDistribution(sim: Sim): Task[] {
  const { day } = sim.state;
  for (const { wave, year, days } of DISTRIBUTIONS) {
    const level = days.indexOf(day);
    if (level < 0) continue;
    const shares = sharesOf(sim, wave, needsOf(sim));
    return planAllocations(sim, year, shares, (id) => levelOf(sim, id) === level);
  }
  return [];
}

/** What belongs to a day of the year. */
function planDates(sim: Sim, at: (key: string) => number): Task[] {
  const { province, state } = sim;
  const { day } = state;
  const id = (what: string): { id: string; at: number } => ({
    id: `${day} ${what}`,
    at: at(what),
  });
  const year = { year: YEAR };
  switch (day.slice(5)) {
    case '02-28':
      return [{ kind: 'YEAR', ...id('close'), year: LAST_YEAR, to: 'CLOSED' }];
    case '05-15':
    case '10-15':
      return planMoves(sim, at);
    case '07-14':
      return province.schools.map(({ id: by, leaving, leavingClasses }) => {
        const orgIds = [...leavingClasses, leaving];
        return { kind: 'CLOSE', ...id(`close ${by}`), by, orgIds };
      });
    case '08-20':
      return province.schools.flatMap(({ id: by, laterClasses }) =>
        laterClasses.map((orgId): Task => ({
          kind: 'CREATE',
          ...id(`create ${orgId}`),
          by,
          orgId,
        })),
      );
    case '08-22':
      return province.schools.flatMap(({ id: by, laterClasses }) =>
        laterClasses.map((orgId): Task => ({
          kind: 'APPOINT',
          ...id(`appoint ${orgId}`),
          by,
          orgId,
        })),
      );
    case '11-18':
    case '11-19':
    case '11-20':
      return planNovember(sim, day.slice(8), at);
    case '12-10':
      return [{ kind: 'SHRINK', ...id('shrink'), ...year }];
    case '12-16':
      return [{ kind: 'YEAR', ...id('closing'), ...year, to: 'CLOSING' }];
    case LAST_DAY.slice(5):
      if (day !== LAST_DAY) return [];
      return [{ kind: 'YEAR', ...id('close'), ...year, to: 'CLOSED' }];
  }
  return day.startsWith(`${YEAR}-12-0`) ? planRenewals(sim, at) : [];
}

/** One in a hundred branches, at least one, goes to another committee of its county. */
function planMoves(sim: Sim, at: (key: string) => number): Task[] {
  const { plan, province, state } = sim;
  const { branches } = province;
  const committees = [...new Set(branches.map((id) => province.get(id).parentId!))];
  const tasks: Task[] = [];
  for (let i = 0; i < Math.ceil(branches.length / 100); i++) {
    const id = `${state.day} move ${i}`;
    const orgId = branches[between(plan.seed, id, 0, branches.length - 1)]!;
    const parent = parentOf(sim, orgId)!;
    const by = province.get(parent).parentId!;
    const others = committees.filter((one) => one !== parent && province.get(one).parentId === by);
    const to = others[between(plan.seed, `${id} to`, 0, others.length - 1)];
    if (to && !tasks.some((task) => task.kind === 'MOVE' && task.orgId === orgId)) {
      tasks.push({ kind: 'MOVE', id, at: at(id), by, orgId, to });
    }
  }
  return tasks;
}

/** Whoever has too many numbers: on the 18th branches give some back, on the 19th some is undone, on the 20th taken. */
function planNovember(sim: Sim, dayOfMonth: string, at: (key: string) => number): Task[] {
  const { plan, state } = sim;
  return activeBranches(sim).flatMap((orgId): Task[] => {
    const chance = dice(plan.seed, `november ${orgId}`);
    const id = `${state.day} november ${orgId}`;
    const base = { id, at: at(orgId), year: YEAR };
    if (state.closed[orgId]) return [];
    const parent = parentOf(sim, orgId)!;
    if (chance < NOVEMBER.giveBack) {
      if (!hasOfficer(sim, orgId)) return [];
      if (dayOfMonth === '18') return [{ ...base, kind: 'GIVE_BACK', by: orgId }];
      if (dayOfMonth !== '19' || chance >= NOVEMBER.undo) return [];
      return [{ ...base, kind: 'UNDO', by: orgId }];
    }
    const isTaken = dayOfMonth === '20' && chance < NOVEMBER.giveBack + NOVEMBER.reclaim;
    return isTaken ? [{ ...base, kind: 'RECLAIM', by: parent, from: orgId }] : [];
  });
}

/** In the first nine days of December the terms are renewed, a ninth each day. */
function planRenewals(sim: Sim, at: (key: string) => number): Task[] {
  const { state, plan } = sim;
  return officesOf(sim).flatMap((orgId): Task[] => {
    if (state.secretaries[orgId] !== undefined) return [];
    if (between(plan.seed, `renew ${orgId}`, 1, 9) !== Number(state.day.slice(8))) return [];
    const id = `${state.day} renew ${orgId}`;
    if (orgId === ROOT) {
      return [false, true].map((second): Task => {
        const key = `${id}${second ? ' 2' : ''}`;
        return { kind: 'RENEW', id: key, at: at(key), by: ROOT, orgId, second };
      });
    }
    const parent = parentOf(sim, orgId)!;
    const by =
      sim.province.get(parent).type === 'GENERAL_BRANCH' ? committeeOf(sim, parent) : parent;
    return [{ kind: 'RENEW', id, at: at(id), by, orgId }];
  });
}

function planVisits(sim: Sim, at: (key: string) => number): Task[] {
  const { state, province, plan } = sim;
  const today = Math.floor(dayNumber(state.day) / plan.workEveryDays);
  const every = Math.floor(VISIT_EVERY_DAYS / plan.workEveryDays);
  return officesOf(sim).flatMap((orgId): Task[] => {
    if ((today + province.placeOf(orgId)) % every !== 0) return [];
    const id = `${state.day} visit ${orgId}`;
    const second: Task[] =
      orgId === ROOT ? [{ kind: 'VISIT', id: `${id} 2`, at: at(id), orgId, second: true }] : [];
    return [{ kind: 'VISIT', id, at: at(id), orgId }, ...second];
  });
}
