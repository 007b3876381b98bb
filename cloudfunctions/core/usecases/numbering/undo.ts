import { z } from 'zod';

import type { MovementDone, UndoPlan } from '../../../../typings/api';
import { count, subtract, union } from '../../domain/intervals';
import type { Holding } from '../../domain/holdings';
import { undoText } from '../../domain/movement-words';
import { PROMPTS } from '../../domain/prompts';
import { Refusal } from '../../domain/refusal';
import { type Reverted, revert, undoableUntil } from '../../domain/undo';
import type { Transaction } from '../../ports/database';
import type { JournalDocument, OrganizationDocument } from '../../ports/documents';
import { command, type Context, query, requireScope } from '../action';
import { holdingsOf, lineOf, readHolding, writeHolding } from '../holdings';
import { operate } from '../operation';
import { missingOrganization, OrganizationNames, refOf } from '../organization-lookup';
import { totalsOf } from '../totals';
import { reason } from './input';
import { sideOf, warningFor } from './movement-parties';
import { isDoerOrAbove, isInTime } from './undoable';

const entryId = z.string().min(1).max(64);

/** An operation that may be taken back as far as kind, person, time and organisations go; two requests. */
async function operationToUndo(
  context: Context,
  action: 'numbering.undo' | 'numbering.previewUndo',
  id: string,
): Promise<{ entry: JournalDocument; names: OrganizationNames; year: number }> {
  const { database } = context;
  const entry = await database.get('journal', id);
  if (!entry) throw new Refusal('NOT_FOUND', '没有这条记录，请刷新后重新选择。');
  const names = await OrganizationNames.load(database, [entry.actingOrg, ...entry.orgs]);
  requireUndoable(context, action, entry, names);
  return { entry, names, year: entry.year! };
}

/** Everybody whose numbers an operation moved. */
const holdersOf = (entry: JournalDocument, names: OrganizationNames): OrganizationDocument[] =>
  entry.lines.map(({ org }) => {
    const holder = names.get(org);
    if (!holder) throw missingOrganization();
    return holder;
  });

/** Whether what takes a line back makes numbers free there again. */
const gains = (kind: Reverted['kind']): boolean => kind === 'RECLAIM_IN' || kind === 'ALLOCATE_IN';

function requireNotUndone(undone: object | null): void {
  if (undone) throw new Refusal('CONFLICT', '这次操作已经撤销过了，请刷新后查看。');
}

/** What `undo` would do now: the same domain code, nothing written; its refusals. Six requests. */
export const previewUndo = query(
  'numbering.previewUndo',
  z.strictObject({ entryId }),
  async (context, input): Promise<UndoPlan> => {
    const { database } = context;
    const { entry, names, year } = await operationToUndo(
      context,
      'numbering.previewUndo',
      input.entryId,
    );
    requireNotUndone(await database.get('undone', entry._id));
    const holders = holdersOf(entry, names);
    const reverted = revert(entry.lines, await holdingsOf(database, year, holders));
    const totals = await totalsOf(
      database,
      year,
      holders.map(({ _id }) => _id),
    );
    const committees = await OrganizationNames.load(
      database,
      holders.map(({ committeeId }) => committeeId),
    );
    const waitingAt = (orgId: string): number => totals.get(orgId)?.waiting ?? 0;
    const sides = reverted.map(({ kind, before, after, intervals }, i) => ({
      ...sideOf(refOf(holders[i]!), before, after, waitingAt(after.orgId)),
      intervals,
      count: count(intervals),
      gains: gains(kind),
    }));
    return {
      year,
      text: undoText(
        year,
        sides.map((side) => ({ ...side, name: side.organization.name })),
      ),
      sides,
      warnings: reverted.flatMap(({ kind, after }, i) => {
        const waiting = waitingAt(after.orgId);
        if (gains(kind) || waiting === 0) return [];
        return warningFor(holders[i]!, after, waiting, committees, '撤销') ?? [];
      }),
    };
  },
);

/**
 * takes an allocation, recovery, give-back or added top range back as a whole, within 24 hours, by
 * the post that did it or one above. As many requests as the operation itself had, and four more.
 * Refusals: NOT_FOUND, FORBIDDEN, CONFLICT (too late, moved on, taken back already, year closed).
 */
export const undo = command(
  'numbering.undo',
  z.strictObject({ entryId, reason }),
  async (context, input): Promise<MovementDone> => {
    const { entry, names, year } = await operationToUndo(context, 'numbering.undo', input.entryId);
    const holders = holdersOf(entry, names);

    const { result } = await operate(context, input, async (transaction) => {
      requireNotUndone(await transaction.get('undone', entry._id));
      const holdings = new Map<string, Holding>();
      for (const holder of holders) {
        holdings.set(holder._id, await readHolding(transaction, year, holder));
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
function requireUndoable(
  context: Context,
  action: 'numbering.undo' | 'numbering.previewUndo',
  entry: JournalDocument,
  names: OrganizationNames,
): void {
  const acting = entry.actingOrg === null ? undefined : names.get(entry.actingOrg);
  if (!acting) throw missingOrganization();
  requireScope(context, action, acting.path);
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
