import { daysLater } from '../../../cloudfunctions/core/domain/dates';
import { between, dice } from '../dice';
import { ask, officerOf, type Sim } from '../sim';
import type { Case } from '../state';
import type { Task, TaskOf } from '../task';
import type { Person } from '../world/people';

/** Share of the new members whose number turns out to be wrong, and of those who leave in the year. */
const WRONG_NUMBER = 0.006;
const LEAVING = 0.012;
const STATUSES = ['TRANSFERRED_OUT', 'LEFT', 'EXPELLED'] as const;
const VERDICTS = ['RETURN_TO_POOL', 'RETURN_TO_POOL', 'VOID', 'RELEASE', 'REJECT'] as const;
/** Members in one call about covers. */
const COVERS_TOGETHER = 50;

/** What will become of somebody who has just got a number: for a few a correction, for a few another status. */
export function planAfterApproval(
  sim: Sim,
  person: Person,
  stored: Case,
  number: string,
  committee: string,
): void {
  const { plan, state } = sim;
  const { seed } = plan;
  const { registrationId, branchId, version } = stored;
  // Nobody has a wrong number twice.
  if (version === 0) return;
  const key = `person ${person.index}`;
  const on = (what: string, least: number, most: number): string =>
    daysLater(state.day, between(seed, `${key} ${what}`, least, most));
  if (person.mode === 'AUTO' && dice(seed, `${key} wrong`) < WRONG_NUMBER) {
    const day = on('wrong day', 4, 9);
    const id = `${key} file`;
    const { index } = person;
    const of = { person: index, registrationId, branchId, number };
    state.later.push({ day, task: { kind: 'FILE', id, at: 0, by: committee, ...of } });
  } else if (dice(seed, `${key} leaves`) < LEAVING) {
    const day = on('leaves day', 15, 40);
    const status = STATUSES[between(seed, `${key} how`, 0, STATUSES.length - 1)]!;
    const id = `${key} status`;
    state.later.push({
      day,
      task: { kind: 'STATUS', id, at: 0, by: committee, memberId: registrationId, status },
    });
  }
}

export async function setStatus(sim: Sim, task: TaskOf<'STATUS'>): Promise<void> {
  const { memberId, status } = task;
  const input = { memberId, status, reason: '按组织关系转接情况登记' };
  await ask(sim, task, officerOf(sim, task.by), 'roster.setStatus', input);
}

export async function tickCovers(sim: Sim, task: TaskOf<'COVER'>): Promise<void> {
  const { memberIds } = task;
  const input = { memberIds, written: true };
  await ask(sim, task, officerOf(sim, task.by), 'roster.markCoverWritten', input);
}

/** Committees write the numbers given since the last time on the paper covers. */
export function planCovers(sim: Sim, at: (key: string) => number): Task[] {
  const { state } = sim;
  const tasks = Object.entries(state.covers).flatMap(([by, ids]) =>
    Array.from({ length: Math.ceil(ids.length / COVERS_TOGETHER) }, (_, i): Task => ({
      kind: 'COVER',
      id: `${state.day} covers ${by} ${i}`,
      at: at(by),
      by,
      memberIds: ids.slice(i * COVERS_TOGETHER, (i + 1) * COVERS_TOGETHER),
    })),
  );
  state.covers = {};
  return tasks;
}

/** A committee asks for a number to be taken back; the county decides a few days later. */
export async function fileCorrection(sim: Sim, task: TaskOf<'FILE'>): Promise<void> {
  const { state, plan } = sim;
  const input = { number: task.number, kind: 'WRONG_PERSON', reason: '审核时选错了人' } as const;
  const answer = await ask(sim, task, officerOf(sim, task.by), 'numbering.fileCorrection', input);
  if (!answer.ok) return;
  const verdict = VERDICTS[between(plan.seed, `${task.id} verdict`, 0, VERDICTS.length - 1)]!;
  state.later.push({
    day: daysLater(state.day, between(plan.seed, `${task.id} decided`, 2, 6)),
    task: {
      kind: 'JUDGE',
      id: `${task.id} judge`,
      at: 0,
      by: answer.data.decider.id,
      person: task.person,
      registrationId: task.registrationId,
      branchId: task.branchId,
      number: task.number,
      correctionId: answer.data.correctionId,
      verdict,
    },
  });
}

/** The leading organ decides; where there is no other number, the old one is only taken back. */
export async function judge(sim: Sim, task: TaskOf<'JUDGE'>): Promise<void> {
  const { correctionId, verdict, number } = task;
  const answer = await ask(sim, task, officerOf(sim, task.by), 'numbering.decideCorrection', {
    correctionId,
    ...(verdict === 'REJECT'
      ? { decision: 'REJECT', note: '经核对编号没有错' }
      : {
          decision: 'APPROVE',
          ...(verdict === 'VOID' && { disposal: 'VOID' }),
          ...(verdict === 'RELEASE' && { releaseOnly: true }),
        }),
  });
  const { state, ledger } = sim;
  if (!answer.ok) {
    if (answer.error.code !== 'EXHAUSTED') return;
    const again: Task = { ...task, id: `${task.id} release`, verdict: 'RELEASE' };
    state.later.push({ day: daysLater(state.day, 1), task: again });
    return;
  }
  if (verdict === 'REJECT') return;
  const { person, registrationId, branchId } = task;
  const fact = { person, registrationId, day: state.day } as const;
  ledger.add({ ...fact, what: 'TAKEN', number, how: 'RELEASED' });
  const { replacement } = answer.data;
  if (replacement !== null) {
    ledger.add({ ...fact, what: 'GIVEN', number: replacement, how: 'REPLACED' });
    return;
  }
  // Back at the committee, which approves once more.
  state.cases[person] = {
    registrationId,
    version: 0,
    branchId,
    stage: 'PENDING_COMMITTEE',
    due: daysLater(state.day, 2),
    back: 1,
    refused: 0,
  };
}
