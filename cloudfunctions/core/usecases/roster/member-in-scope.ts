import type { ActionName } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import type { MemberDocument } from '../../ports/documents';
import { type Context, requireScope } from '../action';

/** A member record in the scope of the acting post, whose personal data is there. Throws NOT_FOUND, FORBIDDEN, CONFLICT. */
export function memberInScope(
  context: Context,
  action: ActionName,
  member: MemberDocument | null,
): MemberDocument {
  if (!member) throw new Refusal('NOT_FOUND', '没有找到这名团员，请刷新列表。');
  requireScope(context, action, member.path);
  if (member.erasedAt !== undefined) {
    throw new Refusal('CONFLICT', '这名团员的个人信息已按申请删除，编号不再办理变更。');
  }
  return member;
}
