import { daysLater, today } from '../../cloudfunctions/core/domain/dates';
import type { ActionName, OrganizationType } from '../../typings/api';
import type { TestCloud } from './phones';
import { sampleInputs } from './samples';
import { addPerson, applies, plantTree, TREE_0604, type TreeRow } from './tree';
import { type Kind, WHO_MAY } from './who-may';

/* The world in which the matrix of who may do what is gone through: two lines of every kind, and what there is to do. */

/** The line that the samples work on, and one beside it; P stands above both. */
const LINE = ['P', 'C', 'D', '0604', '0604Z', '0604Z2'] as const;
const BESIDE = ['C2', 'D2', '0606', '0606Z', '0606Z1'] as const;
const TREE: TreeRow[] = [
  ['P', '团省委', 'PROVINCE', null],
  ['C', '市团委', 'CITY', 'P'],
  ['D', '县团委', 'COUNTY', 'C'],
  ...TREE_0604.filter(([id]) => id.startsWith('0604')).map(([id, name, type, parent]): TreeRow => [
    id,
    name,
    type,
    id === '0604' ? 'D' : parent,
  ]),
  ['C2', '外市团委', 'CITY', 'P'],
  ['D2', '外县团委', 'COUNTY', 'C2'],
  ['0606', '0606团委', 'GRASSROOTS_COMMITTEE', 'D2'],
  ['0606Z', '0606团总支', 'GENERAL_BRANCH', '0606'],
  ['0606Z1', '0606团支部', 'BRANCH', '0606Z'],
];
const ROWS = new Map(TREE.map((row) => [row[0], row]));
/** Ids of an organisation of the tree from the root to itself. */
export const pathOf = (id: string): string[] => {
  const parent = ROWS.get(id)?.[3];
  return [...(parent ? pathOf(parent) : []), id];
};
const KIND: Record<OrganizationType, Kind> = {
  PROVINCE: 'PROVINCE',
  CITY: 'LEADING_ORGAN',
  COUNTY: 'LEADING_ORGAN',
  GRASSROOTS_COMMITTEE: 'COMMITTEE',
  WORK_COMMITTEE: 'COMMITTEE',
  GENERAL_BRANCH: 'GENERAL_BRANCH',
  BRANCH: 'BRANCH',
};
export const kindIn = (org: string): Kind => KIND[ROWS.get(org)![2]];
/** Somebody in office everywhere on both lines and in a branch beside the branch; the openid names the place. */
export const OFFICES = [...LINE, ...BESIDE, '0604Z3'];
/** Who is in office there, by openid. */
export const holder = (org: string): string => `in-${org}`;
/** People with an account and nothing in office. */
export const POWERLESS = ['a-member', 'expired', 'to-begin', 'dormant', 'dismissed'];
/** Whose things the samples are that name no organisation. */
const SUBJECT_OF: Partial<Record<ActionName, string>> = {
  'organization.importRows': 'C',
  'organization.importCheck': 'C',
  'organization.importCommit': 'C',
  'organization.importDrop': 'C',
  'organization.importProblems': 'C',
  'organization.confirmPhone': '0604Z2',
  'numbering.previewUndo': '0604',
  'numbering.undo': '0604',
  'numbering.decideRequest': '0604',
  'numbering.cancelCorrection': '0604',
  'numbering.previewCorrection': 'D',
  'numbering.decideCorrection': 'D',
  'registration.invitation': '0604Z2',
};

/** What an action is done to: an organisation, and the input that says so. */
export interface Subject {
  org: string;
  input: unknown;
  isCommitteeStage?: boolean;
}

/** A session of somebody's, in a browser of its own. */
async function openSession(
  { secrets, database }: TestCloud,
  openid: string,
  n: number,
): Promise<Session> {
  const id = String(n).padStart(22, 'm');
  await database.add('sessions', {
    _id: secrets.digest('session', id),
    accountId: `account-${openid}`,
    csrfHash: secrets.digest('csrf', id),
    browserHash: secrets.digest('browser', id),
    createdAt: Date.now(),
    // Noting that a session is in use would be a write.
    seenAt: Date.now() + 3_600_000,
    agent: '未知浏览器',
    address: '203.0.113.9',
    how: 'CODE',
  });
  return { cookie: `session=${id}; browser=${id}`, csrf: id };
}

/** The posts of somebody, from one day to another, who was last seen on the first. */
async function serves(test: TestCloud, name: string, from: number, to: number): Promise<void> {
  await addPerson(test, name, '0604');
  const day = today(Date.now());
  const account = (await test.database.get('accounts', `account-${name}`))!;
  await test.database.update('accounts', account._id, {
    lastSignInAt: Date.now() + Math.min(from, 0) * 86_400_000,
    posts: account.posts.map((post) => ({
      ...post,
      from: daysLater(day, from),
      to: daysLater(day, to),
    })),
  });
}

async function allocate(test: TestCloud, org: string, child: string, count: number): Promise<void> {
  const items = [{ orgId: child, count }];
  await test.ok(holder(org), 'numbering.allocate', { orgId: org, year: 2020, items });
}

/** A registration in 0604团支部（2）1 that so many have passed. */
async function waiting(test: TestCloud, name: string, passedBy: number): Promise<string> {
  const registrationId = await applies(test, name, '0604Z2');
  const stages = ['PENDING_BRANCH', 'PENDING_GENERAL', 'PENDING_COMMITTEE'] as const;
  for (const [i, org] of ['0604Z2', '0604Z', '0604'].slice(0, passedBy).entries()) {
    await test.ok(holder(org), 'review.pass', { registrationId, status: stages[i]! });
  }
  return registrationId;
}

async function makeSubjects(test: TestCloud): Promise<(action: ActionName) => Subject[]> {
  const range = { year: 2020, start: '202000012000', end: '202000012999' };
  await test.ok(holder('P'), 'numbering.defineRange', range);
  await allocate(test, 'P', 'C', 300);
  await allocate(test, 'C', 'D', 250);
  await allocate(test, 'D', '0604', 200);
  await allocate(test, '0604', '0604Z', 100);
  const memberId = await waiting(test, '陈甲', 3);
  const cases = [
    await waiting(test, '林乙', 0),
    await waiting(test, '黄丙', 1),
    await waiting(test, '张丁', 2),
  ];
  const member = (await test.database.get('members', memberId))!;
  const wrong = { number: member.memberNumber!, kind: 'WRONG_PERSON' as const, reason: '给错了人' };
  const filed = await test.ok(holder('0604'), 'numbering.fileCorrection', wrong);
  const request = { orgId: '0604Z', year: 2020, count: 1, reason: '不够' };
  const asked = await test.ok(holder('0604Z'), 'numbering.requestMore', request);
  const table = { rootId: 'C', fileName: '组织.csv', total: 1 };
  const { importId } = await test.ok(holder('C'), 'organization.importStart', table);
  const journal = await test.ok(holder('0604'), 'numbering.journal', { orgId: '0604' });
  const inputs: Record<string, unknown> = sampleInputs({
    registrationId: cases[2]!,
    memberId,
    correctionId: filed.correctionId,
    importId,
    postId: 'none',
    entryId: journal.items[0]!.id,
    requestId: asked.id,
  });
  const another = (await test.database.get('members', await waiting(test, '何戊', 3)))!;
  inputs['numbering.fileCorrection'] = { ...wrong, number: another.memberNumber };
  const stages = [
    { org: '0604Z2', status: 'PENDING_BRANCH' },
    { org: '0604Z', status: 'PENDING_GENERAL' },
    { org: '0604', status: 'PENDING_COMMITTEE', isCommitteeStage: true },
  ] as const;
  return (action) => {
    const input = inputs[action] as Record<string, unknown>;
    const who = WHO_MAY[action];
    if (!Array.isArray(who)) return [{ org: 'P', input }];
    if (who.join('').includes('c')) {
      return stages.map(({ org, status, ...stage }, i) => ({
        org,
        ...stage,
        input: {
          ...input,
          ...('status' in input && { status }),
          ...('registrationIds' in input
            ? { registrationIds: [cases[i]] }
            : { registrationId: cases[i] }),
        },
      }));
    }
    const whose = SUBJECT_OF[action];
    if (whose) return [{ org: whose, input }];
    const place = ['orgId', 'rootId', 'parentId', 'branchId', 'orgIds'].find((key) => key in input);
    // What names no organisation is about the province, a case or a member of the branch.
    if (!place) return [{ org: who.join('') === '=' ? 'P' : '0604Z2', input }];
    return LINE.map((org, i) => ({
      org,
      input: {
        ...input,
        [place]: place === 'orgIds' ? [org] : org,
        ...('items' in input && { items: [{ orgId: LINE[i + 1] ?? 'none', count: 1 }] }),
        ...('postId' in input && {
          postId: `post-${org === 'P' ? 'another' : holder(org)}-${org}`,
        }),
      },
    }));
  };
}

/** Cookies and token of a browser that somebody is signed in at. */
export interface Session {
  cookie: string;
  csrf: string;
}

export interface Matrix {
  subjectsOf(action: ActionName): Subject[];
  /** By openid. */
  sessions: ReadonlyMap<string, Session>;
}

/** Fills an empty cloud. */
export async function plantMatrix(test: TestCloud): Promise<Matrix> {
  await plantTree(test, TREE);
  for (const org of OFFICES) await addPerson(test, holder(org), org);
  await addPerson(test, 'another', 'P');
  await addPerson(test, 'a-member');
  await serves(test, 'expired', -500, -135);
  await serves(test, 'to-begin', 1, 300);
  await serves(test, 'dormant', -200, 100);
  await serves(test, 'dismissed', -10, -1);
  const subjectsOf = await makeSubjects(test);
  const sessions = new Map<string, Session>();
  for (const openid of [...OFFICES.map(holder), ...POWERLESS]) {
    sessions.set(openid, await openSession(test, openid, sessions.size));
  }
  return { subjectsOf, sessions };
}
