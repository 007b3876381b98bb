import { z } from 'zod';

import type { MemberDetail } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import { query, requireScope } from '../action';
import { OrganizationNames } from '../organization-lookup';
import { optionalView } from '../registration/person';
import { organizationsIn, stepsOf } from '../registration/view';
import { memberItem } from './list';

/** One member record (团籍资料) with its number history; personal data masked. */
export const get = query(
  'roster.get',
  z.strictObject({ memberId: z.string().min(1).max(64) }),
  async (context, input): Promise<MemberDetail> => {
    const { database } = context;
    const member = await database.get('members', input.memberId);
    if (!member) throw new Refusal('NOT_FOUND', '没有找到这名团员，请刷新列表。');
    requireScope(context, 'roster.get', member.path);
    const names = await OrganizationNames.load(database, [
      ...organizationsIn(member),
      member.poolOrgId,
    ]);
    return {
      ...memberItem(member, names),
      path: names.path(member.path),
      idType: member.idType,
      idNumber: member.idNumberMasked,
      birthDate: member.birthDate,
      gender: member.gender,
      phone: member.phoneMasked,
      joinedInProvince: member.joinedInProvince,
      ...optionalView(member),
      pool: names.refOrNull(member.poolOrgId),
      erased: member.erasedAt !== undefined,
      numberHistory: member.numberHistory,
      steps: stepsOf(member.steps, (id) => names.ref(id)),
    };
  },
);
