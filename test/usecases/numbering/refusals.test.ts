import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;

/* Whoever is refused for want of numbers hears which organisation has how many, and what to do next. */
describe('a refusal for want of numbers', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['staff-5', '0605'],
      ['general', '0604Z'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012099',
    });
    await allocate('province', 'P', '0604', 30);
    await allocate('staff', '0604', '0604Z', 10);
    await allocate('general', '0604Z', '0604Z2', 1);
    await approve('staff', await waits('陈甲', '0604Z2'));
  });
  afterAll(() => test.close());

  const allocate = (by: string, orgId: string, to: string, count: number) =>
    test.call(by, 'numbering.allocate', { orgId, year, items: [{ orgId: to, count }] });
  const approve = (by: string, registrationId: string) =>
    test.call(by, 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' });

  async function waits(name: string, branch: string, changes = {}): Promise<string> {
    const registrationId = await applies(test, name, branch, changes);
    for (const status of ['PENDING_BRANCH', 'PENDING_GENERAL'] as const) {
      if (status === 'PENDING_GENERAL' && !branch.startsWith('0604Z')) break;
      const by = status === 'PENDING_GENERAL' ? 'general' : 'province';
      await test.ok(by, 'review.pass', { registrationId, status });
    }
    return registrationId;
  }

  /** What the refusal says, with `organisation: free numbers` of those who could help, the nearest first. */
  const told = ({ answer }: Awaited<ReturnType<typeof approve | typeof allocate>>) => {
    if (answer.ok) throw new Error('not refused');
    const { code, message, details } = answer.error;
    const helpers = (details?.helpers ?? []).map((one) => `${one.organization.name}: ${one.free}`);
    return { code, message, helpers };
  };
  const above = ['0604团总支: 9', '0604团委: 20', '团省委: 70'];

  it('P-7: the branch has given all of its own', async () => {
    expect(told(await approve('staff', await waits('林乙', '0604Z2')))).toEqual({
      code: 'EXHAUSTED',
      message: '该团支部的编号名额已全部分配完，无法审核通过。请联系上级团组织补充分配编号。',
      helpers: above,
    });
  });

  it('P-8: neither the branch nor its committee has any', async () => {
    expect(told(await approve('staff-5', await waits('王己', '0605A')))).toEqual({
      code: 'EXHAUSTED',
      message: '该团员所在团组织及其上级团委均未分配编号，无法审核通过。',
      helpers: ['团省委: 70'],
    });
  });

  it('P-9: nobody can be appointed where the branch has given all of its own', async () => {
    const registrationId = await waits('郑丑', '0604Z2');
    const input = { orgId: '0604Z2', registrationId };
    const { answer } = await test.call('staff', 'organization.appoint', input);
    expect(answer).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('无法指定该团员为团支书') },
    });
    const helpers = answer.ok ? [] : (answer.error.details?.helpers ?? []);
    expect(helpers.map((one) => `${one.organization.name}: ${one.free}`)).toEqual(above);
  });

  it('P-12: more than the grantor has, as a preview as well', async () => {
    const message = '可分配编号仅剩 9 个。请减少分配个数，或先请0604团委补充，那里还有 20 个。';
    const expected = { code: 'EXHAUSTED', message, helpers: above.slice(1) };
    expect(told(await allocate('general', '0604Z', '0604Z3', 10))).toEqual(expected);
    const input = { orgId: '0604Z', year, items: [{ orgId: '0604Z3', count: 10 }] };
    const { answer } = await test.call('general', 'numbering.previewAllocation', input);
    expect(answer).toMatchObject({ ok: false, error: { code: 'EXHAUSTED', message } });
  });

  it('P-12: the province itself has too few: a new range is the way', async () => {
    expect(told(await allocate('province', 'P', '0605', 71))).toEqual({
      code: 'EXHAUSTED',
      message: '可分配编号仅剩 70 个。请减少分配个数，或先新增编号区间。',
      helpers: [],
    });
  });

  it('P-18: no range for the year of joining: the province is named', async () => {
    const later = { joinMonth: '2024-05', idNumber: idNumber('20090101') };
    expect(told(await approve('staff', await waits('严己', '0604D', later)))).toEqual({
      code: 'EXHAUSTED',
      message: '2024年尚未设置编号区间，请联系团省委。',
      helpers: [],
    });
  });
});
