import { expect } from '@jest/globals';

import type { ActionName, Answer, InputOf, OutputOf } from '../../typings/api';
import { callHere, callPatiently } from './in-process';
import { startTestCloud, type TestCloud } from './phones';
import { addPerson, applies, plantTree, type TreeRow } from './tree';

/*
 * The operations that move or give numbers, prepared many times over, each time on a pool of its own: for
 * tests of what becomes of them when calls die, come twice or meet each other.
 */

export const year = 2020;
/** Committees with a branch each: enough for every place at which a call can die. */
export const PLACES = 24;
/** Numbers of each committee. */
const NUMBERS = 6;
const NAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜';

export const committee = (place: number): string => `K${place}`;
export const branch = (place: number): string => `K${place}B`;
export const everyPlace = Array.from({ length: PLACES }, (_, place) => place);

const TREE: TreeRow[] = [
  ['P', '团省委', 'PROVINCE', null],
  ...everyPlace.flatMap((place): TreeRow[] => [
    [committee(place), `第${place}团委`, 'GRASSROOTS_COMMITTEE', 'P'],
    [branch(place), `第${place}团支部`, 'BRANCH', committee(place)],
  ]),
];

/** A province whose committees have numbers; transactions end by themselves after `lifeMs`, as in the service when left out. */
export async function plantPlaces(lifeMs?: number): Promise<TestCloud> {
  const test = await startTestCloud({
    ...(lifeMs !== undefined && { database: { transactionLifeMs: lifeMs } }),
  });
  await plantTree(test, TREE);
  await addPerson(test, 'province', 'P');
  await addPerson(test, 'province-2', 'P');
  await test.ok('province', 'numbering.defineRange', {
    year,
    start: '202000012000',
    end: '202000012999',
  });
  const items = everyPlace.map((place) => ({ orgId: committee(place), count: NUMBERS }));
  await test.ok('province', 'numbering.allocate', { orgId: 'P', year, items });
  return test;
}

let people = 0;

/** Somebody of the branch who waits for the committee. */
export async function waits(test: TestCloud, place: number): Promise<string> {
  const n = people++;
  const name = `${NAMES[n % NAMES.length]}小${NAMES[Math.floor(n / NAMES.length)]}`;
  const registrationId = await applies(test, name, branch(place));
  const input = { registrationId, status: 'PENDING_BRANCH' as const };
  dataOf(await callHere(test, 'province', 'review.pass', input, `review-${registrationId}`));
  return registrationId;
}

/** What a call gave that had to succeed. */
export function dataOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

/** An operation, and another one that needs the same pool. */
export interface Scenario<A extends ActionName> {
  action: A;
  by: string;
  /** What has to be there before; gives the inputs of the two calls. */
  prepare(test: TestCloud, place: number): Promise<{ input: InputOf<A>; other: Other }>;
  /** Numbers of the committee and its branch together that are used afterwards. */
  used: number;
  /** What one such call moved or gave, the same at every place. */
  outcome(output: OutputOf<A>): unknown;
}
export type Other = (test: TestCloud, opId: string) => Promise<{ ok: boolean }>;

const approveAnother = async (test: TestCloud, place: number): Promise<Other> => {
  const input = { registrationId: await waits(test, place), status: 'PENDING_COMMITTEE' as const };
  return (there, opId) => callPatiently(there, 'province-2', 'review.pass', input, opId);
};
const allocateOne =
  (place: number): Other =>
  (test, opId) => {
    const items = [{ orgId: branch(place), count: 1 }];
    const input = { orgId: committee(place), year, items };
    return callPatiently(test, 'province-2', 'numbering.allocate', input, opId);
  };

const approve: Scenario<'review.pass'> = {
  action: 'review.pass',
  by: 'province',
  used: 2,
  prepare: async (test, place) => ({
    input: { registrationId: await waits(test, place), status: 'PENDING_COMMITTEE' },
    other: await approveAnother(test, place),
  }),
  outcome: ({ status, numberSource }) => [status, numberSource],
};

const allocate: Scenario<'numbering.allocate'> = {
  action: 'numbering.allocate',
  by: 'province',
  used: 0,
  prepare: async (_, place) => ({
    input: { orgId: committee(place), year, items: [{ orgId: branch(place), count: 2 }] },
    other: allocateOne(place),
  }),
  outcome: ({ moved }) => moved.map((part) => part.count),
};

const reclaim: Scenario<'numbering.reclaim'> = {
  action: 'numbering.reclaim',
  by: 'province',
  used: 0,
  async prepare(test, place) {
    const items = [{ orgId: branch(place), count: 4 }];
    const input = { orgId: committee(place), year, items };
    const opId = `before-reclaim-${place}`;
    dataOf(await callHere(test, 'province', 'numbering.allocate', input, opId));
    return { input: { orgId: branch(place), year, count: 2 }, other: allocateOne(place) };
  },
  outcome: ({ moved }) => moved.map((part) => part.count),
};

const appoint: Scenario<'organization.appoint'> = {
  action: 'organization.appoint',
  by: 'province',
  used: 2,
  async prepare(test, place) {
    const registrationId = await waits(test, place);
    const other = await approveAnother(test, place);
    await addPerson(test, `secretary-${place}`, branch(place));
    return { input: { orgId: branch(place), registrationId }, other };
  },
  outcome: ({ dismissed, approval }) => [
    dismissed?.replace(/\d+/, ''),
    approval?.numberSource ?? null,
  ],
};

const correct: Scenario<'numbering.decideCorrection'> = {
  action: 'numbering.decideCorrection',
  by: 'province-2',
  used: 2,
  async prepare(test, place) {
    const input = {
      registrationId: await waits(test, place),
      status: 'PENDING_COMMITTEE' as const,
    };
    const passed = await callHere(test, 'province', 'review.pass', input, `give-number-${place}`);
    const number = dataOf(passed).memberNumber!;
    const wrong = { number, kind: 'WRONG_PERSON' as const, reason: '给错了人' };
    const action = 'numbering.fileCorrection';
    const filed = await callHere(test, 'province', action, wrong, `file-correction-${place}`);
    const { correctionId } = dataOf(filed);
    const other = await approveAnother(test, place);
    return { input: { correctionId, decision: 'APPROVE' }, other };
  },
  outcome: ({ status, replacement }) => [status, replacement !== null],
};

/** By the words that test names use. */
export const scenarios = { approve, allocate, reclaim, appoint, decideCorrection: correct };

/** Nothing lost, and every line of the journal fits. */
export async function soundProof(test: TestCloud): Promise<void> {
  const proof = await test.ok('province', 'numbering.reconcile', { orgId: 'P', year, full: true });
  expect(proof).toMatchObject({ findings: [], total: 1000 });
}
