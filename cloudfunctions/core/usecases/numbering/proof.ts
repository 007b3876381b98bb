import { z } from 'zod';

import type { NightlyProof } from '../../../../typings/api';
import { query } from '../action';
import { OrganizationNames, organizationInScope } from '../organization-lookup';
import { nightlyState, PROVE_NIGHTLY } from '../reconcile/night';
import { orgId } from './input';

/** How the nightly proof stands, and what it found in the organisation and everything below it; four requests. */
export const proof = query(
  'numbering.proof',
  z.strictObject({ orgId }),
  async (context, input): Promise<NightlyProof> => {
    const { database } = context;
    const root = await organizationInScope(context, 'numbering.proof', input.orgId);
    const job = await database.get('jobs', PROVE_NIGHTLY);
    const { finished, running } = nightlyState(job?.cursor ?? null);
    const findings = await database.find(
      'findings',
      { path: root._id },
      { sort: [['_id', 1]], limit: 100 },
    );
    const names = await OrganizationNames.load(
      database,
      findings.map((finding) => finding.orgId),
    );
    return {
      finished,
      running: running !== null,
      findings: findings.map(({ orgId: of, year, at, differences }) => ({
        organization: names.ref(of),
        year,
        at,
        differences,
      })),
    };
  },
);
