import { z } from 'zod';

import type { ImportState } from '../../../../typings/api';
import { changeOf, problemsBeside, type ImportChange } from '../../domain/import-changes';
import type { Existing, ImportPlan, PlannedRow } from '../../domain/organization-import';
import { Refusal } from '../../domain/refusal';
import type { ImportDocument, OrganizationDocument } from '../../ports/documents';
import { command, type Context } from '../action';
import { operate } from '../operation';
import { newOrganization, termsOf } from './document';
import { existingByCode, forgetPlan, planOf } from './import-plan';
import { ownImport, SLICE, statusOf, WORK_MS } from './import-session';
import { importId } from './input';

type Counts = Pick<ImportDocument, 'created' | 'updated' | 'unchanged'>;

/** The tree is no longer what the check has seen: it has to be made again. */
const changedMeanwhile = (row: number): Refusal =>
  new Refusal('CONFLICT', `检查之后，第${row}行的组织已被改动，请重新检查后再导入。`);

interface SlicePlan {
  changes: Array<{ planned: PlannedRow; change: ImportChange }>;
  created: OrganizationDocument[];
  /** Organisations that get their first child. */
  firstBorn: string[];
}

/** Compares one slice of sound lines with the tree as it is now. */
async function planSlice(
  { database, runtime }: Context,
  plan: ImportPlan,
  slice: readonly PlannedRow[],
): Promise<SlicePlan> {
  const codes = slice.flatMap(({ row }) => [row.code, row.parentCode]);
  const known = await existingByCode(database, [...new Set(codes)].filter(Boolean));
  const at = runtime.now();
  const changes = slice.map((planned) => {
    const { row, problems } = planned;
    const existing = known.get(row.code);
    // Lines that came in behind the check have not been looked at by anybody.
    const isSound = problems.length === 0 && problemsBeside(row, existing, undefined).length === 0;
    if (!isSound) throw changedMeanwhile(row.row);
    return { planned, change: changeOf(row, existing) };
  });
  const created = changes.flatMap(({ planned: { row, place }, change }) =>
    change.kind === 'CREATE' && place && row.type
      ? [newOrganization(row.code, change, row.type, place, plan.parents.has(row.code), at)]
      : [],
  );
  const parents = [...new Set(created.map(({ parentId }) => parentId))]
    .map((id) => known.get(id ?? ''))
    .filter((parent): parent is Existing => parent !== undefined);
  const closed = parents.find(({ status }) => status === 'CLOSED');
  if (closed) {
    const child = slice.find(({ row }) => row.parentCode === closed._id);
    throw changedMeanwhile(child?.row.row ?? 0);
  }
  const firstBorn = parents.filter(({ hasChildren }) => !hasChildren).map(({ _id }) => _id);
  return { changes, created, firstBorn };
}

/**
 * Writes one slice in one transaction under its own key: a second run finds the journal entry of the
 * first and takes its counts.
 */
async function commitSlice(
  context: Context,
  session: ImportDocument,
  plan: ImportPlan,
  number: number,
): Promise<Counts> {
  const rows = plan.order.slice(number * SLICE, (number + 1) * SLICE).map((at) => plan.rows[at]!);
  const { changes, created, firstBorn } = await planSlice(context, plan, rows);
  const updated = changes.flatMap(({ planned, change }) =>
    change.kind === 'UPDATE' ? [{ id: planned.row.code, change }] : [],
  );
  const key = context.secrets.digest('operation', `import|${session._id}|${number}`);
  const unchanged = rows.length - created.length - updated.length;
  if (unchanged === rows.length) {
    const earlier = await context.database.get('journal', key);
    return (earlier?.result as Counts | undefined) ?? { created: 0, updated: 0, unchanged };
  }
  const updatedAt = context.runtime.now();
  const { result } = await operate(
    context,
    { importId: session._id, number },
    async (transaction, attempt) => {
      if (attempt.afterDuplicate) {
        for (const { _id } of created) {
          if (!(await transaction.get('organizations', _id))) continue;
          throw changedMeanwhile(rows.find(({ row }) => row.code === _id)?.row.row ?? 0);
        }
      }
      if (created.length > 0) await transaction.create('organizations', ...created);
      for (const { id, change } of updated) {
        const { fullName, shortName } = change;
        const terms = termsOf(fullName, shortName);
        await transaction.update('organizations', id, { fullName, shortName, terms, updatedAt });
      }
      for (const id of firstBorn) {
        await transaction.update('organizations', id, { hasChildren: true, updatedAt });
      }
      return {
        kind: 'ORG_IMPORT',
        actingOrg: session.rootId,
        orgs: [...created.map(({ _id }) => _id), ...updated.map(({ id }) => id)],
        subject: session._id,
        result: { created: created.length, updated: updated.length, unchanged },
      };
    },
    key,
  );
  return result;
}

const plus = (a: Counts, b: Counts): Counts => ({
  created: a.created + b.created,
  updated: a.updated + b.updated,
  unchanged: a.unchanged + b.unchanged,
});

/**
 * Writes the checked lines, parents first, as many slices as fit in one call. Whatever interrupts it,
 * the next call goes on: slices that were written are known by their journal entries. When the tree has
 * changed since the check in a way that a line contradicts, the import goes back to the check: CONFLICT, as for one
 * that was not checked or has wrong lines. Throws NOT_FOUND, FORBIDDEN.
 */
export const importCommit = command(
  'organization.importCommit',
  z.strictObject({ importId }),
  async (context, { importId: id }) => {
    const { database, runtime } = context;
    const until = runtime.now() + WORK_MS;
    const { session, root } = await ownImport(context, 'organization.importCommit', id);
    if (session.state === 'DONE') return statusOf(session);
    if (session.state === 'BROKEN') {
      throw new Refusal('CONFLICT', '表格里还有错误，请按提示修改后重新上传。');
    }
    if (session.state !== 'CHECKED' && session.state !== 'COMMITTING') {
      throw new Refusal('CONFLICT', '还没有检查完，请先完成检查。');
    }
    const plan = await planOf(database, session, root);
    let counts: Counts = session;
    let { committed } = session;
    try {
      do {
        counts = plus(counts, await commitSlice(context, session, plan, committed / SLICE));
        committed = Math.min(session.total, committed + SLICE);
      } while (committed < session.total && runtime.now() < until);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'CONFLICT') {
        forgetPlan();
        const again = { checked: 0, committed: 0, created: 0, updated: 0, unchanged: 0 };
        await database.update('imports', id, { ...again, state: 'CHECKING', problemCount: 0 });
      }
      throw error;
    }
    const state: ImportState = committed === session.total ? 'DONE' : 'COMMITTING';
    const { created, updated, unchanged } = counts;
    const progress = { state, committed, created, updated, unchanged };
    await database.update('imports', id, progress);
    return statusOf({ ...session, ...progress });
  },
);
