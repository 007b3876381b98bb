import { z } from 'zod';

import type { ImportProblem, ImportState } from '../../../../typings/api';
import { problemsBeside } from '../../domain/import-changes';
import type { PlannedRow } from '../../domain/organization-import';
import type { Database } from '../../ports/database';
import { command } from '../action';
import { existingByCode, existingByName, planOf, siblingKey } from './import-plan';
import { ownImport, SLICE, sliceId, statusOf, WORK_MS } from './import-session';
import { importId } from './input';

/** Lines compared with the database at once: as many as one request takes. */
const GROUP = 5 * SLICE;

/** Everything that is wrong with some lines, within the file and beside what is stored; per line. */
async function problemsOf(
  database: Database,
  group: readonly PlannedRow[],
): Promise<ImportProblem[][]> {
  const existing = await existingByCode(
    database,
    group.map(({ row }) => row.code),
  );
  const renamed = group.filter(({ row }) => existing.get(row.code)?.fullName !== row.fullName);
  const namesakes = await existingByName(
    database,
    renamed.map(({ row }) => row),
  );
  return group.map(({ row, problems }) => [
    ...problems,
    ...problemsBeside(
      row,
      existing.get(row.code),
      namesakes.get(siblingKey(row.parentCode, row.fullName)),
    ),
  ]);
}

/**
 * Checks the staged lines, as many as fit in one call; nothing of the tree is written. One wrong line
 * makes the import BROKEN: a half-imported tree helps nobody. Done again after an interruption it goes
 * on behind the last lines whose check was kept.
 */
export const importCheck = command(
  'organization.importCheck',
  z.strictObject({ importId }),
  async (context, { importId: id }) => {
    const { database, runtime } = context;
    const until = runtime.now() + WORK_MS;
    const { session, root } = await ownImport(context, 'organization.importCheck', id);
    if (session.state !== 'RECEIVING' && session.state !== 'CHECKING') return statusOf(session);
    const { rows } = await planOf(database, session, root);
    let { checked, problemCount } = session;
    do {
      const problems = await problemsOf(database, rows.slice(checked, checked + GROUP));
      for (let at = 0; at < problems.length; at += SLICE) {
        const found = problems.slice(at, at + SLICE).flat();
        problemCount += found.length;
        if (found.length > 0) {
          const slice = (checked + at) / SLICE;
          await database.update('importSlices', sliceId(id, slice), { problems: found });
        }
      }
      checked += problems.length;
    } while (checked < rows.length && runtime.now() < until);
    const verdict: ImportState = problemCount > 0 ? 'BROKEN' : 'CHECKED';
    const state: ImportState = checked < rows.length ? 'CHECKING' : verdict;
    const progress = { received: session.total, checked, problemCount, state };
    await database.update('imports', id, progress);
    return statusOf({ ...session, ...progress });
  },
);
