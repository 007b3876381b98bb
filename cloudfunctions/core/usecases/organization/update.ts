import { z } from 'zod';

import { isName, NAME_LENGTH, shortNameOf, tidyName } from '../../domain/organizations';
import { invalidField, Refusal } from '../../domain/refusal';
import { OutOfDate, rereading } from '../account/by-phone';
import { command, type Context, postOf } from '../action';
import { operate } from '../operation';
import { missingOrganization, organizationInScope, refOf } from '../organization-lookup';
import { termsOf } from './document';
import { orgId } from './input';

const NAME_TEXT = `组织名称应为${NAME_LENGTH.least}至${NAME_LENGTH.most}个字。`;
const name = z.string().max(200).transform(tidyName).refine(isName, NAME_TEXT);

const shape = z.strictObject({ orgId, fullName: name, shortName: name.optional() });

/** Gives it as it was. Throws OutOfDate when something was made, named or moved beside it since that was read. */
async function updateOnce(context: Context, input: z.output<typeof shape>) {
  const { database, runtime } = context;
  const found = await organizationInScope(context, 'organization.update', input.orgId);
  const { fullName } = input;
  const shortName = input.shortName ?? shortNameOf(fullName);
  const { parentId } = found;
  // Before the namesakes: whoever takes the name after this look writes the parent.
  const parent = parentId && (await database.get('organizations', parentId));
  const [namesake] = await database.find(
    'organizations',
    { parentId, fullName },
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
    if (parent) {
      const above = await transaction.get('organizations', parent._id);
      if (above?.updatedAt !== parent.updatedAt || current.parentId !== parentId) {
        throw new OutOfDate();
      }
      const updatedAt = Math.max(now, above.updatedAt + 1);
      await transaction.update('organizations', above._id, { updatedAt });
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
  return found;
}

/**
 * Renames an organisation below the acting one. The parent is written as well, so that no two below it get one name
 * at the same moment. Eleven requests, identity apart. Throws NOT_FOUND, FORBIDDEN, INVALID, CONFLICT (closed).
 */
export const update = command('organization.update', shape, async (context, input) => {
  const found = await rereading(() => updateOnce(context, input));
  return { organization: refOf({ ...found, fullName: input.fullName }) };
});
