import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { secretsFrom } from '../../../cloudfunctions/core/adapters/secrets';
import { maskIdNumber } from '../../../cloudfunctions/core/domain/id-number';
import { orderKey } from '../../../cloudfunctions/core/domain/review';
import type {
  AccountDocument,
  ClaimDocument,
  MemberDocument,
  OrganizationDocument,
  RegistrationDocument,
} from '../../../cloudfunctions/core/ports/documents';
import { newAccount } from '../../../cloudfunctions/core/usecases/account/new-account';
import { CHANGE_KEYS, changeKeys } from '../../../cloudfunctions/core/usecases/clock/change-keys';
import { runIfDue } from '../../../cloudfunctions/core/usecases/clock/job';
import { certainClaimIds } from '../../../cloudfunctions/core/usecases/registration/claims';
import { noAnswers, personOf } from '../../../cloudfunctions/core/usecases/registration/person';
import { countKeys } from '../../../tools/keys/count-keys';
import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, formFor, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const MEMBERS = 10_000;
const key = (): string => randomBytes(32).toString('base64');
const [k1, k2, h1, h2] = [key(), key(), key(), key()];
const BEFORE = secretsFrom({
  DATA_KEYS: JSON.stringify({ k1 }),
  DATA_KEY_ID: 'k1',
  HMAC_KEYS: JSON.stringify({ h1 }),
  HMAC_KEY_ID: 'h1',
});
const CHANGING = secretsFrom({
  DATA_KEYS: JSON.stringify({ k1, k2 }),
  DATA_KEY_ID: 'k2',
  HMAC_KEYS: JSON.stringify({ h1, h2 }),
  HMAC_KEY_ID: 'h2',
});

const idNumberOf = (i: number): string => `X${String(i).padStart(17, '0')}`;
const phoneOf = (i: number): string => `136${String(i).padStart(8, '0')}`;

interface Person {
  account: AccountDocument;
  registration: RegistrationDocument;
  member: MemberDocument;
  claims: ClaimDocument[];
}

/** A member as registration and approval leave one. */
function personAt(i: number, branch: OrganizationDocument): Person {
  const _id = `member-${String(i).padStart(6, '0')}`;
  const account = { ...newAccount(BEFORE, `account-${_id}`, phoneOf(i), i), openids: [_id] };
  const { phoneSealed, phoneHash, phoneMasked } = account;
  const registration: RegistrationDocument = {
    _id,
    accountId: account._id,
    status: 'APPROVED',
    version: 4,
    branchId: branch._id,
    generalBranchId: branch.generalBranchId,
    committeeId: branch.committeeId!,
    path: branch.path,
    name: `团员${i}`,
    idType: 'OVERSEAS',
    idNumberSealed: BEFORE.seal(idNumberOf(i)),
    idNumberHash: BEFORE.hash('idNumber', idNumberOf(i)),
    idNumberMasked: maskIdNumber(idNumberOf(i)),
    birthDate: '2006-01-15',
    gender: 'FEMALE',
    phoneSealed,
    phoneHash,
    phoneMasked,
    joinMonth: '2020-05',
    joinedInProvince: true,
    ...noAnswers(),
    typedNumber: null,
    mode: 'AUTO',
    submittedAt: i,
    since: i,
    order: orderKey(i, _id),
    steps: [],
    returned: null,
    moveTo: null,
    nudgedAt: null,
    subscriber: null,
    terms: [],
    needsLook: false,
    memberNumber: null,
    numberSource: null,
    poolOrgId: null,
  };
  const member: MemberDocument = {
    _id,
    accountId: account._id,
    ...personOf(registration),
    branchId: branch._id,
    path: branch.path,
    joinYear: 2020,
    memberNumber: null,
    numberSource: 'AUTO_BRANCH',
    poolOrgId: null,
    numberHistory: [],
    status: 'ACTIVE',
    approvedAt: i,
    coverWrittenAt: null,
    correctionId: null,
    order: orderKey(i, _id),
    terms: [],
    steps: [],
  };
  const claims = certainClaimIds(member).map((claim) => ({ _id: claim, registrationId: _id }));
  return { account, registration, member, claims };
}

describe(`changing both keys of ${MEMBERS} members`, () => {
  let test: TestCloud;
  const SLICE = 500;

  beforeAll(async () => {
    test = await startTestCloud({ database: { transactionHoldMs: 0 } });
    test.secrets = BEFORE;
    await plantTree(test, TREE_0604);
    await addPerson(test, 'staff', '0604');
    const branch = (await test.database.get('organizations', '0604Z2'))!;
    for (let from = 0; from < MEMBERS; from += SLICE) {
      const people = Array.from({ length: SLICE }, (_, i) => personAt(from + i, branch));
      await test.database.transact(async (transaction) => {
        await transaction.create('accounts', ...people.map(({ account }) => account));
        await transaction.create('registrations', ...people.map((one) => one.registration));
        await transaction.create('members', ...people.map(({ member }) => member));
        await transaction.create('claims', ...people.flatMap(({ claims }) => claims));
      });
    }
    test.secrets = CHANGING;
  }, 300_000);
  afterAll(() => test.close());

  it('comes to an end tick by tick, and nobody gets in twice meanwhile', async () => {
    await addPerson(test, '冒名');
    let ticks = 0;
    for (let isDone = false; !isDone; ticks++) {
      await runIfDue({ database: test.database, runtime: machineRuntime }, changeKeys(CHANGING));
      const { cursor } = (await test.database.get('jobs', CHANGE_KEYS))!;
      isDone = (JSON.parse(cursor!) as { doneAt: number | null }).doneAt !== null;
      await test.database.update('jobs', CHANGE_KEYS, { dueAt: 0 });
      // The first and the last of them: one changed already, the other not yet.
      for (const i of [0, MEMBERS - 1]) {
        const form = formFor('冒名', '0604Z2', {
          idType: 'OVERSEAS',
          idNumber: idNumberOf(i),
          birthDate: '2006-01-15',
          gender: 'MALE',
        });
        const opId = `twice-${ticks}-${i}-of-many`;
        const twice = await callHere(test, '冒名', 'registration.submit', form, opId);
        expect(twice).toMatchObject({ ok: false });
        expect(JSON.stringify(twice)).toMatch(/该证件号已登记|今天核对的次数已用完/);
        const memberId = `member-${String(i).padStart(6, '0')}`;
        const me = await callHere(test, memberId, 'account.me', {}, opId);
        expect(me).toMatchObject({ ok: true, data: { registration: { id: memberId } } });
        const input = { memberId, field: 'phone' } as const;
        const phone = await callHere(test, 'staff', 'roster.reveal', input, `phone-${opId}`);
        expect(phone).toEqual({ ok: true, data: { value: phoneOf(i) } });
      }
    }
    // Two of the staff and the impostor have accounts without a registration.
    expect(await countKeys(test.database)).toEqual({
      seal: { k2: MEMBERS * 5 + 2 },
      hash: { h2: MEMBERS * 5 + 2 },
    });
    expect(await test.database.count('claims', { _id: { gte: 'id:h2.', lt: 'id:h2/' } })).toBe(
      MEMBERS,
    );
    expect(
      await test.database.count('claims', { _id: { gte: 'phone:h2.', lt: 'phone:h2/' } }),
    ).toBe(MEMBERS);
    await addPerson(test, '新人');
    const form = formFor('新人', '0604Z2', { idNumber: idNumber() });
    expect(await callHere(test, '新人', 'registration.submit', form, 'somebody-new')).toMatchObject(
      {
        ok: true,
      },
    );
  }, 900_000);
});
