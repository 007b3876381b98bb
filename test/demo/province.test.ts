import { describe, expect, it } from '@jest/globals';

import { readRow } from '../../cloudfunctions/core/domain/import-rows';
import {
  type Existing,
  type ImportPlan,
  planImport,
} from '../../cloudfunctions/core/domain/organization-import';
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
