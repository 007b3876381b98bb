import { isCommittee } from '../../../cloudfunctions/core/domain/organizations';
import type { Overview } from '../../../typings/api';
import { LAST_YEAR, momentOf, YEAR } from '../calendar';
import { dice } from '../dice';
import { activeBranches, hasOfficer, officerOf, parentOf, type Sim } from '../sim';
import type { Task } from '../task';

/** What a level keeps for itself beyond what it hands down. */
const RESERVE = 0.08;
/** Share of the committees elsewhere than at school that keep their numbers for all of their branches. */
const CENTRAL = 0.35;
/** The first distribution gives branches from too little to too much of what they will need. */
const FIRST = { least: 0.4, most: 1.1 };
/** The second one: some get much more than they can use. */
const SECOND = { share: 0.5, part: 0.5 };
const ALLOCATED_TOGETHER = 100;

/** Numbers of this year each branch will need, and of last year each committee. */
export function needsOf({ plan, people, province }: Sim): Map<string, number> {
  const needs = new Map<string, number>();
  const add = (key: string): void => void needs.set(key, (needs.get(key) ?? 0) + 1);
  for (let i = 0; i < plan.members; i++) {
    const { mode, joinMonth, branchId } = people.person(i);
    if (mode !== 'AUTO') continue;
    if (joinMonth >= String(YEAR)) add(`${YEAR}-${branchId}`);
    else {
      let at = branchId;
      while (!isCommittee(province.get(at).type)) at = province.get(at).parentId!;
      add(`${LAST_YEAR}-${at}`);
    }
  }
  return needs;
}

export type Wave = 'LAST_YEAR' | 'FIRST' | 'SECOND';

/** How many numbers every organisation is to be handed in a wave, by organisation. */
export function sharesOf(
  sim: Sim,
  wave: Wave,
  needs: ReadonlyMap<string, number>,
): Map<string, number> {
  const { plan, province } = sim;
  const shares = new Map<string, number>();
  const add = (id: string, count: number): void =>
    void shares.set(id, (shares.get(id) ?? 0) + count);
  const committees = new Set<string>();
  for (const id of activeBranches(sim)) {
    const parent = province.get(id).parentId!;
    const isSchool = id.includes('-');
    if (!isSchool) committees.add(parent);
    else committees.add(province.get(parent).parentId!);
    if (wave === 'LAST_YEAR') continue;
    const need = needs.get(`${YEAR}-${id}`) ?? 0;
    const count = ownShare(sim, wave, id, need);
    const keepsAll = !isSchool && dice(plan.seed, `central ${parent}`) < CENTRAL;
    add(keepsAll ? parent : id, count);
  }
  if (wave === 'LAST_YEAR') {
    for (const id of committees)
      add(id, Math.ceil((needs.get(`${LAST_YEAR}-${id}`) ?? 0) * 1.2) + 2);
  }
  // From the leaves up: children stand behind their parents.
  for (const { id, parentId, type } of [...province.orgs].reverse()) {
    const own = shares.get(id);
    if (!own || parentId === null) continue;
    if (type !== 'BRANCH') shares.set(id, own + Math.ceil(own * RESERVE));
    add(parentId, shares.get(id)!);
  }
  return shares;
}

function ownShare(sim: Sim, wave: Wave, id: string, need: number): number {
  const { plan, province, state } = sim;
  const chance = dice(plan.seed, `${wave} ${id}`);
  if (wave === 'FIRST') {
    if (province.get(id).isLater) return 0;
    return Math.ceil(need * (FIRST.least + (FIRST.most - FIRST.least) * chance));
  }
  if (state.closed[id]) return 0;
  if (province.get(id).isLater) return need;
  return chance < SECOND.share ? Math.ceil(need * SECOND.part) : 0;
}

/** The allocations of a level: everything its organisations hand to their children. */
export function planAllocations(
  sim: Sim,
  year: number,
  shares: ReadonlyMap<string, number>,
  isGrantor: (id: string) => boolean,
): Task[] {
  const items = new Map<string, Array<{ orgId: string; count: number }>>();
  for (const [orgId, count] of shares) {
    const parent = parentOf(sim, orgId);
    if (parent === null || count === 0 || !isGrantor(parent)) continue;
    items.set(parent, [...(items.get(parent) ?? []), { orgId, count }]);
  }
  const { day } = sim.state;
  return [...items].flatMap(([by, all]) =>
    Array.from({ length: Math.ceil(all.length / ALLOCATED_TOGETHER) }, (_, i): Task => {
      const id = `${day} allocate ${year} ${by} ${i}`;
      const at = momentOf(day, dice(sim.plan.seed, id));
      const some = all.slice(i * ALLOCATED_TOGETHER, (i + 1) * ALLOCATED_TOGETHER);
      return { kind: 'ALLOCATE', id, at, by, year, items: some };
    }),
  );
}

/** A little more than was missing, so that the next one does not have to ask again. */
const withReserve = (count: number): number => count + Math.ceil(count * 0.2) + 2;

/**
 * What offices do about yesterday's refusals for want of numbers: who has some hands them down, who has none asks the
 * level above, which answers on the next morning; at the top the province adds a range.
 */
export async function planSupply(sim: Sim, at: (key: string) => number): Promise<Task[]> {
  const { state } = sim;
  const { day } = state;
  const tasks = new Map<string, Task>();
  const promised = new Map<string, number>();
  const looked = new Map<string, Overview | null>();
  const look = async (orgId: string, year: number): Promise<Overview | null> => {
    const key = `${year}-${orgId}`;
    if (!looked.has(key)) {
      const by = hasOfficer(sim, orgId) ? orgId : parentOf(sim, orgId)!;
      const answer = await sim.system.call({
        who: officerOf(sim, by),
        action: 'numbering.overview',
        input: { orgId, year },
        key: `${day} look ${key}`,
        at: at(key),
      });
      looked.set(key, answer.ok ? answer.data : null);
    }
    return looked.get(key)!;
  };
  /** Brings numbers to an organisation from the one above it, or a request for them on their way. */
  const supply = async (orgId: string, year: number, count: number): Promise<void> => {
    const key = `${year}-${orgId}`;
    if (tasks.has(key)) return;
    const parent = parentOf(sim, orgId);
    const base = { id: `${day} supply ${key}`, at: at(key), year };
    if (parent === null) {
      const view = await look(orgId, year);
      const last = Math.max(...(view?.rows ?? []).map(({ end }) => end));
      if (view?.yearState !== 'OPEN' || !Number.isFinite(last)) return;
      tasks.set(key, { ...base, kind: 'RANGE', start: last + 1, end: last + count + 200 });
      return;
    }
    const asked = state.asks[key];
    const wanted = asked?.count ?? count;
    const grantor = `${year}-${parent}`;
    const left = ((await look(parent, year))?.free ?? 0) - (promised.get(grantor) ?? 0);
    if (left >= wanted) {
      promised.set(grantor, (promised.get(grantor) ?? 0) + wanted);
      const { version = 0 } = asked ?? {};
      tasks.set(
        key,
        asked
          ? { ...base, kind: 'ANSWER', by: parent, asker: orgId, version, count: wanted }
          : { ...base, kind: 'ALLOCATE', by: parent, items: [{ orgId, count: wanted }] },
      );
      return;
    }
    if (!asked && hasOfficer(sim, orgId))
      tasks.set(key, { ...base, kind: 'ASK', by: orgId, count });
    await supply(parent, year, withReserve(wanted));
  };
  const short = Object.entries(state.short);
  state.short = {};
  for (const [key, waiting] of short) {
    const year = Number(key.slice(0, 4));
    const branchId = key.slice(5);
    const view = await look(branchId, year);
    if (!view?.pool || view.yearState === 'CLOSED' || view.pool.free >= waiting) continue;
    await supply(view.pool.organization.id, year, withReserve(waiting));
  }
  for (const [key, { count }] of Object.entries(state.asks)) {
    await supply(key.slice(5), Number(key.slice(0, 4)), count);
  }
  return [...tasks.values()];
}
