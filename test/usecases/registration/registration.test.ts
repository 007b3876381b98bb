import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestCloud, type TestCloud } from '../../support/phones';
import { everythingStored } from '../../support/snapshot';
import { addPerson, applies, formFor, idNumber, plant0604 } from '../../support/tree';

const year = 2020;
const OLDER = '20050101';

describe('registration', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plant0604(test, 100);
  });
  afterAll(() => test.close());

  const mine = async (openid: string) =>
    (await test.ok(openid, 'registration.mine', {})).registration!;
  const reachCommittee = (registrationId: string) =>
    test.ok('secretary', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
  const approve = (registrationId: string, coverChecked?: boolean) =>
    test.ok('staff', 'review.pass', {
      registrationId,
      status: 'PENDING_COMMITTEE',
      ...(coverChecked && { coverChecked }),
    });

  it('waits for the branch first, and tells who has it', async () => {
    await applies(test, '陈甲', '0604D');
    expect(await mine('陈甲')).toMatchObject({
      status: 'PENDING_BRANCH',
      mode: 'AUTO',
      branch: { name: '0604直属团支部' },
      waitingFor: { organization: { name: '0604直属团支部' }, who: 's同学' },
      steps: [{ decision: 'SUBMIT', by: '本人' }],
    });
  });

  it('sent twice it is one registration; the same key with other data is refused', async () => {
    await addPerson(test, '林乙');
    const form = formFor('林乙', '0604D');
    const opId = 'submit-lin-yi';
    const first = await test.ok('林乙', 'registration.submit', form, { opId });
    expect(await test.ok('林乙', 'registration.submit', form, { opId })).toEqual(first);
    expect(
      await test.refused(
        '林乙',
        'registration.submit',
        { ...form, joinMonth: '2020-06' },
        { opId },
      ),
    ).toMatchObject({ code: 'CONFLICT' });
    expect(await test.database.count('registrations', { accountId: 'account-林乙' })).toBe(1);
  });

  it("another person's operation key is another operation", async () => {
    await addPerson(test, '黄丙');
    const other = await test.ok('黄丙', 'registration.submit', formFor('黄丙', '0604D'), {
      opId: 'submit-lin-yi',
    });
    expect(other.name).toBe('黄丙');
  });

  it('only an active branch can be chosen', async () => {
    await addPerson(test, '张丁');
    for (const branchId of ['0604', '0604Z', 'P', 'nowhere']) {
      expect(
        await test.refused('张丁', 'registration.submit', formFor('张丁', branchId)),
      ).toMatchObject({
        code: 'INVALID',
        fields: ['branchId'],
      });
    }
  });

  it('one person, one registration: by ID number and by phone', async () => {
    const id = idNumber();
    await applies(test, '李戊', '0604D', { idNumber: id });
    const again = await test.refused(
      '李戊',
      'registration.submit',
      formFor('李戊', '0604D', { idNumber: id }),
    );
    expect(again.message).toContain('你已有一份报到');
    await addPerson(test, '王己');
    const sameName = await test.refused(
      '王己',
      'registration.submit',
      formFor('李戊', '0604D', { idNumber: id }),
    );
    expect(sameName).toMatchObject({ code: 'CONFLICT' });
    expect(sameName.message).toContain('0604直属团支部');
    const otherName = await test.refused(
      '王己',
      'registration.submit',
      formFor('王己', '0604D', { idNumber: id }),
    );
    expect(otherName.message).toBe('该证件号已登记，请联系所在团支部或团委核实。');
  });

  it('two people register one ID number at once: exactly one succeeds', async () => {
    const id = idNumber();
    const names = ['周庚', '吴辛', '郑壬', '冯癸'];
    for (const name of names) await addPerson(test, name);
    const answers = await Promise.all(
      names.map((name) =>
        test.call(name, 'registration.submit', formFor(name, '0604D', { idNumber: id })),
      ),
    );
    expect(answers.filter(({ answer }) => answer.ok)).toHaveLength(1);
    expect(answers.flatMap(({ answer }) => (answer.ok ? [] : [answer.error.code]))).toEqual([
      'CONFLICT',
      'CONFLICT',
      'CONFLICT',
    ]);
  });

  it('nobody can find out who is registered: five looks a day', async () => {
    const id = idNumber();
    await applies(test, '褚一', '0604D', { idNumber: id });
    await addPerson(test, '卫二');
    const codes = [];
    for (let i = 0; i < 7; i++) {
      codes.push(
        (
          await test.refused(
            '卫二',
            'registration.submit',
            formFor('卫二', '0604D', { idNumber: id }),
          )
        ).code,
      );
    }
    expect(codes).toEqual([
      ...Array.from({ length: 5 }, () => 'CONFLICT'),
      'RATE_LIMITED',
      'RATE_LIMITED',
    ]);
  });

  it('is returned with the wrong fields, sent again with everything kept, and passes', async () => {
    const registrationId = await applies(test, '蒋三', '0604D');
    await reachCommittee(registrationId);
    await test.ok('staff', 'review.return', {
      registrationId,
      status: 'PENDING_COMMITTEE',
      reason: '入团年月与志愿书不一致',
      fields: ['joinMonth'],
    });
    const returned = await mine('蒋三');
    expect(returned).toMatchObject({
      status: 'RETURNED',
      returned: { reason: '入团年月与志愿书不一致', fields: ['joinMonth'], by: 's老师' },
      form: { name: '蒋三', joinMonth: '2020-05' },
    });
    const { form, version } = returned;
    const stale = { ...form, joinMonth: '2020-06', registrationId, version: version - 1 };
    expect(await test.refused('蒋三', 'registration.resubmit', stale)).toMatchObject({
      code: 'CONFLICT',
    });
    const opId = 'resubmit-jiang-san';
    const fresh = { ...stale, version };
    const sent = await test.ok('蒋三', 'registration.resubmit', fresh, { opId });
    expect(sent.status).toBe('PENDING_BRANCH');
    expect(await test.ok('蒋三', 'registration.resubmit', fresh, { opId })).toEqual(sent);
    const again = await test.ok('secretary', 'review.get', { registrationId });
    expect(again.changes).toEqual([{ field: 'joinMonth', before: '2020-05', after: '2020-06' }]);
    await reachCommittee(registrationId);
    expect(await approve(registrationId)).toMatchObject({ numberSource: 'AUTO_COMMITTEE' });
    const { steps } = await mine('蒋三');
    expect(steps.map(({ decision }) => decision)).toEqual([
      'SUBMIT',
      'PASS',
      'RETURN',
      'SUBMIT',
      'PASS',
      'PASS',
    ]);
  });

  it('can be withdrawn, frees ID number and phone, and be sent again', async () => {
    const id = idNumber();
    const registrationId = await applies(test, '沈四', '0604D', { idNumber: id });
    const opId = 'withdraw-shen-si';
    const gone = await test.ok('沈四', 'registration.withdraw', { registrationId }, { opId });
    expect(gone.status).toBe('WITHDRAWN');
    expect(await test.ok('沈四', 'registration.withdraw', { registrationId }, { opId })).toEqual(
      gone,
    );
    expect(await test.refused('沈四', 'registration.withdraw', { registrationId })).toMatchObject({
      code: 'CONFLICT',
    });
    await applies(test, '韩五', '0604D', { idNumber: id });
    const { form, version } = await mine('沈四');
    expect(
      await test.refused('沈四', 'registration.resubmit', { ...form, registrationId, version }),
    ).toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('an approved registration can be neither withdrawn nor sent again', async () => {
    const registrationId = await applies(test, '杨六', '0604D');
    await reachCommittee(registrationId);
    await approve(registrationId);
    const before = await everythingStored(test);
    const { form, version } = await mine('杨六');
    await test.refused('杨六', 'registration.withdraw', { registrationId });
    await test.refused('杨六', 'registration.resubmit', { ...form, registrationId, version });
    expect(
      await test.refused('杨六', 'registration.submit', formFor('杨六', '0604D')),
    ).toMatchObject({ code: 'CONFLICT' });
    expect(await everythingStored(test)).toBe(before);
  });

  describe('numbers', () => {
    it('row 18: R-36: what an AUTO person typed is replaced and kept in the history', async () => {
      const registrationId = await applies(test, '朱七', '0604D', { typedNumber: '202099999999' });
      await reachCommittee(registrationId);
      const { memberNumber } = await approve(registrationId);
      expect(memberNumber).toMatch(/^202000012\d{3}$/);
      expect(await mine('朱七')).toMatchObject({ memberNumber, coverWrittenAt: null });
      const member = await test.ok('staff', 'roster.get', { memberId: registrationId });
      expect(member.numberHistory.map(({ value, why }) => [value, why])).toEqual([
        ['202099999999', 'TYPED_REPLACED'],
        [memberNumber, 'ASSIGNED'],
      ]);
    });

    it.each([
      [
        'row 19: R-37: joined 2019-05',
        '秦八',
        { joinMonth: '2019-05', typedNumber: '201935000123' },
      ],
      [
        'row 20: joined 2021-03 elsewhere',
        '尤九',
        { joinMonth: '2021-03', joinedInProvince: false, typedNumber: '202133000001' },
      ],
    ])(
      '%s, own number: kept, no place used, the cover has to be checked',
      async (_, name, changes) => {
        const { free } = (await test.database.get('holdings', '2020-0604'))!;
        const registrationId = await applies(test, name, '0604D', {
          ...changes,
          idNumber: idNumber(OLDER),
        });
        await reachCommittee(registrationId);
        const unchecked = { registrationId, status: 'PENDING_COMMITTEE' as const };
        expect(await test.refused('staff', 'review.pass', unchecked)).toMatchObject({
          fields: ['coverChecked'],
        });
        expect(await approve(registrationId, true)).toMatchObject({
          memberNumber: changes.typedNumber,
          numberSource: 'MANUAL',
          message: `审核成功！${name}沿用编号${changes.typedNumber}，未占用名额。`,
        });
        expect((await test.database.get('holdings', '2020-0604'))!.free).toEqual(free);
      },
    );

    it('joined before 2017 without a number: none is needed', async () => {
      const registrationId = await applies(test, '许十', '0604D', {
        joinMonth: '2016-05',
        idNumber: idNumber('20020101'),
      });
      await reachCommittee(registrationId);
      expect(await approve(registrationId)).toMatchObject({
        memberNumber: null,
        message: '审核成功！许十在2017年前入团，无需团员编号。',
      });
    });

    it('row 22: an own number that somebody has is refused at submission (P-13)', async () => {
      await addPerson(test, '何甲');
      const form = formFor('何甲', '0604D', {
        joinMonth: '2019-05',
        typedNumber: '201935000123',
        idNumber: idNumber(OLDER),
      });
      expect(await test.refused('何甲', 'registration.submit', form)).toEqual({
        code: 'INVALID',
        message: '该编号已被使用，请核对《入团志愿书》封面编号或联系团支书。',
        fields: ['typedNumber'],
      });
    });

    it('two people with one own number: the second approval is refused', async () => {
      const own = { joinMonth: '2019-05', typedNumber: '201935000777' };
      const ids = [];
      for (const name of ['吕乙', '施丙']) {
        const id = await applies(test, name, '0604D', { ...own, idNumber: idNumber(OLDER) });
        await reachCommittee(id);
        ids.push(id);
      }
      const answers = await Promise.all(
        ids.map((registrationId) =>
          test.call('staff', 'review.pass', {
            registrationId,
            status: 'PENDING_COMMITTEE',
            coverChecked: true,
          }),
        ),
      );
      expect(answers.filter(({ answer }) => answer.ok)).toHaveLength(1);
      expect(answers.flatMap(({ answer }) => (answer.ok ? [] : [answer.error.code]))).toEqual([
        'INVALID',
      ]);
    });

    it('an own number inside a range of the province is refused', async () => {
      await addPerson(test, '孔丁');
      const form = formFor('孔丁', '0604D', {
        joinMonth: '2020-05',
        joinedInProvince: false,
        typedNumber: '202000012500',
      });
      expect(await test.refused('孔丁', 'registration.submit', form)).toMatchObject({
        code: 'INVALID',
        fields: ['typedNumber'],
      });
    });

    it('a range defined while a number inside it is on its way: one of the two is refused', async () => {
      const registrationId = await applies(test, '曹戊', '0604D', {
        joinedInProvince: false,
        typedNumber: '202000500005',
      });
      await reachCommittee(registrationId);
      const [kept, defined] = await Promise.all([
        test.call('staff', 'review.pass', {
          registrationId,
          status: 'PENDING_COMMITTEE',
          coverChecked: true,
        }),
        test.call('province', 'numbering.defineRange', {
          year,
          start: '202000500000',
          end: '202000500999',
        }),
      ]);
      expect([kept.answer.ok, defined.answer.ok].filter(Boolean)).toHaveLength(1);
    });

    it('P-18: no range at all for the year of joining', async () => {
      const registrationId = await applies(test, '严己', '0604D', {
        joinMonth: '2024-05',
        idNumber: idNumber('20090101'),
      });
      await reachCommittee(registrationId);
      expect(
        await test.refused('staff', 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' }),
      ).toMatchObject({
        code: 'EXHAUSTED',
        message: '2024年尚未设置编号区间，请联系团省委。',
      });
    });
  });

  it('a second reviewer at the same time gets the truth', async () => {
    const registrationId = await applies(test, '华庚', '0604D');
    const review = { registrationId, status: 'PENDING_BRANCH' as const };
    const answers = await Promise.all([
      test.call('secretary', 'review.pass', review),
      test.call('secretary', 'review.pass', review),
    ]);
    expect(answers.filter(({ answer }) => answer.ok)).toHaveLength(1);
    const late = await test.refused('secretary', 'review.pass', review);
    expect(late).toMatchObject({ code: 'CONFLICT' });
    expect(late.message).toContain('s同学已经处理，现在是“待团委审核”');
  });

  it('keeps personal data sealed: neither journal nor lists hold an ID number or phone', async () => {
    const id = idNumber();
    await applies(test, '金辛', '0604D', { idNumber: id });
    expect(await everythingStored(test)).not.toContain(id);
    const list = await test.ok('staff', 'review.list', { status: 'PENDING_BRANCH' });
    expect(JSON.stringify(list)).not.toContain(id);
  });
});
