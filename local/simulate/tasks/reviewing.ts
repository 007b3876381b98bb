import { daysLater } from '../../../cloudfunctions/core/domain/dates';
import type { Answer, ApiError, PassOutput } from '../../../typings/api';
import { between, dice } from '../dice';
import {
  ask,
  committeeOf,
  hasOfficer,
  officerOf,
  parentOf,
  type Sim,
  WITHOUT_SECRETARY,
} from '../sim';
import { type Case, monthOf } from '../state';
import type { Task, TaskOf } from '../task';
import { amend, refused } from './registering';
import { planAfterApproval } from './records';

/** Passes people of one stage: one alone, or several at once; whoever is not reached is asked for again. */
export async function pass(sim: Sim, task: TaskOf<'PASS'>): Promise<void> {
  const { status, coverChecked } = task;
  const officer = officerOf(sim, task.by);
  const wish = { status, ...(coverChecked && { coverChecked }) };
  const caseOf = (person: number): Case => sim.state.cases[person]!;
  await ask(sim, task, officer, 'review.list', { orgId: task.by, status, limit: 50 }, 'list');
  const [first, ...others] = task.people;
  if (others.length === 0) {
    const input = { registrationId: caseOf(first!).registrationId, ...wish };
    take(sim, task, first!, await ask(sim, task, officer, 'review.pass', input));
    return;
  }
  const ids = new Map(task.people.map((person) => [caseOf(person).registrationId, person]));
  const input = { registrationIds: [...ids.keys()], ...wish };
  for (;;) {
    const answer = await ask(sim, task, officer, 'review.passMany', input);
    if (!answer.ok) {
      for (const person of task.people) take(sim, task, person, answer);
      return;
    }
    if (answer.data.unfinished.length > 0) continue;
    for (const result of answer.data.results)
      take(sim, task, ids.get(result.registrationId)!, result);
    return;
  }
}

export async function giveBackToApplicant(sim: Sim, task: TaskOf<'RETURN'>): Promise<void> {
  const { registrationId } = sim.state.cases[task.person]!;
  const answer = await ask(sim, task, officerOf(sim, task.by), 'review.return', {
    registrationId,
    status: task.status,
    reason: '入团时所在单位没有填写，请核对后重新提交。',
    fields: ['joinUnit'],
  });
  if (!answer.ok) return refused(sim, task.person, `return: ${answer.error.code}`);
  monthOf(sim.state).returned += 1;
  amend(sim, task.person);
}

/** somebody who waits becomes secretary and is approved by that. */
export async function appointWaiting(sim: Sim, task: TaskOf<'APPOINT_WAITING'>): Promise<void> {
  const { registrationId } = sim.state.cases[task.person]!;
  const answer = await ask(sim, task, officerOf(sim, task.by), 'organization.appoint', {
    orgId: task.branchId,
    registrationId,
  });
  if (!answer.ok) return take(sim, task, task.person, answer);
  sim.state.secretaries[task.branchId] = task.person;
  take(sim, task, task.person, { ok: true, data: answer.data.approval! });
}

type Passed = Answer<PassOutput> | { ok: false; error: ApiError };

/** What came of one person: the next stage, a number, or another try. */
function take(sim: Sim, task: Task, index: number, answer: Passed): void {
  const { state, plan } = sim;
  const stored = state.cases[index]!;
  if (!answer.ok) {
    const { code, message } = answer.error;
    if (code === 'EXHAUSTED') {
      const key = `${sim.people.person(index).joinMonth.slice(0, 4)}-${stored.branchId}`;
      state.short[key] = (state.short[key] ?? 0) + 1;
      monthOf(state).exhausted += 1;
    }
    return refused(sim, index, `${stored.stage}: ${code} ${message}`);
  }
  const { status, memberNumber } = answer.data;
  if (status !== 'APPROVED') {
    stored.version += 1;
    stored.refused = 0;
    stored.stage = status as Case['stage'];
    const wait = between(
      plan.seed,
      `${task.id} ${index}`,
      1,
      status === 'PENDING_COMMITTEE' ? 5 : 2,
    );
    stored.due = daysLater(state.day, wait);
    return;
  }
  const person = sim.people.person(index);
  const { registrationId, branchId } = stored;
  sim.ledger.add({
    what: 'GIVEN',
    person: index,
    registrationId,
    number: memberNumber!,
    how: person.mode === 'AUTO' ? 'DRAWN' : 'KEPT',
    day: state.day,
  });
  monthOf(state).approved += 1;
  delete state.cases[index];
  const committee = committeeOf(sim, branchId);
  (state.covers[committee] ??= []).push(registrationId);
  planAfterApproval(sim, person, stored, memberNumber!, committee);
}

/** Share of the registrations that the branch, and the committee, give back once; and that are withdrawn. */
const RETURNED = { PENDING_BRANCH: 0.08, PENDING_GENERAL: 0.01, PENDING_COMMITTEE: 0.02 };
const WITHDRAWN = 0.01;
/** Share of the branches without a secretary who find one among those who wait. */
const FROM_WAITING = 0.5;
const TOGETHER = 10;

/** What happens today to the registrations that are due. */
export function planReviews(sim: Sim, at: (key: string) => number): Task[] {
  const { state, people } = sim;
  const tasks: Task[] = [];
  const groups = new Map<string, TaskOf<'PASS'>>();
  const appointed = new Set<string>();
  for (const [index, stored] of Object.entries(state.cases)) {
    if (stored.due > state.day) continue;
    const person = Number(index);
    const base = `${state.day} ${index}`;
    const { stage } = stored;
    const own = ownTask(sim, person, stored, appointed);
    if (own) tasks.push({ ...own, at: at(base) });
    if (own || stage === 'AMEND') continue;
    const by = reviewer(sim, stored);
    const { mode } = people.person(person);
    const key = `${by} ${stage} ${mode}`;
    let group = groups.get(key);
    if (!group || group.people.length === TOGETHER) {
      group = {
        kind: 'PASS',
        id: `${base} pass ${stage}`,
        at: at(key),
        by,
        status: stage,
        people: [],
        coverChecked: mode === 'MANUAL' && stage === 'PENDING_COMMITTEE',
      };
      groups.set(key, group);
      tasks.push(group);
    }
    group.people.push(person);
  }
  return tasks;
}

/**
 * What is done for one person alone: sent again, returned, withdrawn, or appointed; null for those who are passed.
 * `appointed` has the branches that get a secretary today.
 */
function ownTask(sim: Sim, person: number, stored: Case, appointed: Set<string>): Task | null {
  const { state, plan } = sim;
  const { stage, back, branchId } = stored;
  const base = `${state.day} ${person}`;
  if (stage === 'AMEND') {
    stored.branchId = branchToday(sim, branchId);
    return { kind: 'RESUBMIT', id: `${base} again`, at: 0, person };
  }
  const wish = dice(plan.seed, `person ${person} at ${stage}`);
  const by = reviewer(sim, stored);
  if (back === 0 && wish < RETURNED[stage]) {
    return { kind: 'RETURN', id: `${base} return`, at: 0, by, status: stage, person };
  }
  if (back === 0 && stage === 'PENDING_BRANCH' && wish > 1 - WITHDRAWN) {
    return { kind: 'WITHDRAW', id: `${base} withdraw`, at: 0, person };
  }
  const isAppointed =
    stage === 'PENDING_COMMITTEE' &&
    sim.people.person(person).mode === 'AUTO' &&
    mayAppoint(sim, branchId) &&
    !appointed.has(branchId);
  if (!isAppointed) return null;
  appointed.add(branchId);
  return { kind: 'APPOINT_WAITING', id: `${base} appoint`, at: 0, by, branchId, person };
}

/** Whoever was given back and finds the class closed goes to one that stays. */
function branchToday({ state, province }: Sim, branchId: string): string {
  if (!state.closed[branchId]) return branchId;
  const { leavingClasses, stayingClasses } = province.schools.find((school) =>
    school.leavingClasses.includes(branchId),
  )!;
  return stayingClasses[leavingClasses.indexOf(branchId)]!;
}

const mayAppoint = ({ plan, state, province }: Sim, branchId: string): boolean => {
  if (state.secretaries[branchId] !== undefined || province.get(branchId).isLater) return false;
  // Half of those below the share without one.
  return dice(plan.seed, `secretary ${branchId}`) < WITHOUT_SECRETARY * FROM_WAITING;
};

/** The organisation whose officer reviews now: whoever's turn it is, or the committee where nobody is in office. */
function reviewer(sim: Sim, { stage, branchId, refused: times }: Case): string {
  if (stage === 'PENDING_COMMITTEE') return committeeOf(sim, branchId);
  if (stage === 'PENDING_GENERAL') {
    const parent = parentOf(sim, branchId)!;
    return sim.province.get(parent).type === 'GENERAL_BRANCH' ? parent : committeeOf(sim, branchId);
  }
  // Whom the secretary refuses, or who finds none in office any more, asks the committee every other time.
  return hasOfficer(sim, branchId) && times % 2 === 0 ? branchId : committeeOf(sim, branchId);
}
