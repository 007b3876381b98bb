import { z } from 'zod';

import type { CloseResult } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import { BusyError, UnknownOutcomeError } from '../../ports/database';
import { OutOfDate } from '../account/by-phone';
import { command, requireScope } from '../action';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { closeOne } from './close-one';
import { orgId } from './input';
import { yearsWithRanges } from './years';

/** No organisation is begun later; with the 12 s a contended one may take the call ends in time. */
const BEGIN_WITHIN_MS = 6000;

/**
 * closes up to 100 organisations, each with its own result, those deepest in the tree first so that a
 * school goes with its branches. What is not reached in time is `unfinished`: the same call goes on. Refusals stand in
 * the results. Throws NOT_FOUND, FORBIDDEN.
 */
export const close = command(
  'organization.close',
  z.strictObject({
    orgIds: z
      .array(orgId)
      .min(1, '请至少选择一个组织。')
      .max(100, '一次最多撤销 100 个组织，请分几次提交。'),
    reason: z.string().trim().min(2, '请写明撤销的原因。').max(200, '原因最多200个字。'),
  }),
  async (context, input) => {
    const { database, runtime, secrets, opKey } = context;
    const until = runtime.now() + BEGIN_WITHIN_MS;
    const ids = [...new Set(input.orgIds)];
    const names = await OrganizationNames.load(database, ids);
    for (const id of ids) {
      const organization = names.get(id);
      if (!organization) throw missingOrganization();
      requireScope(context, 'organization.close', organization.path);
    }
    const years = await yearsWithRanges(database);
    const openYears = years.filter(({ closed }) => !closed).map(({ year }) => year);
    const ordered = ids
      .map((id) => names.get(id)!)
      .sort((a, b) => b.path.length - a.path.length || (a.sort < b.sort ? -1 : 1));
    const results: CloseResult[] = [];
    const unfinished: string[] = [];
    for (const { _id } of ordered) {
      if (runtime.now() >= until) {
        unfinished.push(_id);
        continue;
      }
      const key = secrets.digest('operation', `${opKey}|${_id}`);
      try {
        // Read again: closing a child, and whoever appoints meanwhile, writes the organisation.
        const organization = (await database.get('organizations', _id))!;
        await closeOne(context, organization, openYears, input.reason, key);
        results.push({ orgId: _id, ok: true });
      } catch (error) {
        if (error instanceof Refusal) {
          const { code, message } = error;
          results.push({ orgId: _id, ok: false, error: { code, message } });
        } else if (isUnsettled(error)) unfinished.push(_id);
        else throw error;
      }
    }
    return { results, unfinished };
  },
);

const isUnsettled = (error: unknown): boolean =>
  error instanceof BusyError || error instanceof UnknownOutcomeError || error instanceof OutOfDate;
