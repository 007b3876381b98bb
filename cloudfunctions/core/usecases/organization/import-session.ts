import type { ActionName, ImportStatus } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import type { ImportDocument, OrganizationDocument } from '../../ports/documents';
import { accountOf, type Context } from '../action';
import { organizationInScope } from '../organization-lookup';

/** Lines of one staged slice, and of one transaction of the commit. */
export const SLICE = 200;

/** How long one call of a check or commit works before it answers with its progress. */
export const WORK_MS = 5000;

export const sliceId = (importId: string, slice: number): string =>
  `${importId}-${String(slice).padStart(5, '0')}`;

/** What the caller is told of an import. */
export const statusOf = (session: ImportDocument): ImportStatus => ({
  importId: session._id,
  fileName: session.fileName,
  state: session.state,
  total: session.total,
  received: session.received,
  checked: session.checked,
  committed: session.committed,
  created: session.created,
  updated: session.updated,
  unchanged: session.unchanged,
  problemCount: session.problemCount,
});

/** An import of the caller's own and the organisation it goes under; two requests. Throws NOT_FOUND, FORBIDDEN. */
export async function ownImport(
  context: Context,
  action: ActionName,
  importId: string,
): Promise<{ session: ImportDocument; root: OrganizationDocument }> {
  const session = await context.database.get('imports', importId);
  if (!session || session.accountId !== accountOf(context)._id) {
    throw new Refusal('NOT_FOUND', '没有这次导入，请重新上传表格。');
  }
  return { session, root: await organizationInScope(context, action, session.rootId) };
}
