import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { secretsFrom } from '../../cloudfunctions/core/adapters/secrets';
import { browserName } from '../../cloudfunctions/core/domain/browser-name';
import { daysLater, today } from '../../cloudfunctions/core/domain/dates';
import { personTerms } from '../../cloudfunctions/core/domain/person-terms';
import type {
  AccountDocument,
  OrganizationDocument,
  SessionDocument,
} from '../../cloudfunctions/core/ports/documents';
import type { Secrets } from '../../cloudfunctions/core/ports/secrets';
import { hashBrowser } from '../../cloudfunctions/core/usecases/account/devices';
import { newAccount } from '../../cloudfunctions/core/usecases/account/new-account';
import { documentsOf, pendingId, staffOf } from '../bench/world/documents';
import { load } from '../bench/world/load';
import { growTree } from '../bench/world/tree';
import { markDataFolder } from '../cloud/data-folder';
import { localSecrets } from '../cloud/secrets';
import { AGENT, type ConsoleSession } from './client';

/** How large the province of a run is. */
export interface LoadSize {
  organizations: number;
  /** Members with numbers. */
  members: number;
  /** Branches whose people wait for their committee's approval, each with a committee of its own. */
  pools: number;
  waitingPerPool: number;
  /** People who have an account and nothing else: they sign in and register. */
  newcomers: number;
}

/** Somebody at the desk of an organisation: on the phone by `openid`, at the console by the session. */
export interface Office {
  organization: OrganizationDocument;
  openid: string;
  session: ConsoleSession;
}

/** Somebody with a phone. */
export interface Person {
  openid: string;
  phone: string;
}

/** A planted province: who is there to do something. */
export interface LoadWorld {
  size: LoadSize;
  province: Office;
  /** The committees above the pools, in the order of these. */
  committees: Office[];
  pools: OrganizationDocument[];
  /** Registrations that wait, by pool. */
  waiting: string[][];
  newcomers: Person[];
  /** The secretaries of the pools. */
  secretaries: Person[];
  branches: OrganizationDocument[];
}

/** A token in the form of the runtime's: 22 letters and digits. */
const tokenOf = (kind: string, number: number): string =>
  `${kind}${String(number).padStart(21, '0')}`;

function officeOf(organization: OrganizationDocument, number: number): Office {
  return {
    organization,
    openid: staffOf(organization),
    session: {
      session: tokenOf('s', number),
      csrf: tokenOf('c', number),
      browser: tokenOf('b', number),
    },
  };
}

function sessionOf(secrets: Secrets, { openid, session }: Office, now: number): SessionDocument {
  return {
    _id: secrets.digest('session', session.session),
    accountId: `account-${openid}`,
    csrfHash: secrets.digest('csrf', session.csrf),
    browserHash: hashBrowser(secrets, session.browser),
    createdAt: now,
    seenAt: now,
    agent: browserName(AGENT),
    address: '127.0.0.2',
    how: 'CODE',
  };
}

const phoneOf = (kind: 15 | 18, index: number): string =>
  `${kind}${String(index).padStart(9, '0')}`;

/** The secretary of a branch, in office for a year. */
function secretaryOf(
  secrets: Secrets,
  { _id, type }: OrganizationDocument,
  index: number,
  now: number,
): AccountDocument {
  const day = today(now);
  const id = `secretary-${index}`;
  const post = { id: `post-${id}`, orgId: _id, orgType: type, role: 'SECRETARY' as const };
  return {
    ...newAccount(secrets, `account-${id}`, phoneOf(18, index), now),
    name: '林书',
    openids: [id],
    posts: [{ ...post, from: day, to: daysLater(day, 365) }],
    lastSignInAt: now,
  };
}

function newcomerOf(secrets: Secrets, index: number, now: number): AccountDocument {
  const openid = `newcomer-${index}`;
  return {
    ...newAccount(secrets, `account-${openid}`, phoneOf(15, index), now),
    openids: [openid],
    lastSignInAt: now,
  };
}

/** Writes a province into a new data folder of the local cloud, with the folder's own keys. */
export async function plantLoad(
  dataDir: string,
  size: LoadSize,
  seed: number,
  now: number,
): Promise<LoadWorld> {
  mkdirSync(dataDir, { recursive: true });
  markDataFolder(dataDir);
  const secrets = secretsFrom({ ...localSecrets(dataDir) });
  const grown = growTree(size.organizations);
  const branches = grown.organizations.filter(({ type }) => type === 'BRANCH');
  const others = branches.filter(
    ({ _id, committeeId }) =>
      _id.endsWith('001') && ![grown.committee._id, grown.wide._id].includes(committeeId ?? ''),
  );
  const tree = { ...grown, pools: others.slice(0, size.pools) };
  const byId = new Map(tree.organizations.map((one) => [one._id, one]));
  const committees = tree.pools.map(({ committeeId }, p) =>
    officeOf(byId.get(committeeId ?? '')!, p + 1),
  );
  const province = officeOf(tree.province, 0);
  const settings = {
    seed,
    givenPerPool: Math.min(20, Math.floor(size.members / (2 * size.pools))),
    givenInLarge: Math.floor(size.members / 10),
    pendingPerPool: size.waitingPerPool,
    pendingInFirst: 0,
    sparePerPool: 0,
    spareInFirst: 0,
    waiting: 20,
    rowsPerPool: 0,
    rowsInStock: 0,
  };
  const folder = join(dataDir, 'database');
  mkdirSync(folder, { recursive: true });
  const documents = function* (): Generator<readonly [string, object]> {
    const all = documentsOf(
      tree,
      { organizations: size.organizations, given: size.members },
      settings,
      secrets,
    );
    for (const [name, document] of all) {
      // The bench leaves the words of a search out; here somebody searches.
      const isMember = name === 'members';
      yield [name, isMember ? { ...document, terms: personTerms(document) } : document];
    }
    for (const office of [province, ...committees]) {
      yield ['sessions', sessionOf(secrets, office, now)];
    }
    for (const [p, pool] of tree.pools.entries()) {
      yield ['accounts', secretaryOf(secrets, pool, p, now)];
    }
    for (let i = 0; i < size.newcomers; i++) yield ['accounts', newcomerOf(secrets, i, now)];
  };
  await load(folder, documents());
  return {
    size,
    province,
    committees,
    pools: tree.pools,
    waiting: tree.pools.map((_, p) =>
      Array.from({ length: size.waitingPerPool }, (__, i) => pendingId(p, i)),
    ),
    newcomers: Array.from({ length: size.newcomers }, (_, i) => ({
      openid: `newcomer-${i}`,
      phone: phoneOf(15, i),
    })),
    secretaries: tree.pools.map((_, p) => ({ openid: `secretary-${p}`, phone: phoneOf(18, p) })),
    branches: branches.slice(0, 2000),
  };
}
