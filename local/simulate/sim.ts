import { isCommittee } from '../../cloudfunctions/core/domain/organizations';
import type { ActionName, Answer, InputOf, OutputOf } from '../../typings/api';
import { dice } from './dice';
import type { Ledger } from './ledger';
import type { Plan } from './plan';
import type { State } from './state';
import type { System } from './system';
import type { Task } from './task';
import type { People, Phone } from './world/people';
import type { Province } from './world/province';

/** A run: what was planned, what has happened, and the system it happens to. */
export interface Sim {
  plan: Plan;
  province: Province;
  people: People;
  state: State;
  system: System;
  ledger: Ledger;
}

/** Share of the branches that have no secretary at first: their committee stands in. */
export const WITHOUT_SECRETARY = 0.2;

export const parentOf = ({ state, province }: Sim, id: string): string | null =>
  state.parents[id] ?? province.get(id).parentId;

/** The organisation itself or the nearest committee above it. */
export function committeeOf(sim: Sim, id: string): string {
  let at = id;
  while (!isCommittee(sim.province.get(at).type)) at = parentOf(sim, at)!;
  return at;
}

/** Whether a branch has a secretary; other organisations always have somebody in office. */
export const hasOfficer = ({ plan, province, state }: Sim, id: string): boolean => {
  const { type, isLater } = province.get(id);
  if (type !== 'BRANCH' || isLater || state.secretaries[id] !== undefined) return true;
  return dice(plan.seed, `secretary ${id}`) >= WITHOUT_SECRETARY;
};

/** Who acts for an organisation. */
export function officerOf({ people, state }: Sim, id: string, second?: boolean): Phone {
  const person = state.secretaries[id];
  return person === undefined ? people.officer(id, second) : people.person(person);
}

/** One call of a task; `step` tells its calls apart. */
export const ask = <A extends ActionName>(
  sim: Sim,
  task: Task,
  who: Phone,
  action: A,
  input: InputOf<A>,
  step = '',
): Promise<Answer<OutputOf<A>>> =>
  sim.system.call({ who, action, input, key: `${task.id} ${step}`, at: task.at });

/** Branches where people join, as they are at the beginning and later. */
export const activeBranches = ({ province }: Sim): string[] => [
  ...province.branches,
  ...province.schools.flatMap((school) => [
    ...school.stayingClasses,
    ...school.leavingClasses,
    ...school.laterClasses,
  ]),
];

const LEVELS = ['PROVINCE', 'CITY', 'COUNTY', 'GRASSROOTS_COMMITTEE', 'GENERAL_BRANCH'];

/** Depth of an organisation's kind in the tree, 0 for the province. */
export const levelOf = ({ province }: Sim, id: string): number =>
  LEVELS.indexOf(province.get(id).type);

/** Everybody with an office in use: of the branches where people join, and of all above them. */
export function officesOf(sim: Sim): string[] {
  const offices = new Set<string>();
  for (const branch of activeBranches(sim)) {
    for (let at: string | null = branch; at !== null; at = parentOf(sim, at)) offices.add(at);
  }
  for (const { id, type } of sim.province.orgs) if (type === 'CITY') offices.add(id);
  return [...offices].filter(
    (id) => hasOfficer(sim, id) && !sim.state.closed[id] && !sim.province.get(id).isLater,
  );
}
