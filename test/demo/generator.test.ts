import { describe, expect, it } from '@jest/globals';

import { checkIdNumber } from '../../cloudfunctions/core/domain/id-number';
import { readRow } from '../../cloudfunctions/core/domain/import-rows';
import {
  type Existing,
  type ImportPlan,
  planImport,
} from '../../cloudfunctions/core/domain/organization-import';
import { checkPhone } from '../../cloudfunctions/core/domain/phone';
import { generateOfficers, generateRows } from '../../local/demo/generator';
import { province, provinceRows } from '../../local/demo/province';
import type { ImportRow } from '../../typings/api';

const root: Existing = {
  _id: '35',
  fullName: '团省委',
  shortName: '团省委',
  type: 'PROVINCE',
  status: 'ACTIVE',
  parentId: null,
  path: ['35'],
  committeeId: '35',
  hasChildren: false,
};
const plan = (rows: readonly ImportRow[]): ImportPlan =>
  planImport(
    rows.map((cells, at) => readRow(cells, at + 1)),
    root,
    new Map([[root._id, root]]),
  );
const problemsOf = (rows: readonly ImportRow[]) =>
  plan(rows).rows.flatMap(({ problems }) => problems);

describe('the generator', () => {
  const rows = generateRows({ seed: 1, total: 100_000, rootCode: '35' });

  it('makes as many organisations as wanted, which the import takes as they are', () => {
    expect(rows).toHaveLength(100_000);
    expect(problemsOf(rows)).toEqual([]);
  });

  it('makes the same tree for the same seed and another one for another', () => {
    const small = (seed: number) => generateRows({ seed, total: 2000, rootCode: '35' });
    expect(small(7)).toEqual(small(7));
    expect(small(7)).not.toEqual(small(8));
  });

  it('has levels with a thousand children and general branches in a fifth of the committees', () => {
    const children = new Map<string, number>();
    for (const { parentCode } of rows)
      children.set(parentCode, (children.get(parentCode) ?? 0) + 1);
    const types = new Map(rows.map(({ code, type }) => [code, type]));
    const widths = ['县级团委', '基层团委'].map((type) =>
      Math.max(...[...children].filter(([code]) => types.get(code) === type).map(([, n]) => n)),
    );
    expect(widths).toEqual([1000, 1000]);
    const committees = rows.filter(({ type }) => type === '基层团委').length;
    const withGeneral = new Set(
      rows.filter(({ type }) => type === '团总支').map(({ parentCode }) => parentCode),
    ).size;
    expect(withGeneral / committees).toBeGreaterThan(0.15);
    expect(withGeneral / committees).toBeLessThan(0.25);
  });

  it('has an officer for everybody, with a phone and an ID number of the own', () => {
    const some = rows.slice(0, 1000);
    const officers = generateOfficers(some, 1);
    expect(officers.map(({ orgId }) => orgId)).toEqual(some.map(({ code }) => code));
    expect(new Set(officers.map(({ phone }) => phone)).size).toBe(1000);
    for (const { phone, idNumber } of officers) {
      expect(checkPhone(phone).ok).toBe(true);
      expect(checkIdNumber('RESIDENT', idNumber).ok).toBe(true);
    }
  });
});

describe('the province', () => {
  it('is a sound tree of 18,762 organisations with its root', () => {
    const rows = provinceRows();
    expect(rows).toHaveLength(18_761);
    expect(problemsOf(rows)).toEqual([]);
  });

  it('has people along one line from the top to the branch of the applicants', () => {
    const [branch] = new Set(province.applicants.map(({ form }) => form.branchId));
    const { rows } = plan(provinceRows());
    const path = rows.find(({ row }) => row.code === branch)!.place!.path;
    expect(path).toEqual([...new Set(province.officers.map(({ orgId }) => orgId))]);
  });
});
