import { z } from 'zod';

import type { Interval, OutputOf } from '../../../../typings/api';
import { allocate as planAllocation } from '../../domain/holdings';
import { count } from '../../domain/intervals';
import { invalidField, Refusal } from '../../domain/refusal';
import { orderKey } from '../../domain/review';
import type { Transaction } from '../../ports/database';
import type { JournalLine, OrganizationDocument, RequestDocument } from '../../ports/documents';
import { command, type Context, requireScope } from '../action';
import { lineOf, readHolding, writeHolding } from '../holdings';
import { operate } from '../operation';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { requiredReason, wholeCount } from './input';
import { viewsOf } from './request-view';
import { explainingShortage } from './shortage';

const input = z
  .strictObject({
    requestId: z.string().min(1).max(40),
    version: z.number().int().min(1),
    decision: z.enum(['ACCEPT', 'REJECT']),
    count: wholeCount.optional(),
    reason: requiredReason,
  })
  .refine(({ decision, count: given }) => decision === 'ACCEPT' || given === undefined, {
    path: ['count'],
    message: '不同意时不填写个数。',
  });

/**
 * The parent answers a request for more numbers: in full, in part, or not at all, with a reason. Acceptance
 * is the allocation itself, in the same transaction (R-10 … R-16), and can be undone as such. Fourteen requests.
 * Refusals: NOT_FOUND, FORBIDDEN, CONFLICT (decided or asked anew meanwhile, year closed), EXHAUSTED (P-12).
 */
export const decideRequest = command(
  'numbering.decideRequest',
  input,
  async (context, given): Promise<OutputOf<'numbering.decideRequest'>> => {
    const { database, runtime } = context;
    const seen = await database.get('requests', given.requestId);
    if (!seen) throw new Refusal('NOT_FOUND', '没有这个申请，请刷新后重新选择。');
    const names = await OrganizationNames.load(database, [seen.orgId, seen.parentId]);
    const { asker, parent } = partiesOf(context, seen, names);
    if (given.decision === 'ACCEPT') requireChild(asker, parent);
    const now = runtime.now();

    const work = () =>
      operate(context, given, async (transaction) => {
        const request = await transaction.get('requests', seen._id);
        if (!request?.open || request.version !== given.version) {
          throw new Refusal('CONFLICT', '这个申请已有答复或已更新，请刷新后查看。');
        }
        const wanted = given.decision === 'ACCEPT' ? (given.count ?? request.count) : 0;
        if (wanted > request.count) {
          throw invalidField('count', `申请的是 ${request.count} 个，给出的不能多于申请的。`);
        }
        const { intervals, lines } =
          wanted > 0
            ? await handDown(transaction, request.year, parent, asker, wanted)
            : { intervals: [], lines: [] };
        await transaction.update('requests', seen._id, {
          version: request.version + 1,
          state: wanted > 0 ? 'ACCEPTED' : 'REJECTED',
          open: false,
          granted: wanted > 0 ? wanted : null,
          answer: given.reason,
          decidedAt: now,
          order: orderKey(now, seen._id),
        });
        return {
          kind: wanted > 0 ? 'ALLOCATE' : 'REQUEST_REJECT',
          year: request.year,
          actingOrg: parent._id,
          lines,
          orgs: [asker._id, parent._id],
          subject: seen._id,
          reason: given.reason,
          result: intervals,
        };
      });
    const { result } = await explainingShortage(context, seen.year, parent, work);
    const stored = await database.get('requests', seen._id);
    const [request] = await viewsOf(database, [stored ?? seen], names);
    return {
      request: request!,
      moved:
        result.length > 0
          ? [{ organization: names.ref(asker._id), intervals: result, count: count(result) }]
          : [],
    };
  },
);

/** Asker and decider, who may be its parent no more. */
function partiesOf(
  context: Context,
  { orgId, parentId }: RequestDocument,
  names: OrganizationNames,
): { asker: OrganizationDocument; parent: OrganizationDocument } {
  const [asker, parent] = [names.get(orgId), names.get(parentId)];
  if (!asker || !parent) throw missingOrganization();
  requireScope(context, 'numbering.decideRequest', parent.path);
  return { asker, parent };
}

/** numbers go to an own child only; the request of another can still be ended by rejecting it. */
function requireChild(asker: OrganizationDocument, parent: OrganizationDocument): void {
  if (asker.parentId !== parent._id || asker.status !== 'ACTIVE') {
    throw new Refusal(
      'CONFLICT',
      '申请的组织已调整或撤销，不能再分给它。请选“不同意”结束这个申请。',
    );
  }
}

/** Allocates to one child inside the transaction, the grantor's holding first. */
async function handDown(
  transaction: Transaction,
  year: number,
  parent: OrganizationDocument,
  asker: OrganizationDocument,
  wanted: number,
): Promise<{ intervals: Interval[]; lines: JournalLine[] }> {
  const before = await readHolding(transaction, year, parent);
  const child = await readHolding(transaction, year, asker);
  const plan = planAllocation(before, [{ child, count: wanted }]);
  const [item] = plan.items;
  if (!item) throw new RangeError('an allocation to one child has one item');
  await writeHolding(transaction, before, plan.grantor);
  await writeHolding(transaction, child, item.after);
  return {
    intervals: item.intervals,
    lines: [
      lineOf('ALLOCATE_OUT', before, plan.grantor, item.intervals),
      lineOf('ALLOCATE_IN', child, item.after, item.intervals, parent._id),
    ],
  };
}
