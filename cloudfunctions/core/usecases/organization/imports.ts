import { z } from 'zod';

import type { UnfinishedImport } from '../../../../typings/api';
import { accountOf, query } from '../action';
import { organizationInScope } from '../organization-lookup';
import { statusOf } from './import-session';
import { orgId } from './input';

const MOST = 20;
/** A table older than this is read anew: the tree has moved on. */
const LIFE_MS = 7 * 24 * 3_600_000;

/**
 * Imports that the acting person began for an organisation within a week, after the last one that was
 * finished or given up; the latest first. After the browser died one goes on from here. Two requests. Throws NOT_FOUND, FORBIDDEN.
 */
export const imports = query(
  'organization.imports',
  z.strictObject({ rootId: orgId }),
  async (context, { rootId }): Promise<{ items: UnfinishedImport[] }> => {
    await organizationInScope(context, 'organization.imports', rootId);
    const found = await context.database.find(
      'imports',
      { accountId: accountOf(context)._id },
      { sort: [['createdAt', -1]], limit: MOST },
    );
    const since = context.runtime.now() - LIFE_MS;
    const own = found.filter((session) => session.rootId === rootId && session.createdAt > since);
    const done = own.findIndex(({ state, dropped }) => state === 'DONE' || dropped === true);
    return {
      items: own.slice(0, done === -1 ? own.length : done).map((session) => ({
        ...statusOf(session),
        fingerprint: session.fingerprint ?? null,
        startedAt: session.createdAt,
      })),
    };
  },
);
