import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { secretsFrom } from '../../../cloudfunctions/core/adapters/secrets';
import { daysLater, today } from '../../../cloudfunctions/core/domain/dates';
import { placeUnder } from '../../../cloudfunctions/core/domain/organizations';
import type {
  AccountDocument,
  OrganizationDocument,
} from '../../../cloudfunctions/core/ports/documents';
import { newAccount } from '../../../cloudfunctions/core/usecases/account/new-account';
import { newOrganization } from '../../../cloudfunctions/core/usecases/organization/document';
import { sealIdTail } from '../../../cloudfunctions/core/usecases/personal-hashes';
import { markDataFolder } from '../../cloud/data-folder';
import { localSecrets } from '../../cloud/secrets';
import { demoIdNumber } from '../../demo/people';
import { load } from '../world/load';
import { growTree } from '../world/tree';

/** Children of the one committee whose level of the tree is opened. */
export const WIDE_LEVEL = 1000;

/** The one who signs in. */
export const CLERK = {
  name: '高远',
  phone: '13800000001',
  idNumber: demoIdNumber('19950312', 1),
};

/** A province as the console's measurements need it. */
export interface ConsoleProvince {
  organizations: number;
  province: OrganizationDocument;
  /** From below the province down to the committee with the wide level, itself included. */
  wayToWide: OrganizationDocument[];
  wideChildren: OrganizationDocument[];
}

function clerkOf(dataDir: string, province: OrganizationDocument, now: number): AccountDocument {
  const secrets = secretsFrom({ ...localSecrets(dataDir) });
  const day = today(now);
  return {
    ...newAccount(secrets, 'clerk', CLERK.phone, now),
    name: CLERK.name,
    idTailSealed: sealIdTail(secrets, CLERK.idNumber),
    posts: [
      {
        id: 'post-clerk',
        orgId: province._id,
        orgType: province.type,
        role: 'STAFF',
        from: day,
        to: daysLater(day, 365),
      },
    ],
  };
}

/**
 * Writes `organizations` organisations with names that are much alike, one committee with `WIDE_LEVEL`
 * branches among them, and the clerk of the province into a new data folder of the local cloud.
 */
export async function plantProvince(
  dataDir: string,
  organizations: number,
  now: number,
): Promise<ConsoleProvince> {
  const tree = growTree(organizations - WIDE_LEVEL);
  const wideChildren = Array.from({ length: WIDE_LEVEL }, (_, i) => {
    const id = `${tree.wide._id}Z${String(i + 1).padStart(4, '0')}`;
    const name = `高一${i + 1}班团支部`;
    const place = placeUnder(tree.wide, { id, type: 'BRANCH' });
    return newOrganization(id, { fullName: name, shortName: name }, 'BRANCH', place, false, now);
  });
  const byId = new Map(tree.organizations.map((one) => [one._id, one]));
  markDataFolder(dataDir);
  const folder = join(dataDir, 'database');
  mkdirSync(folder, { recursive: true });
  await load(folder, [
    ...[...tree.organizations, ...wideChildren].map((one) => ['organizations', one] as const),
    ['accounts', clerkOf(dataDir, tree.province, now)] as const,
  ]);
  return {
    organizations,
    province: tree.province,
    wayToWide: tree.wide.path.slice(1).map((id) => byId.get(id)!),
    wideChildren,
  };
}
