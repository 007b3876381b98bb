import type { JournalEntry } from '../../../../typings/api';
import { isStillThere } from '../../domain/undo';
import type { Context } from '../action';
import { holdingId } from '../holdings';
import type { OrganizationNames } from '../organization-lookup';
import type { Movement } from './entries';
import { isDoerOrAbove, isInTime } from './undoable';

export type UndoState = Pick<JournalEntry, 'mayUndo' | 'undone'>;

/**
 * Looks once for all entries where their numbers are now. `names` has the organisations that acted.
 * One request, none where no entry could be taken back.
 */
export async function undoStates(
  context: Context,
  entries: readonly Movement[],
  names: OrganizationNames,
): Promise<(entry: Movement) => UndoState> {
  const { database, runtime } = context;
  const now = runtime.now();
  const candidates = entries.filter((entry) => {
    const acting = entry.actingOrg === null ? undefined : names.get(entry.actingOrg);
    const mine = acting !== undefined && isDoerOrAbove(context, entry, acting);
    return mine && !entry.undone && isInTime(entry, now);
  });
  const ids = candidates.flatMap(({ lines, year: of }) =>
    lines.map(({ org }) => holdingId(of!, org)),
  );
  const holdings = await database.getMany('holdings', [...new Set(ids)].slice(0, 1000), [
    'orgId',
    'year',
    'free',
    'closed',
    'retired',
  ]);
  const may = new Set(
    candidates
      .filter(({ lines, year: of }) => {
        const sameYear = holdings.filter((holding) => holding.year === of);
        const over = sameYear.some(
          (holding) =>
            (holding.closed || holding.retired) && lines.some(({ org }) => org === holding.orgId),
        );
        return !over && isStillThere(lines, new Map(sameYear.map((h) => [h.orgId, h])));
      })
      .map(({ _id }) => _id),
  );
  return ({ _id, undone }) => ({ mayUndo: may.has(_id), undone: undone !== null });
}
