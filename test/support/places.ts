import { expect } from '@jest/globals';

import { count } from '../../cloudfunctions/core/domain/intervals';
import type { ActionName, Answer, InputOf, OutputOf } from '../../typings/api';
import { callHere, callPatiently } from './in-process';
import { startTestCloud, type TestCloud } from './phones';
import { addPerson, applies, plantTree, type TreeRow } from './tree';

/*
 * A province of many small committees, so that an operation can be prepared many times over, each time on a
 * pool of its own: for tests of what becomes of operations when calls die, come twice or meet each other.
 */

export const year = 2020;
/** Numbers of each committee. */
const NUMBERS = 6;
const NAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜';

export const committee = (place: number): string => `K${place}`;
export const branch = (place: number): string => `K${place}B`;
/** A committee without numbers or branches, for what moves. */
export const elsewhere = (place: number): string => `E${place}`;

const treeOf = (places: readonly number[]): TreeRow[] => [
  ['P', '团省委', 'PROVINCE', null],
  ...places.flatMap((place): TreeRow[] => [
    [committee(place), `第${place}团委`, 'GRASSROOTS_COMMITTEE', 'P'],
    [branch(place), `第${place}团支部`, 'BRANCH', committee(place)],
    [elsewhere(place), `另设第${place}团委`, 'GRASSROOTS_COMMITTEE', 'P'],
  ]),
];

/**
 * A province with so many committees that have numbers and a branch each. Transactions end by themselves after
 * `lifeMs`, as in the service when left out.
 */
export async function plantPlaces(howMany: number, lifeMs?: number): Promise<TestCloud> {
  const places = Array.from({ length: howMany }, (_, place) => place);
  const test = await startTestCloud({
    ...(lifeMs !== undefined && { database: { transactionLifeMs: lifeMs } }),
  });
  await plantTree(test, treeOf(places));
  await addPerson(test, 'province', 'P');
  await addPerson(test, 'province-2', 'P');
  await test.ok('province', 'numbering.defineRange', {
    year,
    start: '202000012000',
    end: '202000012999',
  });
  const items = places.map((place) => ({ orgId: committee(place), count: NUMBERS }));
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
  by(place: number): string;
  /** What has to be there before; gives the inputs of the two calls. */
  prepare(test: TestCloud, place: number): Promise<{ input: InputOf<A>; other: Other }>;
  /** Numbers of the committee and its branch together that are used afterwards. */
  used: number;
  /** What one such call moved or gave, the same at every place. */
  outcome(output: OutputOf<A>): unknown;
  /** What else is stored afterwards, the same at every place. */
  stored?(test: TestCloud, place: number): Promise<unknown>;
  /** Where a call answers for several things: the answer for the one asked for; null: it has to be sent again. */
  single?(output: OutputOf<A>): Answer<OutputOf<A>> | null;
}
export type Other = (test: TestCloud, opId: string) => Promise<{ ok: boolean }>;

/** Sends the call of a scenario as the faces do, until it is settled. */
export async function sendPatiently<A extends ActionName>(
  test: TestCloud,
  { action, single }: Pick<Scenario<A>, 'action' | 'single'>,
  who: string,
  input: InputOf<A>,
  opId: string,
): Promise<Answer<OutputOf<A>>> {
  for (;;) {
    const answer = await callPatiently(test, who, action, input, opId);
    const settled = answer.ok && single ? single(answer.data) : answer;
    if (settled) return settled;
  }
}

export const province = (): string => 'province';

export const approveAnother = async (test: TestCloud, place: number): Promise<Other> => {
  const input = { registrationId: await waits(test, place), status: 'PENDING_COMMITTEE' as const };
  return (there, opId) => callPatiently(there, 'province-2', 'review.pass', input, opId);
};
export const allocateOne =
  (place: number): Other =>
  (test, opId) => {
    const items = [{ orgId: branch(place), count: 1 }];
    const input = { orgId: committee(place), year, items };
    return callPatiently(test, 'province-2', 'numbering.allocate', input, opId);
  };

/** Hands numbers of the committee down to its branch. */
export async function handDown(test: TestCloud, place: number, some: number): Promise<void> {
  const items = [{ orgId: branch(place), count: some }];
  const input = { orgId: committee(place), year, items };
  const opId = `hand-down-${place}`;
  dataOf(await callHere(test, 'province', 'numbering.allocate', input, opId));
}

/** Lets the committee approve somebody of the branch. Gives the number. */
export async function approveOne(test: TestCloud, place: number): Promise<string> {
  const input = { registrationId: await waits(test, place), status: 'PENDING_COMMITTEE' as const };
  const passed = await callHere(test, 'province', 'review.pass', input, `give-number-${place}`);
  return dataOf(passed).memberNumber!;
}

/** In every year nothing is lost, and every line of the journal fits. */
export async function soundProof(test: TestCloud): Promise<void> {
  for (const { _id, ranges } of await test.database.find('rangeGuards', { rev: { gt: 0 } })) {
    const input = { orgId: 'P', year: Number(_id), full: true };
    const proof = await test.ok('province', 'numbering.reconcile', input);
    const total = Number(_id) === year ? 1000 : count(ranges);
    expect(proof).toMatchObject({ findings: [], total });
  }
}
