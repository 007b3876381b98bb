import { ask, officerOf, type Sim } from '../sim';
import type { TaskOf } from '../task';
import { ROOT } from '../world/province';

export async function addRange(sim: Sim, task: TaskOf<'RANGE'>): Promise<void> {
  const { year, start, end } = task;
  const input = { year, start: String(start), end: String(end) };
  await ask(sim, task, officerOf(sim, ROOT), 'numbering.defineRange', input);
}

/** The province gives back the highest numbers that it never handed down. */
export async function shrinkRange(sim: Sim, task: TaskOf<'SHRINK'>): Promise<void> {
  const { year } = task;
  const who = officerOf(sim, ROOT);
  const view = await ask(sim, task, who, 'numbering.overview', { orgId: ROOT, year }, 'look');
  const last = view.ok ? view.data.rows.findLast(({ kind }) => kind === 'FREE') : undefined;
  if (!last) return;
  const input = { year, end: String(last.end), count: Math.ceil(last.count / 2) };
  await ask(sim, task, who, 'numbering.shrinkRange', input);
}

export async function allocate(sim: Sim, task: TaskOf<'ALLOCATE'>): Promise<void> {
  const { by, year, items } = task;
  await ask(sim, task, officerOf(sim, by), 'numbering.allocate', { orgId: by, year, items });
}

export async function askForMore(sim: Sim, task: TaskOf<'ASK'>): Promise<void> {
  const { by, year, count } = task;
  const input = { orgId: by, year, count, reason: '待审核的团员较多，编号不够用' };
  const answer = await ask(sim, task, officerOf(sim, by), 'numbering.requestMore', input);
  if (answer.ok) sim.state.asks[`${year}-${by}`] = { version: answer.data.version, count };
}

export async function answerRequest(sim: Sim, task: TaskOf<'ANSWER'>): Promise<void> {
  const { by, asker, year, version, count } = task;
  const answer = await ask(sim, task, officerOf(sim, by), 'numbering.decideRequest', {
    requestId: `${year}-${asker}`,
    version,
    decision: 'ACCEPT',
    count,
    reason: '同意',
  });
  // Not this parent's any more, or answered meanwhile: whoever is short is supplied otherwise.
  if (answer.ok || ['CONFLICT', 'FORBIDDEN'].includes(answer.error.code)) {
    delete sim.state.asks[`${year}-${asker}`];
  }
}

export async function reclaim(sim: Sim, task: TaskOf<'RECLAIM'>): Promise<void> {
  const { by, from, year } = task;
  await ask(sim, task, officerOf(sim, by), 'numbering.reclaim', { orgId: from, year });
}

export async function giveBack(sim: Sim, task: TaskOf<'GIVE_BACK'>): Promise<void> {
  const { by, year } = task;
  const input = { orgId: by, year, reason: '今年用不完' };
  await ask(sim, task, officerOf(sim, by), 'numbering.giveBack', input);
}

/** Takes back the latest movement that can be taken back. */
export async function undo(sim: Sim, task: TaskOf<'UNDO'>): Promise<void> {
  const { by, year } = task;
  const who = officerOf(sim, by);
  const view = await ask(sim, task, who, 'numbering.overview', { orgId: by, year }, 'look');
  const entryId = view.ok ? view.data.may.undo : null;
  if (entryId) await ask(sim, task, who, 'numbering.undo', { entryId, reason: '数量填错了' });
}

/** the call is repeated until every holding is closed. */
export async function changeYear(sim: Sim, task: TaskOf<'YEAR'>): Promise<void> {
  const { year, to } = task;
  for (;;) {
    const answer = await ask(sim, task, officerOf(sim, ROOT), 'numbering.closeYear', { year, to });
    if (!answer.ok || answer.data.left === 0) return;
  }
}
