import { daysLater } from '../../../cloudfunctions/core/domain/dates';
import { LAST_YEAR, YEAR } from '../calendar';
import { ask, officerOf, parentOf, type Sim } from '../sim';
import type { TaskOf } from '../task';
import { ROOT } from '../world/province';
import { signIn } from './entering';

const holderKey = (orgId: string, second?: boolean): string => (second ? `${orgId}/2` : orgId);

/** The organisation above appoints somebody, who signs in where the phone is a new one. */
export async function appoint(sim: Sim, task: TaskOf<'APPOINT'>): Promise<void> {
  const { by, orgId, second } = task;
  const officer = sim.people.officer(orgId, second);
  const { name, phone, idNumber } = officer;
  const input = { orgId, name, phone, idNumber };
  const answer = await ask(sim, task, officerOf(sim, by), 'organization.appoint', input);
  if (!answer.ok) {
    sim.state.notes.errors.push(`${task.id}: ${answer.error.message}`);
    return;
  }
  sim.state.posts[holderKey(orgId, second)] = answer.data.postId;
  if (sim.people.isNewPhone(officer)) await signIn(sim, task, officer);
}

/** Another year in office, given by the organisation above; at the province by the other one. */
export async function renew(sim: Sim, task: TaskOf<'RENEW'>): Promise<void> {
  const { by, orgId, second } = task;
  const postId = sim.state.posts[holderKey(orgId, second)];
  if (postId === undefined) return;
  const who = by === orgId ? sim.people.officer(orgId, !second) : officerOf(sim, by);
  await ask(sim, task, who, 'organization.renew', { orgId, postId });
}

/** Somebody in office opens the mini-program; the first administrator, whom nobody appointed here, learns the own post. */
export async function visit(sim: Sim, task: TaskOf<'VISIT'>): Promise<void> {
  const { orgId, second } = task;
  const who = officerOf(sim, orgId, second);
  const answer = await ask(sim, task, who, 'account.me', {});
  const me = answer.ok ? answer.data : await signIn(sim, task, who);
  const post = me?.posts[0];
  if (orgId === ROOT && post) sim.state.posts[holderKey(orgId, second)] = post.id;
}

export async function create(sim: Sim, task: TaskOf<'CREATE'>): Promise<void> {
  const { id, name, type, parentId } = sim.province.get(task.orgId);
  const input = { parentId: parentId!, code: id, fullName: name, type };
  await ask(sim, task, officerOf(sim, task.by), 'organization.create', input);
}

/** Days until it is tried again where people still wait or numbers are left. */
const AGAIN = 7;
const LAST_TRY = `${YEAR}-11-30`;

/** classes that have left school are closed; whoever has numbers left gives them back first. */
export async function close(sim: Sim, task: TaskOf<'CLOSE'>): Promise<void> {
  const { by, orgIds } = task;
  const { state } = sim;
  const who = officerOf(sim, by);
  for (const orgId of orgIds) {
    if (orgId === by || state.closed[orgId]) continue;
    const input = { orgId, year: YEAR };
    const view = await ask(sim, task, who, 'numbering.overview', input, `look ${orgId}`);
    if (!view.ok || view.data.free === 0) continue;
    await ask(sim, task, who, 'numbering.reclaim', input, `reclaim ${orgId}`);
  }
  const input = { orgIds, reason: '毕业离校' };
  for (;;) {
    const answer = await ask(sim, task, who, 'organization.close', input, 'close');
    if (answer.ok && answer.data.unfinished.length > 0) continue;
    const results = answer.ok ? answer.data.results : [];
    for (const { ok, orgId } of results) if (ok) state.closed[orgId] = true;
    const left = orgIds.filter((id) => !state.closed[id]);
    if (left.length > 0 && state.day < LAST_TRY) {
      const day = daysLater(state.day, AGAIN);
      const again = { ...task, id: `${task.id} again`, orgIds: left };
      state.later.push({ day, task: again });
    }
    return;
  }
}

/** a branch gets another committee. */
export async function move(sim: Sim, task: TaskOf<'MOVE'>): Promise<void> {
  const { by, orgId, to } = task;
  if (parentOf(sim, orgId) === to) return;
  const input = { orgId, parentId: to };
  const who = officerOf(sim, by);
  await ask(sim, task, who, 'organization.previewMove', input, 'look');
  const reason = '社区调整，团支部改隶';
  const answer = await ask(sim, task, who, 'organization.move', { ...input, reason });
  if (!answer.ok) return;
  sim.state.parents[orgId] = to;
  // A request for numbers goes along, under a new version.
  for (const year of [LAST_YEAR, YEAR]) {
    const asked = sim.state.asks[`${year}-${orgId}`];
    if (asked) asked.version += 1;
  }
}
