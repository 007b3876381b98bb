import { undoableUntil } from '../../domain/undo';
import type { JournalDocument, OrganizationDocument } from '../../ports/documents';
import { type Context, postOf } from '../action';

/** Whether the acting post did the operation, or stands above the organisation that acted. */
export function isDoerOrAbove(
  context: Context,
  entry: JournalDocument,
  acting: Pick<OrganizationDocument, 'path'>,
): boolean {
  const post = postOf(context);
  return entry.post === post.id || acting.path.slice(0, -1).includes(post.orgId);
}

/** Whether an operation of that kind can still be taken back at this time. */
export const isInTime = (entry: Pick<JournalDocument, 'kind' | 'at'>, now: number): boolean =>
  now < (undoableUntil(entry.kind, entry.at) ?? 0);
