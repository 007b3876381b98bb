import { expect } from '@jest/globals';

import type { OutputOf, TakeoverRow, TakeoverVerdict } from '../../typings/api';
import type { TestCloud } from './phones';
import { addPerson, idNumber, plantTree, TREE_0604 } from './tree';

/** The year of every number here. */
export const year = 2020;

/** 202000012020 is written as 20. */
export const n = (serial: number): string => String(202000012000 + serial);
/** The numbers from one serial to another, inclusive. */
export const span = (start: number, end: number) => [
  { start: Number(n(start)), end: Number(n(end)) },
];

let lines = 0;

/** The number of the next line of the file. */
export const nextLine = (): number => ++lines;

/** A sound row of somebody nobody knows, who joined in May 2020. */
export const rowFor = (name: string, serial: number, branchCode: string): TakeoverRow => ({
  line: nextLine(),
  number: n(serial),
  name,
  idNumber: idNumber(),
  branchCode,
  joinMonth: '2020-05',
});

/** Verdicts in short: the result with the holder, the column or what is worth a look. */
export const short = (verdict: TakeoverVerdict<'READY'> | TakeoverVerdict<'DONE'>): string => {
  if (verdict.result === 'CLASH') {
    return `CLASH ${verdict.problems.map(({ column, problem }) => `${column} ${problem}`).join('；')}`;
  }
  if (verdict.result === 'ALREADY') return ['ALREADY', ...verdict.warnings].join(' ');
  const { place, warnings, result } = verdict;
  return [result, place.holder?.id ?? place.state, ...warnings].join(' ');
};

/** The tree of the guide with its numbers: branches 0–99, 0604团委 100–199 itself, the province the rest. */
export async function plantNumbers(test: TestCloud): Promise<void> {
  await plantTree(test, TREE_0604);
  for (const [name, org] of [
    ['province', 'P'],
    ['province-2', 'P'],
    ['staff', '0604'],
    ['general', '0604Z'],
    ['secretary', '0604Z2'],
    ['secretary-D', '0604D'],
    ['secretary-5', '0605A'],
    ['staff-5', '0605'],
  ] as const) {
    await addPerson(test, name, org);
  }
  await test.ok('province', 'numbering.defineRange', { year, start: n(0), end: n(999) });
  const allocate = (by: string, orgId: string, items: Array<{ orgId: string; count: number }>) =>
    test.ok(by, 'numbering.allocate', { orgId, year, items });
  await allocate('province', 'P', [{ orgId: '0604', count: 200 }]);
  await allocate('staff', '0604', [{ orgId: '0604Z', count: 100 }]);
  await allocate(
    'general',
    '0604Z',
    [1, 2, 3, 4, 5].map((i) => ({ orgId: `0604Z${i}`, count: 20 })),
  );
}

/** Every invariant of domain.md §13, from the beginning of the journal. */
export async function proveAll(test: TestCloud): Promise<void> {
  let proved = 0;
  let total: number;
  let cursor: string | null = null;
  do {
    const slice: OutputOf<'numbering.reconcile'> = await test.ok(
      'province',
      'numbering.reconcile',
      { orgId: 'P', year, full: true, ...(cursor && { cursor }) },
    );
    expect(slice.findings).toEqual([]);
    for (const part of Object.values(slice.statement)) proved += part;
    ({ total, next: cursor } = slice);
  } while (cursor !== null);
  expect(proved).toBe(total);
}
