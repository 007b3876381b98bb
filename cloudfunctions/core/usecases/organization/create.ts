import { z } from 'zod';

import type { CreateOrganizationInput, OrganizationType } from '../../../../typings/api';
import {
  isCode,
  isName,
  MOST_LEVELS,
  NAME_LENGTH,
  placementProblem,
  placeUnder,
  shortNameOf,
  tidyCode,
  tidyName,
  TYPE_WORDS,
} from '../../domain/organizations';
import { invalidField, Refusal } from '../../domain/refusal';
import type { OrganizationDocument } from '../../ports/documents';
import { OutOfDate, rereading } from '../account/by-phone';
import { command, type Context } from '../action';
import { operate } from '../operation';
import { missingOrganization, organizationInScope, refOf } from '../organization-lookup';
import { newOrganization } from './document';
import { orgId } from './input';

const NAME_TEXT = `组织名称应为${NAME_LENGTH.least}至${NAME_LENGTH.most}个字。`;
const name = z.string().max(200).transform(tidyName).refine(isName, NAME_TEXT);

const shape = z.strictObject({
  parentId: orgId,
  code: z
    .string()
    .max(64)
    .transform(tidyCode)
    .refine(isCode, '组织编码只能用数字、字母和短横线，最多32位。'),
  fullName: name,
  shortName: name.optional(),
  type: z.enum(Object.keys(TYPE_WORDS) as OrganizationType[]),
});

/** What may not be created under this parent, before anything is written. */
async function checkPlace(
  { database }: Context,
  parent: OrganizationDocument,
  { code, fullName, type }: CreateOrganizationInput,
): Promise<void> {
  const wrong = placementProblem(parent.type, type);
  if (wrong) throw invalidField('type', `${wrong.problem}。${wrong.fix}。`);
  if (parent.path.length >= MOST_LEVELS) {
    throw invalidField('parentId', `组织最多${MOST_LEVELS}级，请选择较高一级的上级组织。`);
  }
  const [namesake] = await database.find(
    'organizations',
    { parentId: parent._id, fullName },
    { limit: 1, fields: ['_id'] },
  );
  if (namesake && namesake._id !== code) {
    throw invalidField('fullName', `该上级下已有同名组织（编码${namesake._id}），请换一个名称。`);
  }
}

/** Gives the code. Throws OutOfDate when something else was made or closed below the parent since it was read. */
async function createOnce(context: Context, input: CreateOrganizationInput): Promise<string> {
  const parent = await organizationInScope(context, 'organization.create', input.parentId);
  await checkPlace(context, parent, input);
  const { code, fullName, type } = input;
  const names = { fullName, shortName: input.shortName ?? shortNameOf(fullName) };
  const now = context.runtime.now();

  const { result } = await operate(context, input, async (transaction) => {
    const holder = await transaction.get('organizations', code);
    if (holder) {
      throw invalidField('code', `编码${code}已被“${holder.fullName}”使用，请换一个编码。`);
    }
    const above = await transaction.get('organizations', parent._id);
    if (!above) throw missingOrganization();
    if (above.status !== 'ACTIVE') {
      throw new Refusal('CONFLICT', `“${above.fullName}”已撤销，请选择在用的上级组织。`);
    }
    // Somebody made another one below it: it may have the name that was free a moment ago.
    if (above.updatedAt !== parent.updatedAt) throw new OutOfDate();
    const place = placeUnder(above, { id: code, type });
    await transaction.create(
      'organizations',
      newOrganization(code, names, type, place, false, now),
    );
    const updatedAt = Math.max(now, above.updatedAt + 1);
    await transaction.update('organizations', above._id, { hasChildren: true, updatedAt });
    return {
      kind: 'ORG_CREATE',
      actingOrg: above._id,
      orgs: [code, above._id],
      subject: code,
      result: { code },
    };
  });
  return result.code;
}

/**
 * Makes one organisation below a parent in the scope of the acting post. The parent is written as well:
 * closing it at the same moment and creating below it cannot both succeed, nor two of one name. Throws NOT_FOUND,
 * FORBIDDEN, INVALID by field (code or name taken, place, level) and CONFLICT (the parent is closed).
 */
export const create = command('organization.create', shape, async (context, input) => {
  const code = await rereading(() => createOnce(context, input));
  const created = await context.database.get('organizations', code);
  if (!created) throw missingOrganization();
  return { organization: refOf(created) };
});
