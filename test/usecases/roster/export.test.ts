import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { orderKey } from '../../../cloudfunctions/core/domain/review';
import type { MemberDocument } from '../../../cloudfunctions/core/ports/documents';
import type { MemberRow } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, plantTree, TREE_0604, type TreeRow } from '../../support/tree';

const ID = '350199200601150025';
const TREE: TreeRow[] = [
  ...TREE_0604,
  ['C', '市团委', 'CITY', 'P'],
  ['0606', '0606团委', 'GRASSROOTS_COMMITTEE', 'C'],
  ['0606B', '0606团支部', 'BRANCH', '0606'],
];
const MANY = 1203;

let test: TestCloud;
let memberId: string;
let pendingId: string;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE);
  for (const [name, org] of [
    ['province', 'P'],
    ['city', 'C'],
    ['staff', '0604'],
    ['staff-6', '0606'],
    ['secretary', '0604D'],
  ] as const) {
    await addPerson(test, name, org);
  }
  await test.ok('province', 'numbering.defineRange', {
    year: 2020,
    start: '202000012000',
    end: '202000012999',
  });
  const items = ['0604', 'C'].map((orgId) => ({ orgId, count: 10 }));
  await test.ok('province', 'numbering.allocate', { orgId: 'P', year: 2020, items });
  memberId = await applies(test, '陈甲', '0604D', { idNumber: ID });
  await test.ok('secretary', 'review.pass', {
    registrationId: memberId,
    status: 'PENDING_BRANCH',
    meeting: { date: '2020-05-20', present: 10, votes: 9 },
  });
  await test.ok('staff', 'review.pass', { registrationId: memberId, status: 'PENDING_COMMITTEE' });
  pendingId = await applies(test, '林乙', '0604D', { idNumber: '350199200603010018' });
});
afterAll(() => test.close());

const audits = async (what: string) => test.database.find('audit', { what });

/** Copies of the member record, under other ids, in another branch. */
async function plantMembers(branchId: string, path: string[], n: number): Promise<void> {
  const member = (await test.database.get('members', memberId))!;
  for (let i = 0; i < n; i += 50) {
    const copies = Array.from({ length: Math.min(50, n - i) }, (_, k): MemberDocument => {
      const _id = `copy-${i + k}`;
      const order = orderKey(member.approvedAt + i + k, _id);
      return { ...member, _id, branchId, path, order, memberNumber: String(202100000000 + i + k) };
    });
    await test.database.transact((transaction) => transaction.create('members', ...copies));
  }
}

describe('reveal', () => {
  it('shows a member in full to the committee, each time with a line in the log', async () => {
    const idNumber = await test.ok('staff', 'roster.reveal', { memberId, field: 'idNumber' });
    expect(idNumber).toEqual({ value: ID });
    const phone = await test.ok('staff', 'roster.reveal', { memberId, field: 'phone' });
    expect(phone.value).toMatch(/^1\d{10}$/);
    const lines = await audits('REVEAL_ID_NUMBER');
    expect(lines).toMatchObject([{ actor: 'account-staff', subject: memberId }]);
    expect(JSON.stringify(lines)).not.toContain(ID);
  });

  it('is written down once for the same call sent twice', async () => {
    const input = { memberId, field: 'phone' as const };
    const before = (await audits('REVEAL_PHONE')).length;
    for (let i = 0; i < 2; i++)
      await test.ok('staff', 'roster.reveal', input, { opId: 'test-reveal-twice' });
    expect(await audits('REVEAL_PHONE')).toHaveLength(before + 1);
  });

  it('§3.3: a branch shows an applicant while it is its turn, a member to nobody', async () => {
    const input = { registrationId: pendingId, field: 'idNumber' as const };
    const shown = await test.ok('secretary', 'review.reveal', input);
    expect(shown.value).toBe('350199200603010018');
    // Not their turn.
    expect((await test.refused('staff', 'review.reveal', input)).code).toBe('FORBIDDEN');
    const over = await test.refused('secretary', 'review.reveal', {
      ...input,
      registrationId: memberId,
    });
    expect(over).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('团籍资料') });
    const member = { memberId, field: 'idNumber' as const };
    expect((await test.refused('secretary', 'roster.reveal', member)).code).toBe('FORBIDDEN');
  });

  it('shows everybody the own registration', async () => {
    const own = await test.ok('陈甲', 'registration.reveal', { field: 'idNumber' });
    expect(own).toEqual({ value: ID });
    const none = await test.refused('province', 'registration.reveal', { field: 'idNumber' });
    expect(none.code).toBe('NOT_FOUND');
  });

  it('ends after sixty in an hour', async () => {
    await addPerson(test, 'curious', '0604');
    const input = { memberId, field: 'phone' as const };
    for (let i = 0; i < 60; i++) await test.ok('curious', 'roster.reveal', input);
    expect((await test.refused('curious', 'roster.reveal', input)).code).toBe('RATE_LIMITED');
  });
});

describe('export of 团籍资料', () => {
  it('a committee gets its members without ID numbers, numbers as text', async () => {
    const { rows, next, watermark } = await test.ok('staff', 'roster.export', {});
    expect(next).toBeNull();
    expect(rows).toMatchObject([
      {
        memberNumber: '202000012000',
        name: '陈甲',
        idNumber: '350199********0025',
        branch: '0604直属团支部',
        branchCode: '0604D',
        place: '0604团委',
        joinMonth: '2020-05',
      },
    ]);
    expect(watermark).toMatch(/^staff（0604团委）于 \d{4}-\d\d-\d\d \d\d:\d\d 导出/);
    const refused = await test.refused('staff', 'roster.export', {
      idNumbers: true,
      reason: '核对',
    });
    expect(refused.code).toBe('FORBIDDEN');
  });

  it('a leading organ says what for, and may have ID numbers', async () => {
    const silent = await test.refused('province', 'roster.export', { orgId: '0604' });
    expect(silent).toMatchObject({ code: 'INVALID', fields: ['reason'] });
    const { rows } = await test.ok('province', 'roster.export', {
      orgId: '0604',
      idNumbers: true,
      reason: '年度核对',
    });
    expect(rows.map(({ idNumber }) => idNumber)).toEqual([ID]);
    expect(await audits('EXPORT_ID_NUMBERS')).toMatchObject([
      { actor: 'account-province', subject: '0604', reason: '年度核对' },
    ]);
    const beside = await test.refused('city', 'roster.export', { orgId: '0604', reason: '核对' });
    expect(beside.code).toBe('FORBIDDEN');
  });

  it('goes on by cursor with one line in the log; another filter is not the same export', async () => {
    await plantMembers('0606B', ['P', 'C', '0606', '0606B'], MANY);
    const before = (await audits('EXPORT_MEMBERS')).length;
    const opId = 'export-many';
    const numbers = new Set<string | null>();
    const slices: MemberRow[][] = [];
    let cursor: string | undefined;
    do {
      const { data, requests } = await slice(cursor, opId);
      expect(requests - 1).toBeLessThanOrEqual(5);
      slices.push(data.rows);
      for (const { memberNumber } of data.rows) numbers.add(memberNumber);
      cursor = data.next ?? undefined;
    } while (cursor !== undefined);
    expect(slices.map((rows) => rows.length)).toEqual([500, 500, 203]);
    expect(numbers.size).toBe(MANY);
    expect(slices[0]![0]).toMatchObject({ place: '市团委 / 0606团委' });
    expect(await audits('EXPORT_MEMBERS')).toHaveLength(before + 1);

    const other = { orgId: '0606', reason: '核对', cursor: '9' };
    const refused = await test.refused('city', 'roster.export', other, { opId });
    expect(refused.code).toBe('CONFLICT');
  });

  async function slice(cursor: string | undefined, opId: string) {
    const input = { reason: '核对', ...(cursor !== undefined && { cursor }) };
    const { answer, requests } = await test.call('city', 'roster.export', input, { opId });
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return { data: answer.data, requests };
  }

  it('a slice from the middle of nothing is refused', async () => {
    const refused = await test.refused('staff', 'roster.export', { cursor: '9' });
    expect(refused.code).toBe('CONFLICT');
  });
});

describe('inspection of a year', () => {
  it('tells per person number, dates, reviewers, meeting, cover and corrections', async () => {
    await test.ok('staff', 'numbering.fileCorrection', {
      number: '202000012000',
      kind: 'WRONG_PERSON',
      reason: '编号给错了人',
    });
    const { answer, requests } = await test.call('staff', 'roster.inspection', {
      orgId: '0604',
      year: 2020,
    });
    expect(requests - 1).toBeLessThanOrEqual(5);
    expect(answer).toMatchObject({
      ok: true,
      data: {
        next: null,
        rows: [
          {
            memberNumber: '202000012000',
            submittedAt: expect.any(Number),
            approvedAt: expect.any(Number),
            reviews: [
              { status: 'PENDING_COMMITTEE', organization: { id: '0604D' }, meeting: '2020-05-20' },
              { status: 'APPROVED', organization: { id: '0604' }, meeting: null },
            ],
            coverWrittenAt: null,
            corrections: [{ number: '202000012000', kind: 'WRONG_PERSON', status: 'FILED' }],
          },
        ],
      },
    });
    expect(await audits('EXPORT_INSPECTION')).toHaveLength(1);
    const none = await test.ok('staff', 'roster.inspection', { orgId: '0604', year: 2021 });
    expect(none.rows).toEqual([]);
  });
});
