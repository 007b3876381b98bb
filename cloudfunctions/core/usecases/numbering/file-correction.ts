import { z } from 'zod';

import { deciderOf } from '../../domain/correction';
import { isMemberNumber, normaliseNumber } from '../../domain/member-number';
import { invalidField, Refusal } from '../../domain/refusal';
import { orderKey } from '../../domain/review';
import type { MemberDocument, NumberDocument } from '../../ports/documents';
import { accountOf, command, type Context, postOf, requireScope } from '../action';
import { operate, resultOf } from '../operation';
import { OrganizationNames } from '../organization-lookup';

/** The member who has this number from the system, as far as the acting post may know; two requests. */
async function memberWith(context: Context, number: string): Promise<MemberDocument> {
  const { database } = context;
  const record: NumberDocument | null = await database.get('numbers', number);
  const member = record?.memberId ? await database.get('members', record.memberId) : null;
  if (!record || !member) {
    throw new Refusal('NOT_FOUND', '没有团员正在使用这个编号，请核对后重新填写。');
  }
  requireScope(context, 'numbering.fileCorrection', member.path);
  if (record.state !== 'ASSIGNED') {
    throw invalidField('number', '这个编号不是系统分配的，不能在这里更正，请联系团省委。');
  }
  return member;
}

interface Filed {
  correctionId: string;
  deciderOrg: string;
}

const answerOf = ({ correctionId, deciderOrg }: Filed, names: OrganizationNames) => ({
  correctionId,
  decider: names.ref(deciderOrg),
});

/**
 * a committee asks for a number that it assigned wrongly to be taken back. The nearest leading organ
 * above decides; one open correction per member. Ten requests, identity apart. Throws NOT_FOUND, FORBIDDEN,
 * INVALID (not a number of the system) and CONFLICT (an open correction, nobody above to decide, data removed).
 */
export const fileCorrection = command(
  'numbering.fileCorrection',
  z.strictObject({
    number: z.string().transform(normaliseNumber).refine(isMemberNumber, '请填写12位数字的编号。'),
    kind: z.enum(['WRONG_PERSON', 'INELIGIBLE', 'WRONG_YEAR', 'WRONG_POOL', 'DUPLICATE_PERSON']),
    reason: z.string().trim().min(2, '请写明更正的原因。').max(200, '原因最多200个字。'),
  }),
  async (context, input) => {
    const { database, runtime, secrets, opKey } = context;
    const now = runtime.now();
    const { orgId } = postOf(context);
    let found: MemberDocument;
    try {
      found = await memberWith(context, input.number);
    } catch (error) {
      // Sent again after it was decided: by then the number is nobody's, and the answer still the first one.
      const earlier = error instanceof Refusal ? await database.get('journal', opKey) : null;
      if (!earlier) throw error;
      const filed = resultOf<Filed>(context, earlier, input);
      return answerOf(filed, await OrganizationNames.load(database, [filed.deciderOrg]));
    }
    const filerPath = found.path.slice(0, found.path.indexOf(orgId) + 1);
    const names = await OrganizationNames.load(database, filerPath);
    const deciderOrg = deciderOf(filerPath.map((id) => names.ref(id)));
    if (deciderOrg === null) {
      throw new Refusal('CONFLICT', '上面没有可以审批更正的团的领导机关，请联系团省委。');
    }
    const _id = secrets.digest('correction', opKey);
    const { result } = await operate<Filed>(context, input, async (transaction) => {
      const member = await transaction.get('members', found._id);
      if (member?.memberNumber !== input.number) {
        throw new Refusal('CONFLICT', '这名团员的编号刚有变动，请核对后重新填写。');
      }
      if (member.erasedAt !== undefined) {
        throw new Refusal('CONFLICT', '这名团员的个人信息已按申请删除，编号不再办理变更。');
      }
      if (member.correctionId) {
        throw new Refusal('CONFLICT', '这个编号已有一份更正申请正在等待审批，不必重复提交。');
      }
      await transaction.update('members', member._id, { correctionId: _id });
      await transaction.create('corrections', {
        _id,
        number: input.number,
        memberId: member._id,
        branchId: member.branchId,
        path: member.path,
        kind: input.kind,
        reason: input.reason,
        status: 'FILED',
        filedByOrg: orgId,
        filedBy: accountOf(context)._id,
        filedAt: now,
        deciderOrg,
        decidedBy: null,
        decidedAt: null,
        note: null,
        disposal: null,
        replacement: null,
        order: orderKey(now, _id),
      });
      return {
        kind: 'CORRECTION_FILE',
        actingOrg: orgId,
        orgs: [orgId],
        subject: _id,
        result: { correctionId: _id, deciderOrg },
      };
    });
    return answerOf(result, names);
  },
);
