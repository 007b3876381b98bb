import { z } from 'zod';

import type { MovePreview } from '../../../../typings/api';
import { carriedIn, carriedOff, placesAfterMove, rehome } from '../../domain/organization-changes';
import type { Holding } from '../../domain/holdings';
import { closeHolding } from '../../domain/year';
import type { Transaction } from '../../ports/database';
import type { JournalLine } from '../../ports/documents';
import { OutOfDate, rereading } from '../account/by-phone';
import { accountOf, command, type Context, postOf, query } from '../action';
import { lineOf } from '../holdings';
import { HoldingsAtHand } from '../holdings-at-hand';
import { type Operation, operate } from '../operation';
import { missingOrganization, OrganizationNames, refOf } from '../organization-lookup';
import { countUp, totalsOf } from '../totals';
import { orgId } from './input';
import { type MovePlan, planMove, requireInUse } from './move-plan';
import { followMove } from './follow-move';

/** There is one open request a year, and few years are open. */
const MOST_ASKED = 20;

const moveInput = z.strictObject({ orgId, parentId: orgId });

/** What a move would take along; nothing written. Seven requests. */
export const previewMove = query(
  'organization.previewMove',
  moveInput,
  async (context, input): Promise<MovePreview> => {
    const plan = await planMove(context, 'organization.previewMove', input);
    const { organization, parent, below, years, numbers, leaving, entering } = plan;
    const names = await OrganizationNames.load(context.database, [...leaving, ...entering]);
    return {
      organization: refOf(organization),
      parent: refOf(parent),
      descendants: below.length,
      numbers,
      years: years.flatMap(({ year, holding }) =>
        holding ? [{ year, intervals: holding.held }] : [],
      ),
      leaving: names.path(leaving),
      entering: names.path(entering),
    };
  },
);

/**
 * gives an organisation another parent; everything it holds goes along, nobody's number changes, and
 * nothing becomes free on the way. Organisations, holdings and open requests for numbers in one transaction;
 * registrations and member records follow in slices, by this call and the clock. Throws as the preview, and BUSY.
 */
export const move = command(
  'organization.move',
  moveInput.extend({
    reason: z.string().trim().min(2, '请写明移动的原因。').max(200, '原因最多200个字。'),
  }),
  async (context, input) => {
    const { database } = context;
    const earlier = await database.get('journal', context.opKey);
    const done = earlier
      ? await operate<{ numbers: number }>(context, input, () => Promise.reject(new OutOfDate()))
      : await rereading(async () => {
          const plan = await planMove(context, 'organization.move', input);
          const asked = await database.find(
            'requests',
            { orgId: input.orgId, open: true },
            { sort: [['order', -1]], limit: MOST_ASKED, fields: ['_id'] },
          );
          const outcome = await operate(context, input, async (transaction) => {
            for (const { _id } of asked) await readdress(transaction, _id, plan.parent._id);
            return work(context, transaction, plan, input.reason);
          });
          if (outcome.fresh) await countMove(context, plan);
          return outcome;
        });
    const job = await database.get('moves', context.opKey);
    if (job) await followMove(context, job, context.runtime.now() + 3000);
    return { orgId: input.orgId, parentId: input.parentId, numbers: done.result.numbers };
  },
);

async function work(
  context: Context,
  transaction: Transaction,
  plan: MovePlan,
  reason: string,
): Promise<Operation<{ numbers: number }>> {
  const now = context.runtime.now();
  const parent = await transaction.get('organizations', plan.parent._id);
  const organization = await transaction.get('organizations', plan.organization._id);
  if (!parent || !organization) throw missingOrganization();
  requireInUse(organization, parent);
  // Whoever creates, names, closes or moves near it writes one of the two: what was planned still holds.
  if (
    parent.updatedAt !== plan.parent.updatedAt ||
    organization.updatedAt !== plan.organization.updatedAt
  ) {
    throw new OutOfDate();
  }
  const lines = await moveHoldings(transaction, plan);
  for (const { organization: moved, place } of placesAfterMove(organization, plan.below, parent)) {
    const updatedAt = Math.max(now, moved.updatedAt + 1);
    await transaction.update('organizations', moved._id, { ...place, updatedAt });
  }
  await transaction.update('organizations', parent._id, {
    hasChildren: true,
    updatedAt: Math.max(now, parent.updatedAt + 1),
  });
  await transaction.create('moves', {
    _id: context.opKey,
    orgId: organization._id,
    at: now,
    done: false,
    cursors: {},
  });
  await transaction.create('audit', {
    _id: context.opKey,
    at: now,
    actor: accountOf(context)._id,
    post: postOf(context).id,
    what: 'MOVE_ORGANIZATION',
    subject: organization._id,
  });
  return {
    kind: 'MOVE',
    lines,
    actingOrg: postOf(context).orgId,
    orgs: [organization._id, parent._id, ...(organization.parentId ? [organization.parentId] : [])],
    subject: organization._id,
    reason,
    result: { numbers: plan.numbers },
  };
}

/** An open request for more numbers goes along to the new parent, with a version that nobody has seen yet. */
async function readdress(transaction: Transaction, id: string, parentId: string): Promise<void> {
  const request = await transaction.get('requests', id);
  if (!request?.open) return;
  await transaction.update('requests', id, { parentId, version: request.version + 1 });
}

/** Takes what the organisation holds off those above it on the old side and gives it to those on the new. */
async function moveHoldings(transaction: Transaction, plan: MovePlan): Promise<JournalLine[]> {
  const { organization, parent, leaving, entering } = plan;
  const holdings = new HoldingsAtHand(transaction);
  const lines: JournalLine[] = [];
  const change = (kind: JournalLine['kind'], before: Holding, after: Holding, moved: Holding) => {
    holdings.change(after);
    const isOwn = kind === 'MOVE';
    const counter = isOwn ? parent._id : moved.orgId;
    lines.push(lineOf(kind, before, after, isOwn ? [] : moved.held, counter));
  };
  const above = (ids: readonly string[], path: readonly string[]) =>
    ids.map((_id) => ({ _id, parentId: path[path.indexOf(_id) - 1] ?? null }));
  for (const { year, closed } of plan.years) {
    const own = await holdings.read(year, organization);
    change('MOVE', own, rehome(own, parent._id), own);
    if (own.held.length === 0) continue;
    for (const holder of above(leaving, organization.path)) {
      const before = await holdings.read(year, holder);
      change('MOVE_OUT', before, carriedOff(before, own.held), own);
    }
    for (const holder of above(entering, parent.path)) {
      let before = await holdings.read(year, holder);
      if (closed && !before.closed) {
        // It never had a number of that year, which is over by now.
        const shut = closeHolding(before);
        lines.push(lineOf('YEAR_CLOSE', before, shut, []));
        before = shut;
      }
      change('MOVE_IN', before, carriedIn(before, own.held), own);
    }
  }
  await holdings.save();
  return lines;
}

/** The subtree's figures leave the totals on one side and come to those on the other. */
async function countMove(
  { database }: Context,
  { organization, leaving, entering, years }: MovePlan,
): Promise<void> {
  for (const { year } of years) {
    const { used, waiting, months } = (await totalsOf(database, year, [organization._id])).get(
      organization._id,
    )!;
    if (used === 0 && waiting === 0) continue;
    if (leaving.length > 0) {
      await countUp(database, year, leaving, {
        used: -used,
        waiting: -waiting,
        months: Object.fromEntries(Object.entries(months).map(([month, n]) => [month, -n])),
      });
    }
    if (entering.length > 0) await countUp(database, year, entering, { used, waiting, months });
  }
}
