import type { HoldingDocument, JournalDocument } from '../../cloudfunctions/core/ports/documents';
import { isStep, renamed, type Script } from './script';
import { shadowCover, shadowId } from './world/shadow';

/**
 * A recorded write for the yardsticks: other ids and numbers in it, and its holdings and journal entry kept
 * out of the tree and of every trace. `rev` is another one each time, so that holdings are really written.
 */
export function onCopies(
  script: Script,
  names: ReadonlyArray<readonly [from: string, to: string]>,
  rev: number,
): Script {
  const own = renamed(script, names);
  for (const step of own.inside) {
    if (isStep(step, 'update', 'holdings')) {
      const changes = step.args[2] as HoldingDocument;
      const parentId = changes.parentId && shadowId(changes.parentId);
      Object.assign(changes, { rev, parentId, cover: shadowCover(changes.cover) });
    }
    if (isStep(step, 'create', 'journal')) {
      const entry = step.args[1] as JournalDocument;
      entry.cover = shadowCover(entry.cover);
    }
  }
  return own;
}
