import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { InputOf } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const IDENTITY = 1;

describe('export of the list of reviews', () => {
  let test: TestCloud;
  let returnedId: string;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['secretary', '0604Z2'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await applies(test, '陈语桐', '0604Z2');
    await applies(test, '许文博', '0604D', {
      joinMonth: '2019-05',
      typedNumber: '201935000777',
      idNumber: idNumber('20050101'),
    });
    returnedId = await applies(test, '黄语桐', '0604Z2');
    await test.ok('secretary', 'review.return', {
      registrationId: returnedId,
      status: 'PENDING_BRANCH',
      reason: '姓名与身份证不一致',
      fields: ['name'],
    });
  });
  afterAll(() => test.close());

  const audits = () => test.database.find('audit', { what: 'EXPORT_REVIEWS' });
  const exported = (input: InputOf<'review.export'>) => test.ok('staff', 'review.export', input);

  it('a committee gets what its list shows, masked, with a watermark and one line in the log', async () => {
    const { rows, next, watermark } = await exported({ status: 'PENDING_BRANCH' });
    expect(next).toBeNull();
    expect(rows).toMatchObject([
      { name: '陈语桐', place: '0604团委 / 0604团总支', mode: 'AUTO', findings: [] },
      {
        name: '许文博',
        branch: '0604直属团支部',
        branchCode: '0604D',
        joinMonth: '2019-05',
        findings: ['沿用原编号，请核对《入团志愿书》封面'],
        returned: null,
      },
    ]);
    for (const { idNumber: masked, phone } of rows) {
      expect(masked).toMatch(/^\d{6}\*{8}/);
      expect(phone).toMatch(/^\d{3}\*{4}\d{4}$/);
    }
    expect(watermark).toMatch(/^staff（0604团委）于 \d{4}-\d\d-\d\d \d\d:\d\d 导出/);
    expect(await audits()).toMatchObject([{ actor: 'account-staff', subject: '0604' }]);
  });

  it('takes the filters of the list', async () => {
    const names = async (input: Omit<InputOf<'review.export'>, 'status'>) =>
      (await exported({ status: 'PENDING_BRANCH', ...input })).rows.map(({ name }) => name);
    expect(await names({ joinMonth: '2020-05' })).toEqual(['陈语桐']);
    expect(await names({ needsLook: true })).toEqual(['许文博']);
    expect(await names({ q: '文博' })).toEqual(['许文博']);
    expect(await names({ orgId: '0604Z' })).toEqual(['陈语桐']);
    const { rows } = await exported({ status: 'RETURNED' });
    expect(rows).toMatchObject([{ name: '黄语桐', returned: '姓名与身份证不一致' }]);
  });

  it('§3.3: secretaries do not export, leading organs say what for', async () => {
    const status = 'PENDING_BRANCH' as const;
    const secretary = await test.refused('secretary', 'review.export', { status });
    expect(secretary.code).toBe('FORBIDDEN');
    const silent = await test.refused('province', 'review.export', { status });
    expect(silent).toMatchObject({ code: 'INVALID', fields: ['reason'] });
  });

  it('goes on by cursor in slices of 500 under one line in the log', async () => {
    const template = (await test.database.get('registrations', returnedId))!;
    for (let i = 0; i < 520; i += 1) {
      const order = `${template.order}-${String(i).padStart(3, '0')}`;
      await test.database.add('registrations', { ...template, _id: `copy-${i}`, order });
    }
    const before = (await audits()).length;
    const options = { opId: 'export-all-returned' };
    const status = 'RETURNED' as const;
    const first = await test.call('staff', 'review.export', { status }, options);
    if (!first.answer.ok) throw new Error(first.answer.error.message);
    expect(first.requests - IDENTITY).toBe(4);
    const cursor = first.answer.data.next!;
    const rest = await test.ok('staff', 'review.export', { status, cursor }, options);
    expect([first.answer.data.rows.length, rest.rows.length, rest.next]).toEqual([500, 21, null]);
    expect(await audits()).toHaveLength(before + 1);
    const other = { status, cursor, joinMonth: '2020-05' };
    const refused = await test.refused('staff', 'review.export', other, options);
    expect(refused.code).toBe('CONFLICT');
  });
});
