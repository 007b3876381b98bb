import { expect } from '@jest/globals';

import { count, union } from '../../cloudfunctions/core/domain/intervals';
import type {
  Answer,
  DecideCorrectionInput,
  ErrorCode,
  MyRegistration,
  OutputOf,
  Overview,
  PassOutput,
  RegistrationForm,
} from '../../typings/api';
import { type Called, startTestCloud, type TestCloud } from './phones';
import { rowsOf } from './rows';
import { addPerson, applies, idNumber, plantTree, TREE_0604 } from './tree';

const year = 2020;

/** People of the worked example: name, branch, and what of their form is not the usual (row that says so). */
const PEOPLE: ReadonlyArray<readonly [string, string, Partial<RegistrationForm>?]> = [
  ['陈甲', '0604Z2'],
  ['林乙', '0604Z2'],
  ['黄丙', '0604Z2'],
  ['张丁', '0604D'],
  ['李戊', '0604Z5'],
  ['王己', '0605A'],
  ['赵庚', '0604D', { typedNumber: '202099999999' }],
  ['钱辛', '0604D', { joinMonth: '2019-05', typedNumber: '201935000123' }],
  [
    '孙壬',
    '0604Z2',
    { joinMonth: '2021-03', joinedInProvince: false, typedNumber: '202144000123' },
  ],
  ['吴子', '0604Z3'],
  ['郑丑', '0604Z2'],
  ['王寅', '0604D'],
  ['周卯', '0604D'],
  ['吴辰', '0604D'],
  ['冯巳', '0604Z1'],
];

/** Old enough for whoever joined before 2020. */
const OLDER = '20050101';

/** What a committee's approval came to: number and sentence, or code and sentence of the refusal. */
export type Approved =
  | { number: string | null; source: PassOutput['numberSource']; message: string }
  | { code: ErrorCode; message: string };

/** The words in which the worked example tells what happens. */
export interface ExampleStory {
  test: TestCloud;
  /** Ids of the registrations, and so of the members, by name. */
  ids: Readonly<Record<string, string>>;
  allocate(
    by: string,
    orgId: string,
    ...items: Array<[string, number]>
  ): Promise<Answer<OutputOf<'numbering.allocate'>>>;
  /** All that is free, or `wanted` of it. */
  reclaim(
    by: string,
    orgId: string,
    wanted?: number,
  ): Promise<Answer<OutputOf<'numbering.reclaim'>>>;
  /** What the committee files about a number, for the leading organ above to decide. */
  file(number: string): Promise<OutputOf<'numbering.fileCorrection'>>;
  approve(by: string, name: string, opId?: string): Promise<Approved>;
  appoint(orgId: string, name: string, opId?: string): Promise<Called<'organization.appoint'>>;
  /** The province's decision; agreed to, with the number back in its pool, unless `changes` say otherwise. */
  decide(
    correctionId: string,
    changes?: Partial<DecideCorrectionInput>,
  ): Promise<Called<'numbering.decideCorrection'>>;
  /** The person's own view of the registration. */
  mine(name: string): Promise<MyRegistration | null>;
  /** Rows of an organisation as domain.md writes them; they have to add up to its 编号总数. */
  rows(orgId: string): Promise<string[]>;
  overview(orgId: string): Promise<Overview>;
  /** Numbers of a member, with whether it is the present one. */
  history(name: string): Promise<Array<{ value: string; why: string; isPresent: boolean }>>;
  /** 1000 = Σ free + assigned + void + expired, and the rows of every organisation add up; without delay. */
  checkConservation(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The tree of domain.md §8 with everybody in office, and all of its people waiting for the committee.
 * From then on every request takes `delayMs` more.
 */
export async function tellExample(delayMs: number): Promise<ExampleStory> {
  const test = await startTestCloud();
  const ids: Record<string, string> = {};
  await plantTree(test, TREE_0604);
  for (const [name, org] of [
    ['province', 'P'],
    ['staff', '0604'],
    ['staff-5', '0605'],
    ['general', '0604Z'],
  ] as const) {
    await addPerson(test, name, org);
  }
  for (const branch of new Set(PEOPLE.map(([, id]) => id))) {
    await addPerson(test, `secretary-${branch}`, branch);
  }
  // Has an account, and sends a form only in rows 21 and 22.
  await addPerson(test, '周癸');
  for (const [name, branch, changes] of PEOPLE) {
    const isOlder = changes?.joinMonth?.startsWith('2019');
    ids[name] = await applies(test, name, branch, {
      ...changes,
      ...(isOlder && { idNumber: idNumber(OLDER) }),
    });
    const review = { registrationId: ids[name] };
    await test.ok(`secretary-${branch}`, 'review.pass', { ...review, status: 'PENDING_BRANCH' });
    if (!branch.startsWith('0604Z')) continue;
    await test.ok('general', 'review.pass', { ...review, status: 'PENDING_GENERAL' });
  }

  const { settings } = test.cloud.database;
  settings.delayMs = delayMs;
  /** What only looks needs no slow network: that would prove nothing more and take minutes. */
  async function look<T>(work: () => Promise<T>): Promise<T> {
    settings.delayMs = 0;
    const seen = await work();
    settings.delayMs = delayMs;
    return seen;
  }
  const rows = (orgId: string) => look(() => rowsOf(test, 'province', orgId));
  return {
    test,
    ids,
    rows,
    async allocate(by, orgId, ...items) {
      const input = { orgId, year, items: items.map(([id, n]) => ({ orgId: id, count: n })) };
      return (await test.call(by, 'numbering.allocate', input)).answer;
    },
    async reclaim(by, orgId, wanted) {
      const input = { orgId, year, ...(wanted !== undefined && { count: wanted }) };
      return (await test.call(by, 'numbering.reclaim', input)).answer;
    },
    file: (number) =>
      test.ok('staff', 'numbering.fileCorrection', {
        number,
        kind: 'WRONG_PERSON',
        reason: '给错了人',
      }),
    async approve(by, name, opId) {
      const input = {
        registrationId: ids[name]!,
        status: 'PENDING_COMMITTEE' as const,
        coverChecked: true,
      };
      const { answer } = await test.call(by, 'review.pass', input, { opId });
      if (!answer.ok) return { code: answer.error.code, message: answer.error.message };
      const { memberNumber: number, numberSource: source, message } = answer.data;
      return { number, source, message };
    },
    appoint: (orgId, name, opId) =>
      test.call('staff', 'organization.appoint', { orgId, registrationId: ids[name]! }, { opId }),
    decide: (correctionId, changes) =>
      test.call('province', 'numbering.decideCorrection', {
        correctionId,
        decision: 'APPROVE',
        ...changes,
      }),
    mine: (name) => look(async () => (await test.ok(name, 'registration.mine', {})).registration),
    overview: (orgId) => look(() => test.ok('province', 'numbering.overview', { orgId, year })),
    async history(name) {
      const { numberHistory } = await look(() =>
        test.ok('staff', 'roster.get', { memberId: ids[name]! }),
      );
      return numberHistory.map(({ value, why, to }) => ({ value, why, isPresent: to === null }));
    },
    async checkConservation() {
      const all = await look(() =>
        test.database.find('holdings', { _id: { gt: '2020-', lt: '2020-\uffff' } }),
      );
      const parts = all.flatMap(({ free, used, voided, expired }) => [
        ...free,
        ...used,
        ...voided,
        ...expired,
      ]);
      const total = all.length === 0 ? 0 : 1000;
      expect([count(parts), count(union(parts))]).toEqual([total, total]);
      for (const { orgId } of all) await rows(orgId);
    },
    close: () => test.close(),
  };
}
