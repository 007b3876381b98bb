import type { ActionName } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import type { MemberDocument } from '../../ports/documents';
import { type Context, requireScope } from '../action';

/** A member record in the scope of the acting post. Throws NOT_FOUND, FORBIDDEN. */
export function memberInScope(
  context: Context,
  action: ActionName,
  member: MemberDocument | null,
): MemberDocument {
  if (!member) throw new Refusal('NOT_FOUND', '没有找到这名团员，请刷新列表。');
  requireScope(context, action, member.path);
  return member;
}
