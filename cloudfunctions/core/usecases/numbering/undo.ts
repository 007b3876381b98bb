import { z } from 'zod';

import type { MovementDone } from '../../../../typings/api';
import { count, subtract, union } from '../../domain/intervals';
import type { Holding } from '../../domain/holdings';
import { PROMPTS } from '../../domain/prompts';
import { Refusal } from '../../domain/refusal';
import { type Reverted, revert, undoableUntil } from '../../domain/undo';
import type { Transaction } from '../../ports/database';
import type { JournalDocument } from '../../ports/documents';
import { command, type Context, requireScope } from '../action';
import { lineOf, readHolding, writeHolding } from '../holdings';
import { operate } from '../operation';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { reason } from './input';
import { isDoerOrAbove, isInTime } from './undoable';

/**
 * takes an allocation, recovery, give-back or added top range back as a whole, within 24 hours, by
 * the post that did it or one above. As many requests as the operation itself had, and four more.
 * Refusals: NOT_FOUND, FORBIDDEN, CONFLICT (too late, moved on, taken back already, year closed).
 */
export const undo = command(
  'numbering.undo',
  z.strictObject({ entryId: z.string().min(1).max(64), reason }),
  async (context, input): Promise<MovementDone> => {
    const { database } = context;
    const entry = await database.get('journal', input.entryId);
    if (!entry) throw new Refusal('NOT_FOUND', '没有这条记录，请刷新后重新选择。');
    const names = await OrganizationNames.load(database, [entry.actingOrg, ...entry.orgs]);
    requireUndoable(context, entry, names);
    const year = entry.year!;

    const { result } = await operate(context, input, async (transaction) => {
      if (await transaction.get('undone', entry._id)) {
        throw new Refusal('CONFLICT', '这次操作已经撤销过了，请刷新后查看。');
      }
      const holdings = new Map<string, Holding>();
      for (const { org } of entry.lines) {
        const holder = names.get(org);
        if (!holder) throw missingOrganization();
        holdings.set(org, await readHolding(transaction, year, holder));
      }
      const reverted = revert(entry.lines, holdings);
      for (const { before, after } of reverted) await writeHolding(transaction, before, after);
      await takeFromGuard(transaction, year, reverted);
      await transaction.create('undone', { _id: entry._id, by: context.opKey });
      return {
        kind: 'UNDO',
        year,
        actingOrg: entry.actingOrg,
        lines: reverted.map(({ kind, before, after, intervals, counterOrg }) =>
          lineOf(kind, before, after, intervals, counterOrg),
        ),
        subject: entry._id,
        reason: input.reason,
        result: reverted
          .filter(({ kind }) => kind !== 'RECLAIM_IN' && kind !== 'ALLOCATE_OUT')
          .map(({ after, intervals }) => ({ orgId: after.orgId, intervals })),
      };
    });
    return {
      message: PROMPTS.undone,
      moved: result.map(({ orgId, intervals }) => ({
        organization: names.ref(orgId),
        intervals,
        count: count(intervals),
      })),
    };
  },
);

/** Refuses what no state of the numbers could allow: kind, who, when, and organisations closed since. */
function requireUndoable(context: Context, entry: JournalDocument, names: OrganizationNames): void {
  const acting = entry.actingOrg === null ? undefined : names.get(entry.actingOrg);
  if (!acting) throw missingOrganization();
  requireScope(context, 'numbering.undo', acting.path);
  if (undoableUntil(entry.kind, entry.at) === null) {
    throw new Refusal('CONFLICT', '这类操作不能撤销，只有分配、回收、交还和新增区间可以撤销。');
  }
  if (!isDoerOrAbove(context, entry, acting)) {
    throw new Refusal('FORBIDDEN', '只有办理人本人或其上级团组织可以撤销，请联系他们办理。');
  }
  if (!isInTime(entry, context.runtime.now())) {
    throw new Refusal('CONFLICT', '已超过24小时，不能撤销。请改用分配、回收办理。');
  }
  const closed = entry.orgs.find((id) => names.get(id)?.status === 'CLOSED');
  if (closed) {
    throw new Refusal('CONFLICT', `${names.ref(closed).name}已撤销，这次操作不能再撤销。`);
  }
}

/** A top range taken back leaves the guard that accepting a typed number writes as well. */
async function takeFromGuard(
  transaction: Transaction,
  year: number,
  reverted: readonly Reverted[],
): Promise<void> {
  const gone = union(
    ...reverted.filter(({ kind }) => kind === 'RANGE_SHRINK').map(({ intervals }) => intervals),
  );
  if (gone.length === 0) return;
  const guard = await transaction.get('rangeGuards', String(year));
  await transaction.update('rangeGuards', String(year), {
    rev: (guard?.rev ?? 0) + 1,
    ranges: subtract(guard?.ranges ?? [], gone),
  });
}
