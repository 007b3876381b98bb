import type { MovementDone, ReclaimPlan } from '../../../../typings/api';
import { reclaim as planReclaim } from '../../domain/holdings';
import { count } from '../../domain/intervals';
import { PROMPTS } from '../../domain/prompts';
import { invalidField, Refusal } from '../../domain/refusal';
import type { OrganizationDocument } from '../../ports/documents';
import { command, type Context, query } from '../action';
import { holdingsOf, lineOf, readHolding, writeHolding } from '../holdings';
import { operate } from '../operation';
import { OrganizationNames, organizationInScope, refOf } from '../organization-lookup';
import { totalsOf } from '../totals';
import { reclaimInput, reason, rev } from './input';
import { requireRev, sideOf, warningFor } from './movement-parties';

/** The parent that takes back: the child's direct one. Throws INVALID when another was named, or there is none. */
export function parentIdOf(child: OrganizationDocument, named: string | undefined): string {
  if (child.parentId === null) throw new Refusal('INVALID', '团省委没有上级组织，无法回收。');
  if (named !== undefined && named !== child.parentId) {
    throw invalidField('parentId', PROMPTS.reclaimSkipsLevel);
  }
  return child.parentId;
}

/**
 * What taking numbers back from `child` would do now: the same domain code, nothing written; `word` names
 * the act in warnings. Three requests.
 */
export async function planOf(
  { database }: Context,
  child: OrganizationDocument,
  parentId: string,
  input: { year: number; count?: number },
  word: '回收' | '交还',
): Promise<ReclaimPlan> {
  const names = await OrganizationNames.load(database, [parentId, child.committeeId]);
  const parent = names.get(parentId);
  if (!parent) throw new Refusal('NOT_FOUND', '找不到上级组织，请刷新后重试。');
  const holdings = await holdingsOf(database, input.year, [child, parent]);
  const totals = await totalsOf(database, input.year, [child._id, parentId]);
  const [childBefore, parentBefore] = [holdings.get(child._id)!, holdings.get(parentId)!];
  const plan = planReclaim(childBefore, parentBefore, input.count);
  const waiting = totals.get(child._id)?.waiting ?? 0;
  const warning = warningFor(child, plan.child, waiting, names, word);
  return {
    year: input.year,
    count: count(plan.intervals),
    intervals: plan.intervals,
    from: sideOf(refOf(child), childBefore, plan.child, waiting),
    to: sideOf(refOf(parent), parentBefore, plan.parent, totals.get(parentId)?.waiting ?? 0),
    rev: childBefore.rev,
    warnings: warning === null ? [] : [warning],
  };
}

/** What `reclaim` would do now. Four requests. */
export const previewReclaim = query(
  'numbering.previewReclaim',
  reclaimInput,
  async (context, input): Promise<ReclaimPlan> => {
    const child = await organizationInScope(context, 'numbering.previewReclaim', input.orgId);
    return planOf(context, child, parentIdOf(child, input.parentId), input, '回收');
  },
);

/**
 * Moves free numbers from a child to its parent in a transaction; which side asked for it decides the
 * words of the journal.
 */
export async function takeBack(
  context: Context,
  child: OrganizationDocument,
  parentId: string,
  input: { year: number; count?: number; rev?: number; reason?: string },
  kind: 'RECLAIM' | 'GIVE_BACK',
): Promise<MovementDone['moved']> {
  const { result } = await operate(context, input, async (transaction) => {
    const childBefore = await readHolding(transaction, input.year, child);
    requireRev(childBefore, input.rev);
    const parentBefore = await readHolding(transaction, input.year, {
      _id: parentId,
      parentId: child.path.at(-3) ?? null,
    });
    const plan = planReclaim(childBefore, parentBefore, input.count);
    await writeHolding(transaction, parentBefore, plan.parent);
    await writeHolding(transaction, childBefore, plan.child);
    return {
      kind,
      year: input.year,
      actingOrg: kind === 'RECLAIM' ? parentId : child._id,
      lines: [
        lineOf(`${kind}_OUT`, childBefore, plan.child, plan.intervals, parentId),
        lineOf(`${kind}_IN`, parentBefore, plan.parent, plan.intervals, child._id),
      ],
      reason: input.reason,
      result: plan.intervals,
    };
  });
  return [{ organization: refOf(child), intervals: result, count: count(result) }];
}

/**
 * R-20 … R-27: takes free numbers back from a direct child, the highest first; nine requests.
 * Refusals: EXHAUSTED (P-6), INVALID (more than there are), CONFLICT (changed since the preview, year closed).
 */
export const reclaim = command(
  'numbering.reclaim',
  reclaimInput.extend({ rev, reason }),
  async (context, input): Promise<MovementDone> => {
    const child = await organizationInScope(context, 'numbering.reclaim', input.orgId);
    const parentId = parentIdOf(child, input.parentId);
    const moved = await takeBack(context, child, parentId, input, 'RECLAIM');
    return { message: PROMPTS.reclaimed, moved };
  },
);
