import { count } from '../../cloudfunctions/core/domain/intervals';
import type { InputOf, RegistrationForm } from '../../typings/api';
import { deed, describeOneEffect, done } from '../support/one-effect';
import type { TestCloud } from '../support/phones';
import { approveOne, branch, committee, waits, year } from '../support/places';
import { addPerson, formFor, idNumber } from '../support/tree';

/* As deaths.test.ts, for what happens to registrations and member records. */

const NAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢';
const nameAt = (place: number): string => `${NAMES[place]}小明`;
const applicant = (place: number): string => `applies-${place}`;
const reason = '本人书面申请，已核对身份证';

/** Somebody of the branch of the place whose registration waits for it. */
async function applied(test: TestCloud, place: number) {
  const by = applicant(place);
  await addPerson(test, by);
  const form: RegistrationForm = formFor(nameAt(place), branch(place));
  const { id } = await done(test, by, 'registration.submit', form);
  return { by, form, registrationId: id };
}

const waiting = { status: 'PENDING_BRANCH' } as const;
const toBranchOf = (place: number): string => branch((place + 1) % 20);

async function returned(test: TestCloud, place: number) {
  const one = await applied(test, place);
  const { registrationId } = one;
  const input = { registrationId, ...waiting, reason: '请核对', fields: ['name' as const] };
  await done(test, 'province', 'review.return', input);
  return one;
}

async function reassigned(test: TestCloud, place: number) {
  const one = await applied(test, place);
  const { registrationId } = one;
  const to = { branchId: toBranchOf(place), reason: '应在那个支部报到' };
  await done(test, 'province', 'review.reassign', { registrationId, ...waiting, ...to });
  return one;
}

/** How the registrations of the place's applicant stand, and how many claims they hold. */
async function registrationsAt(test: TestCloud, place: number): Promise<unknown> {
  const accountId = `account-${applicant(place)}`;
  const found = await test.database.find('registrations', { accountId });
  const claims = await Promise.all(
    found.map(({ _id }) => test.database.count('claims', { registrationId: _id })),
  );
  return found.map(({ status, version, steps, branchId, moveTo }, i) => [
    status,
    version,
    steps.map(({ decision }) => decision),
    branchId === branch(place),
    moveTo === toBranchOf(place),
    claims[i],
  ]);
}

describeOneEffect('a registration', {
  submit: deed<'registration.submit'>({
    action: 'registration.submit',
    async prepare(test, place) {
      const by = applicant(place);
      await addPerson(test, by);
      return { by, input: formFor(nameAt(place), branch(place)) };
    },
    stored: registrationsAt,
    other: { joinMonth: '2020-06' },
  }),
  resubmit: deed<'registration.resubmit'>({
    action: 'registration.resubmit',
    async prepare(test, place) {
      const { by, form, registrationId } = await returned(test, place);
      // Another ID number: the claims change as well.
      return { by, input: { ...form, idNumber: idNumber(), registrationId, version: 2 } };
    },
    stored: registrationsAt,
    other: { joinMonth: '2020-06' },
  }),
  withdraw: deed<'registration.withdraw'>({
    action: 'registration.withdraw',
    async prepare(test, place) {
      const { by, registrationId } = await applied(test, place);
      return { by, input: { registrationId } };
    },
    stored: registrationsAt,
  }),
  passMany: deed<'review.passMany'>({
    action: 'review.passMany',
    async prepare(test, place) {
      const registrationIds = [await waits(test, place), await waits(test, place)];
      return { by: 'province', input: { registrationIds, status: 'PENDING_COMMITTEE' } };
    },
    async stored(test, place) {
      const found = await test.database.find('registrations', { branchId: branch(place) });
      const pool = await test.database.get('holdings', `${year}-${committee(place)}`);
      return [found.map(({ status, version }) => [status, version]), count(pool?.used ?? [])];
    },
  }),
  return: deed<'review.return'>({
    action: 'review.return',
    async prepare(test, place) {
      const { registrationId } = await applied(test, place);
      const input = { registrationId, ...waiting, reason: '姓名有误', fields: ['name' as const] };
      return { by: 'province', input };
    },
    stored: registrationsAt,
    other: { reason: '另一个原因' },
  }),
  reassign: deed<'review.reassign'>({
    action: 'review.reassign',
    async prepare(test, place) {
      const { registrationId } = await applied(test, place);
      const to = { branchId: toBranchOf(place), reason: '应在那个支部报到' };
      return { by: 'province', input: { registrationId, ...waiting, ...to } };
    },
    stored: registrationsAt,
    other: { reason: '另一个原因' },
  }),
  confirmMove: deed<'registration.confirmMove'>({
    action: 'registration.confirmMove',
    async prepare(test, place) {
      const { by, registrationId } = await reassigned(test, place);
      return { by, input: { registrationId, version: 2, accept: true } };
    },
    stored: registrationsAt,
    other: { accept: false },
  }),
  'review.reveal': deed<'review.reveal'>({
    action: 'review.reveal',
    async prepare(test, place) {
      const { registrationId } = await applied(test, place);
      return { by: 'province', input: { registrationId, field: 'idNumber' } };
    },
    stored: (test, _, { registrationId }) =>
      test.database.count('audit', { what: 'REVEAL_ID_NUMBER', subject: registrationId }),
  }),
  'registration.reveal': deed<'registration.reveal'>({
    action: 'registration.reveal',
    async prepare(test, place) {
      const { by } = await applied(test, place);
      return { by, input: { field: 'phone' } };
    },
    stored: (test, place) =>
      test.database.count('audit', { actor: `account-${applicant(place)}`, what: 'REVEAL_PHONE' }),
  }),
  'account.erase': deed<'account.erase'>({
    action: 'account.erase',
    async prepare(test, place) {
      const { by, registrationId } = await applied(test, place);
      await done(test, by, 'registration.withdraw', { registrationId });
      return { by, input: {} };
    },
    async stored(test, place) {
      const account = await test.database.get('accounts', `account-${applicant(place)}`);
      const registrations = await test.database.find('registrations', { branchId: branch(place) });
      return [account?.name, registrations.map(({ name, terms }) => [name, terms])];
    },
    endsSignIn: true,
  }),
});

/** Somebody of the branch of the place with a number. */
async function approved(test: TestCloud, place: number) {
  const number = await approveOne(test, place);
  const [member] = await test.database.find('members', { memberNumber: number });
  return { number, memberId: member!._id, name: member!.name };
}

async function memberAt(test: TestCloud, memberId: string): Promise<unknown> {
  const { status, coverWrittenAt, coverWrittenBy, correctionId, name, terms, erasedAt } =
    (await test.database.get('members', memberId))!;
  return [
    status,
    coverWrittenAt !== null,
    coverWrittenBy,
    correctionId !== null,
    erasedAt !== undefined && [name, terms],
  ];
}

const correction = (number: string): InputOf<'numbering.fileCorrection'> => ({
  number,
  kind: 'WRONG_PERSON',
  reason: '给错了人',
});

async function correctionsAt(test: TestCloud, place: number): Promise<unknown> {
  const found = await test.database.find('corrections', { branchId: branch(place) });
  const members = await test.database.find('members', { branchId: branch(place) });
  const open = members.flatMap(({ correctionId }) => correctionId ?? []);
  return found.map(({ _id, status }) => [status, open.includes(_id), open.length]);
}

describeOneEffect('a member record', {
  setStatus: deed<'roster.setStatus'>({
    action: 'roster.setStatus',
    async prepare(test, place) {
      const { memberId } = await approved(test, place);
      return { by: 'province', input: { memberId, status: 'LEFT', reason } };
    },
    stored: (test, _, { memberId }) => memberAt(test, memberId),
    other: { reason: '另一个原因' },
  }),
  markCoverWritten: deed<'roster.markCoverWritten'>({
    action: 'roster.markCoverWritten',
    async prepare(test, place) {
      const { memberId } = await approved(test, place);
      return { by: 'province', input: { memberIds: [memberId], written: true } };
    },
    stored: (test, _, { memberIds }) => memberAt(test, memberIds[0]!),
    other: { written: false },
  }),
  erase: deed<'roster.erase'>({
    action: 'roster.erase',
    async prepare(test, place) {
      const { memberId, name } = await approved(test, place);
      return { by: 'province', input: { memberId, name, reason } };
    },
    async stored(test, _, { memberId }) {
      const registration = await test.database.get('registrations', memberId);
      const claims = await test.database.count('claims', { registrationId: memberId });
      return [await memberAt(test, memberId), registration?.name, claims];
    },
    other: { reason: '另一次书面申请' },
  }),
  fileCorrection: deed<'numbering.fileCorrection'>({
    action: 'numbering.fileCorrection',
    async prepare(test, place) {
      const { number } = await approved(test, place);
      return { by: 'province', input: correction(number) };
    },
    stored: correctionsAt,
    other: { reason: '另一个原因' },
  }),
  cancelCorrection: deed<'numbering.cancelCorrection'>({
    action: 'numbering.cancelCorrection',
    async prepare(test, place) {
      const { number } = await approved(test, place);
      const filed = await done(test, 'province', 'numbering.fileCorrection', correction(number));
      return { by: 'province', input: { correctionId: filed.correctionId } };
    },
    stored: correctionsAt,
  }),
  takeoverCommit: deed<'numbering.takeoverCommit'>({
    action: 'numbering.takeoverCommit',
    async prepare(test, place) {
      const pool = await test.database.get('holdings', `${year}-${committee(place)}`);
      const first = pool!.free[0]!.start;
      const rows = [0, 1].map((i) => ({
        line: i + 1,
        number: String(first + i),
        name: nameAt(place + i),
        idNumber: idNumber(),
        branchCode: branch(place),
        joinMonth: '2020-05',
      }));
      return { by: 'province', input: { rows } };
    },
    async stored(test, place, { rows }) {
      const pool = await test.database.get('holdings', `${year}-${committee(place)}`);
      const members = await test.database.find('members', { branchId: branch(place) });
      const claims = await Promise.all(
        members.map(({ _id }) => test.database.count('claims', { registrationId: _id })),
      );
      const numbers = members.map(({ memberNumber }) => memberNumber).sort();
      const isAsSent = numbers.join() === rows.map(({ number }) => number).join();
      return [count(pool?.used ?? []), isAsSent, claims];
    },
  }),
  requestMore: deed<'numbering.requestMore'>({
    action: 'numbering.requestMore',
    async prepare(test, place) {
      const by = `asks-${place}`;
      await addPerson(test, by, branch(place));
      return { by, input: { orgId: branch(place), year, count: 2, reason: '不够' } };
    },
    async stored(test, place) {
      const request = await test.database.get('requests', `${year}-${branch(place)}`);
      return [request?.state, request?.version, request?.count];
    },
    other: { count: 3 },
  }),
});
