import { z } from 'zod';

import type { NumberRequest } from '../../../../typings/api';
import { PROMPTS } from '../../domain/prompts';
import { Refusal } from '../../domain/refusal';
import { orderKey } from '../../domain/review';
import type { RequestDocument } from '../../ports/documents';
import { accountOf, command } from '../action';
import { operate } from '../operation';
import { OrganizationNames, organizationInScope } from '../organization-lookup';
import { orgId, requiredReason, wholeCount, year } from './input';
import { viewsOf } from './request-view';

export const requestId = (of: number, org: string): string => `${of}-${org}`;

/**
 * A holder asks its parent for more numbers of a year. One request at a time: CONFLICT while the parent has not
 * answered the last one, as in a closed year and for a closed organisation; INVALID for the province. Ten requests.
 */
export const requestMore = command(
  'numbering.requestMore',
  z.strictObject({ orgId, year, count: wholeCount, reason: requiredReason }),
  async (context, input): Promise<NumberRequest> => {
    const { database, runtime } = context;
    const asker = await organizationInScope(context, 'numbering.requestMore', input.orgId);
    const { parentId } = asker;
    if (parentId === null) throw new Refusal('INVALID', '团省委没有上级组织，请直接新增编号区间。');
    if (asker.status !== 'ACTIVE') {
      throw new Refusal('CONFLICT', '该组织已撤销，不能再申请编号。');
    }
    const state = (await database.get('years', String(input.year)))?.state ?? 'OPEN';
    if (state === 'CLOSED') throw new Refusal('CONFLICT', PROMPTS.yearClosed(input.year));
    const _id = requestId(input.year, asker._id);
    const now = runtime.now();
    await operate(context, input, async (transaction) => {
      const last = await transaction.get('requests', _id);
      // One that lies with a former parent goes to the present one instead.
      if (last?.open && last.parentId === parentId) {
        throw new Refusal('CONFLICT', '上一次申请上级还没有答复，请等待答复后再申请。');
      }
      const request: Omit<RequestDocument, '_id'> = {
        orgId: asker._id,
        parentId,
        year: input.year,
        version: (last?.version ?? 0) + 1,
        state: 'OPEN',
        open: true,
        count: input.count,
        reason: input.reason,
        askedBy: accountOf(context)._id,
        askedAt: now,
        granted: null,
        answer: null,
        decidedAt: null,
        order: orderKey(now, _id),
      };
      if (last) await transaction.update('requests', _id, request);
      else await transaction.create('requests', { _id, ...request });
      return {
        kind: 'REQUEST',
        year: input.year,
        actingOrg: asker._id,
        orgs: [asker._id, parentId],
        subject: _id,
        reason: input.reason,
        result: { requestId: _id },
      };
    });
    const stored = await database.get('requests', _id);
    const names = await OrganizationNames.load(database, [asker._id]);
    return (await viewsOf(database, [stored!], names))[0]!;
  },
);
