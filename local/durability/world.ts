import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { secretsFrom } from '../../cloudfunctions/core/adapters/secrets';
import { placeUnder } from '../../cloudfunctions/core/domain/organizations';
import type {
  CollectionName,
  Documents,
  OrganizationDocument,
} from '../../cloudfunctions/core/ports/documents';
import type { Secrets } from '../../cloudfunctions/core/ports/secrets';
import { newOrganization } from '../../cloudfunctions/core/usecases/organization/document';
import type { OrganizationType } from '../../typings/api';
import { load } from '../bench/world/load';
import { WorldPeople } from '../bench/world/people';
import { markDataFolder } from '../cloud/data-folder';
import { localSecrets } from '../cloud/secrets';
import { randomFrom } from '../random';

/** Everybody of the rounds joined in this year. */
export const YEAR = 2020;
export const PROVINCE = 'P';
const COMMITTEES = ['C1', 'C2', 'C3'];
const BRANCHES_EACH = 3;

/** Branches by committee. */
export const BRANCHES: ReadonlyMap<string, readonly string[]> = new Map(
  COMMITTEES.map((committee) => [
    committee,
    Array.from({ length: BRANCHES_EACH }, (_, i) => `${committee}B${i + 1}`),
  ]),
);

/** Whose phone belongs to the office of an organisation; the province has a second one. */
export const staffOf = (orgId: string): string => `staff-${orgId}`;
/** The how manyeth applicant, by the phone. */
export const applicantOf = (index: number): string => `applicant-${index}`;
/** The account behind a phone of this world. */
export const accountOf = (openid: string): string => `account-${openid}`;

type Planted = { [C in CollectionName]: readonly [C, Documents[C]] }[CollectionName];

/** The keys of a data folder, made with it. */
export const secretsOf = (dataDir: string): Secrets => secretsFrom({ ...localSecrets(dataDir) });

/** Where the engine has its files in a data folder. */
export const databaseDir = (dataDir: string): string => join(dataDir, 'database');

function* organizations(): Generator<OrganizationDocument> {
  const add = (
    parent: OrganizationDocument | null,
    id: string,
    name: string,
    type: OrganizationType,
  ): OrganizationDocument => {
    const names = { fullName: name, shortName: name };
    const place = placeUnder(parent, { id, type });
    return newOrganization(id, names, type, place, type !== 'BRANCH', 0);
  };
  const province = add(null, PROVINCE, '团省委', 'PROVINCE');
  yield province;
  for (const [committeeId, branches] of BRANCHES) {
    const committee = add(province, committeeId, `${committeeId}团委`, 'GRASSROOTS_COMMITTEE');
    yield committee;
    for (const id of branches) yield add(committee, id, `${id}团支部`, 'BRANCH');
  }
}

function* documents(applicants: number, secrets: Secrets): Generator<Planted> {
  const people = new WorldPeople(secrets, randomFrom(1));
  for (const organization of organizations()) {
    const openid = staffOf(organization._id);
    const account = people.account(openid, organization);
    const [post] = account.posts;
    if (organization.type !== 'BRANCH' || !post) {
      yield ['organizations', organization];
      yield ['accounts', account];
      continue;
    }
    const secretary = {
      accountId: account._id,
      postId: post.id,
      name: account.name ?? '',
      to: post.to,
    };
    yield ['organizations', { ...organization, secretary }];
    yield ['accounts', { ...account, posts: [{ ...post, role: 'SECRETARY' }] }];
  }
  for (let i = 0; i < applicants; i++) yield ['accounts', people.account(applicantOf(i))];
}

/**
 * Fills a new data folder with a province of three committees with three branches each, somebody in every
 * office, and people who can register. Everything else happens by the system's own actions.
 */
export async function plantWorld(dataDir: string, applicants: number): Promise<void> {
  if (existsSync(databaseDir(dataDir))) throw new Error(`${dataDir} has data already`);
  mkdirSync(databaseDir(dataDir), { recursive: true });
  markDataFolder(dataDir);
  await load(databaseDir(dataDir), documents(applicants, secretsOf(dataDir)));
}
