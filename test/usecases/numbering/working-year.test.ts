import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { today } from '../../../cloudfunctions/core/domain/dates';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

const IDENTITY = 1;
const thisYear = Number(today(Date.now()).slice(0, 4));

describe('numbering.workingYear', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
    ] as const) {
      await addPerson(test, name, org);
    }
  });
  afterAll(() => test.close());

  const yearOf = async (name: string, orgId: string) =>
    (await test.ok(name, 'numbering.workingYear', { orgId })).year;

  it('this year at first, then where people wait, then where the own numbers are', async () => {
    expect(await yearOf('staff', '0604')).toBe(thisYear);
    await applies(test, '陈甲', '0604Z2', { joinMonth: '2020-05' });
    expect(await yearOf('staff', '0604')).toBe(2020);
    await test.ok('province', 'numbering.defineRange', {
      year: 2021,
      start: '202100012000',
      end: '202100012999',
    });
    expect(await yearOf('province', 'P')).toBe(2021);
    expect(await yearOf('staff', '0604')).toBe(2020);
  });

  it('in two requests, however many years there are', async () => {
    const { answer, requests } = await test.call('province', 'numbering.workingYear', {
      orgId: 'P',
    });
    expect(answer.ok).toBe(true);
    expect(requests - IDENTITY).toBe(2);
  });

  it('only for the own organisation', async () => {
    const other = await test.refused('staff', 'numbering.workingYear', { orgId: '0604Z' });
    expect(other.code).toBe('FORBIDDEN');
  });
});
