import { daysLater } from '../../../cloudfunctions/core/domain/dates';
import { YEAR } from '../calendar';
import { between, dice } from '../dice';
import { ask, type Sim } from '../sim';
import { monthOf } from '../state';
import type { TaskOf } from '../task';
import { signIn } from './entering';

/** A number of the province's own ranges, which nobody may type. */
const INSIDE_RANGE = `${YEAR}00010005`;
/** Of those from another province, how many first mistake it for theirs. */
const MISTAKEN = 0.3;

/** The reviewers look at it one to three days later. */
const soon = (sim: Sim, key: string): string =>
  daysLater(sim.state.day, between(sim.plan.seed, key, 1, 3));

/** Somebody sends the form, and signs in before where the phone is a new one. */
export async function enter(sim: Sim, task: TaskOf<'ENTER'>): Promise<void> {
  const person = sim.people.person(task.person);
  if (sim.people.isNewPhone(person) && !(await signIn(sim, task, person))) return;
  const form = sim.people.form(person);
  const isMistaken =
    person.ownNumber?.startsWith(String(YEAR)) &&
    dice(sim.plan.seed, `person ${task.person} mistake`) < MISTAKEN;
  if (isMistaken) {
    const wrong = { ...form, typedNumber: INSIDE_RANGE };
    const answer = await ask(sim, task, person, 'registration.submit', wrong, 'mistake');
    if (answer.ok) sim.state.notes.errors.push(`${task.id}: a number of a range was accepted`);
  }
  const answer = await ask(sim, task, person, 'registration.submit', form, 'submit');
  if (!answer.ok) {
    sim.state.stuck[task.person] = `submit: ${answer.error.code} ${answer.error.message}`;
    return;
  }
  monthOf(sim.state).submitted += 1;
  sim.state.cases[task.person] = {
    registrationId: answer.data.id,
    version: 1,
    branchId: person.branchId,
    stage: 'PENDING_BRANCH',
    due: soon(sim, task.id),
    back: 0,
    refused: 0,
  };
}

/** A returned or withdrawn form is sent again. */
export async function resubmit(sim: Sim, task: TaskOf<'RESUBMIT'>): Promise<void> {
  const stored = sim.state.cases[task.person]!;
  const person = sim.people.person(task.person);
  await ask(sim, task, person, 'registration.mine', {}, 'mine');
  const { registrationId, version, branchId } = stored;
  const form = { ...sim.people.form(person), branchId, joinUnit: '所在学校团支部' };
  const input = { ...form, registrationId, version };
  const answer = await ask(sim, task, person, 'registration.resubmit', input, 'resubmit');
  if (answer.ok) {
    const stage = 'PENDING_BRANCH';
    Object.assign(stored, { stage, version: version + 1, refused: 0, withdrawn: false });
    stored.due = soon(sim, task.id);
  } else refused(sim, task.person, `resubmit: ${answer.error.code} ${answer.error.message}`);
}

export async function withdraw(sim: Sim, task: TaskOf<'WITHDRAW'>): Promise<void> {
  const stored = sim.state.cases[task.person]!;
  const { registrationId } = stored;
  const person = sim.people.person(task.person);
  // Known before it is asked for: the other phone may be quicker than the answer.
  stored.withdrawn = true;
  const answer = await ask(sim, task, person, 'registration.withdraw', { registrationId });
  if (answer.ok) return amend(sim, task.person);
  stored.withdrawn = false;
  refused(sim, task.person, `withdraw: ${answer.error.code}`);
}

/**
 * The same person tries once more from another phone: there may be one registration for an ID number, unless it was
 * withdrawn; then the person takes the second one back and goes on with the first.
 */
export async function registerTwice(sim: Sim, task: TaskOf<'TWICE'>): Promise<void> {
  const person = sim.people.person(task.person);
  const other = {
    ...person,
    openid: `${person.openid}-second`,
    phone: `14${person.phone.slice(2)}`,
  };
  if (!(await signIn(sim, task, other))) return;
  const form = sim.people.form(person);
  const answer = await ask(sim, task, other, 'registration.submit', form, 'again');
  if (!answer.ok) return;
  if (!sim.state.cases[task.person]?.withdrawn) {
    sim.state.notes.errors.push(`${task.id}: one person is registered twice`);
    return;
  }
  const registrationId = answer.data.id;
  await ask(sim, task, other, 'registration.withdraw', { registrationId }, 'take back');
}

/** Back with the applicant, who sends it again in a few days. */
export function amend(sim: Sim, index: number): void {
  const stored = sim.state.cases[index]!;
  stored.stage = 'AMEND';
  stored.version += 1;
  stored.back += 1;
  stored.refused = 0;
  stored.due = daysLater(sim.state.day, between(sim.plan.seed, `amend ${index}`, 1, 4));
}

/** Nobody tries more often than that. */
export const MOST_TRIES = 45;

/** Refused today: tried again tomorrow, and given up after a long time. */
export function refused(sim: Sim, index: number, why: string): void {
  const { state } = sim;
  const stored = state.cases[index]!;
  stored.refused += 1;
  stored.due = daysLater(state.day, 1);
  if (stored.refused < MOST_TRIES) return;
  state.stuck[index] = why;
  delete state.cases[index];
}
