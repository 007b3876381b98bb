import { z } from 'zod';

import { Refusal } from '../../domain/refusal';
import type { CorrectionDocument } from '../../ports/documents';
import { accountOf, type Context, postOf, requireScope } from '../action';
import type { CorrectedPerson } from './corrected-person';

export const correctionId = z.string().min(1).max(64);

/** An open correction in the scope of the acting post. Throws NOT_FOUND, FORBIDDEN, CONFLICT. */
export function requireOpen(
  context: Context,
  action:
    'numbering.cancelCorrection' | 'numbering.decideCorrection' | 'numbering.previewCorrection',
  correction: CorrectionDocument | null,
): CorrectionDocument {
  if (!correction) throw new Refusal('NOT_FOUND', '没有这份更正申请，请刷新列表。');
  requireScope(context, action, correction.path);
  if (correction.status !== 'FILED') {
    throw new Refusal('CONFLICT', '这份更正申请已经处理过了，请刷新列表。');
  }
  return correction;
}

/** the organisation is the one that decides, and the person another than who filed it. */
export function requireDecider(context: Context, correction: CorrectionDocument): void {
  if (postOf(context).orgId !== correction.deciderOrg) {
    throw new Refusal('FORBIDDEN', '这份更正由提交单位上面最近的领导机关审批，不由你审批。');
  }
  if (accountOf(context)._id === correction.filedBy) {
    throw new Refusal('FORBIDDEN', '不能审批本人提交的更正，请由另一名负责同志审批。');
  }
}

/** Nobody decides about the own number. Throws FORBIDDEN. */
export function requireNotOneself(context: Context, { registration }: CorrectedPerson): void {
  if (registration?.accountId !== accountOf(context)._id) return;
  throw new Refusal('FORBIDDEN', '不能审批本人编号的更正，请由另一名负责同志审批。');
}
