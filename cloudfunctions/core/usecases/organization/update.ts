import { z } from 'zod';

import { isName, NAME_LENGTH, shortNameOf, tidyName } from '../../domain/organizations';
import { invalidField, Refusal } from '../../domain/refusal';
import { command, postOf } from '../action';
import { operate } from '../operation';
import { missingOrganization, organizationInScope, refOf } from '../organization-lookup';
import { termsOf } from './document';
import { orgId } from './input';

const NAME_TEXT = `组织名称应为${NAME_LENGTH.least}至${NAME_LENGTH.most}个字。`;
const name = z.string().max(200).transform(tidyName).refine(isName, NAME_TEXT);

/** Renames an organisation below the acting one. Eight requests, identity apart. Throws NOT_FOUND, FORBIDDEN, INVALID. */
export const update = command(
  'organization.update',
  z.strictObject({ orgId, fullName: name, shortName: name.optional() }),
  async (context, input) => {
    const { database, runtime } = context;
    const found = await organizationInScope(context, 'organization.update', input.orgId);
    const { fullName } = input;
    const shortName = input.shortName ?? shortNameOf(fullName);
    const [namesake] = await database.find(
      'organizations',
      { parentId: found.parentId, fullName },
      { limit: 1, fields: ['_id'] },
    );
    if (namesake && namesake._id !== found._id) {
      throw invalidField('fullName', `该上级下已有同名组织（编码${namesake._id}），请换一个名称。`);
    }
    const now = runtime.now();
    await operate(context, input, async (transaction) => {
      const current = await transaction.get('organizations', found._id);
      if (!current) throw missingOrganization();
      if (current.status !== 'ACTIVE') {
        throw new Refusal('CONFLICT', '该组织已撤销，不能再改名称。');
      }
      await transaction.update('organizations', current._id, {
        fullName,
        shortName,
        terms: termsOf(fullName, shortName),
        updatedAt: Math.max(now, current.updatedAt + 1),
      });
      return {
        kind: 'ORG_UPDATE',
        actingOrg: postOf(context).orgId,
        orgs: [current._id],
        subject: current._id,
        result: {},
      };
    });
    return { organization: refOf({ ...found, fullName }) };
  },
);
