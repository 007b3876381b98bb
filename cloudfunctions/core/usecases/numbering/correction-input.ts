import { z } from 'zod';

import { Refusal } from '../../domain/refusal';
import type { CorrectionDocument } from '../../ports/documents';
import { type Context, requireScope } from '../action';

export const correctionId = z.string().min(1).max(64);

/** An open correction in the scope of the acting post. Throws NOT_FOUND, FORBIDDEN, CONFLICT. */
export function requireOpen(
  context: Context,
  action: 'numbering.cancelCorrection' | 'numbering.decideCorrection',
  correction: CorrectionDocument | null,
): CorrectionDocument {
  if (!correction) throw new Refusal('NOT_FOUND', '没有这份更正申请，请刷新列表。');
  requireScope(context, action, correction.path);
  if (correction.status !== 'FILED') {
    throw new Refusal('CONFLICT', '这份更正申请已经处理过了，请刷新列表。');
  }
  return correction;
}
