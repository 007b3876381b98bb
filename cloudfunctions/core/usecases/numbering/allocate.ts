import type { AllocationPlan } from '../../../../typings/api';
import { allocate as planAllocation } from '../../domain/holdings';
import { count, union } from '../../domain/intervals';
import { PROMPTS } from '../../domain/prompts';
import { command, query } from '../action';
import { holdingsOf, lineOf, readHolding, writeHolding, writeHoldings } from '../holdings';
import { operate } from '../operation';
import { refOf } from '../organization-lookup';
import { totalsOf } from '../totals';
import { allocationInput, reason, rev } from './input';
import { allocationParties, requireRev, sideOf } from './movement-parties';
import { explainingShortage } from './shortage';

/** What `allocate` would do now: the same domain code, nothing written. Three requests. */
export const previewAllocation = query(
  'numbering.previewAllocation',
  allocationInput,
  async (context, input): Promise<AllocationPlan> => {
    const { database } = context;
    const { grantor, children } = await allocationParties(
      context,
      'numbering.previewAllocation',
      input.orgId,
      input.items,
    );
    const everyone = [grantor, ...children];
    const holdings = await holdingsOf(database, input.year, everyone);
    const totals = await totalsOf(
      database,
      input.year,
      everyone.map(({ _id }) => _id),
    );
    const before = holdings.get(grantor._id)!;
    const plan = await explainingShortage(context, input.year, grantor, () =>
      planAllocation(
        before,
        input.items.map((item) => ({ child: holdings.get(item.orgId)!, count: item.count })),
      ),
    );
    const waitingAt = (orgId: string): number => totals.get(orgId)?.waiting ?? 0;
    const warnings = plan.items
      .map(({ after }, i) => ({ child: children[i]!, free: count(after.free) }))
      .filter(({ child, free }) => waitingAt(child._id) > free)
      .map(
        ({ child, free }) =>
          `${child.fullName}有 ${waitingAt(child._id)} 人等待审核，分配后未使用编号 ${free} 个，可能不够。`,
      );
    return {
      year: input.year,
      total: input.items.reduce((sum, item) => sum + item.count, 0),
      grantor: sideOf(refOf(grantor), before, plan.grantor, waitingAt(grantor._id)),
      items: plan.items.map((item, i) => ({
        ...sideOf(refOf(children[i]!), item.before, item.after, waitingAt(children[i]!._id)),
        count: count(item.intervals),
        intervals: item.intervals,
      })),
      rev: before.rev,
      warnings,
    };
  },
);

/** From so many children on one look beforehand at who has numbers of the year saves a request for each who has none. */
const LOOKED_AT_FROM = 10;

/**
 * R-10 … R-18: hands free numbers down to up to 100 direct children in one transaction. Requests: n + 8 while
 * none of them has numbers of the year, 2n + 7 at most; of ten and more children 9 and 2n + 8. Refusals: INVALID, EXHAUSTED (P-12), CONFLICT (changed since the preview, year closed).
 */
export const allocate = command(
  'numbering.allocate',
  allocationInput.extend({ rev, reason }),
  async (context, input) => {
    const { grantor, children } = await allocationParties(
      context,
      'numbering.allocate',
      input.orgId,
      input.items,
    );
    const { database } = context;
    const isLong = children.length >= LOOKED_AT_FROM;
    const known = isLong ? await holdingsOf(database, input.year, children) : null;
    const work = () =>
      operate(context, input, async (transaction, { afterDuplicate }) => {
        const before = await readHolding(transaction, input.year, grantor);
        requireRev(before, input.rev);
        const items = [];
        for (const [i, child] of children.entries()) {
          const empty = known?.get(child._id);
          // Somebody who makes one meanwhile makes this run end as a duplicate: then each is read.
          const isEmpty = empty?.rev === 0 && !afterDuplicate;
          const holding = isEmpty ? empty : await readHolding(transaction, input.year, child);
          items.push({ child: holding, count: input.items[i]!.count });
        }
        const plan = planAllocation(before, items);
        // The grantor is the document everybody wants: claimed first, a conflict costs least.
        await writeHolding(transaction, before, plan.grantor);
        await writeHoldings(transaction, plan.items);
        return {
          kind: 'ALLOCATE',
          year: input.year,
          actingOrg: grantor._id,
          lines: [
            lineOf(
              'ALLOCATE_OUT',
              before,
              plan.grantor,
              union(...plan.items.map((item) => item.intervals)),
            ),
            ...plan.items.map((item) =>
              lineOf('ALLOCATE_IN', item.before, item.after, item.intervals, grantor._id),
            ),
          ],
          reason: input.reason,
          result: plan.items.map((item) => item.intervals),
        };
      });
    const { result } = await explainingShortage(context, input.year, grantor, work);
    return {
      message: PROMPTS.allocated,
      moved: children.map((child, i) => ({
        organization: refOf(child),
        intervals: result[i]!,
        count: count(result[i]!),
      })),
    };
  },
);
