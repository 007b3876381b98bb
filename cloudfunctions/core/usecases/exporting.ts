import { z } from 'zod';

import { minute } from '../domain/dates';
import { Refusal } from '../domain/refusal';
import { DuplicateError } from '../ports/database';
import type { AuditDocument } from '../ports/documents';
import { accountOf, type Context, postOf } from './action';
import { postKind } from './access';
import { hashInput, isHashOfInput } from './operation';

/** Why a list is taken out of the system. */
export const exportReason = z
  .string()
  .trim()
  .min(2, '请写明导出的用途。')
  .max(200, '用途最多200个字。')
  .optional();

/** What somebody wants to take out; the same for all slices of one export. */
export interface ExportOrder {
  what:
    | 'EXPORT_MEMBERS'
    | 'EXPORT_ID_NUMBERS'
    | 'EXPORT_INSPECTION'
    | 'EXPORT_ORGANIZATIONS'
    | 'EXPORT_REVIEWS';
  orgId: string;
  reason: string | undefined;
  /** The input without its cursor. */
  wanted: unknown;
}

/**
 * Leading organs and the province say what they need the list for (domain.md §3.3); a committee may.
 * Throws INVALID.
 */
export function requireReason(context: Context, reason: string | undefined): void {
  if (reason !== undefined || postKind(postOf(context).orgType) === 'COMMITTEE') return;
  throw new Refusal('INVALID', '请写明导出的用途。', { fields: { reason: '请写明导出的用途。' } });
}

/**
 * Lets a slice of an export through: the first writes the export's one line in 操作日志, the others have to
 * find it. Gives when the export began. One request, two when the first slice is sent again. Throws CONFLICT.
 */
export async function openExport(
  context: Context,
  order: ExportOrder,
  isFirst: boolean,
): Promise<number> {
  const { database, runtime, opKey } = context;
  if (isFirst) {
    const at = runtime.now();
    const entry: AuditDocument = {
      _id: opKey,
      at,
      actor: accountOf(context)._id,
      post: postOf(context).id,
      what: order.what,
      subject: order.orgId,
      inputHash: hashInput(context, order.wanted),
      ...(order.reason !== undefined && { reason: order.reason }),
    };
    try {
      await database.add('audit', entry);
      return at;
    } catch (error) {
      if (!(error instanceof DuplicateError)) throw error;
    }
  }
  const entry = await database.get('audit', opKey);
  if (!entry || !isHashOfInput(context, order.wanted, entry.inputHash)) {
    throw new Refusal('CONFLICT', '导出的条件有变化，请重新开始导出。');
  }
  return entry.at;
}

/** The line that stands in every sheet: who took it out, in which office, and when. */
export const watermarkOf = (context: Context, office: string, at: number): string =>
  `${accountOf(context).name ?? ''}（${office}）于 ${minute(at)} 导出，仅限工作使用，请勿外传`;
