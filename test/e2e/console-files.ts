import type { Page } from 'playwright-core';

import type { ImportRow } from '../../typings/api';
import { callAtDesk } from './support';

const TABLES = {
  /** Three organisations below a new committee. */
  good: [
    '组织.csv',
    '组织编码,组织全称,简称,组织类型,上级组织编码',
    '0606,0606团委,,基层团委,35',
    '0606-1,0606团总支,,团总支,0606',
    '0606-1-1,0606团支部（1）,,团支部,0606-1',
  ],
  /** A place, a kind and a name that cannot be. */
  broken: [
    '组织.csv',
    '组织编码,组织全称,简称,组织类型,上级组织编码',
    '0607,0607团委,,基层团委,35',
    '0607-1,0607团总支,,团总支,0607',
    '0607-2,0607第二团总支,,团总支,0607-1',
    '0607-3,0607团支部（3）,,支部,0607',
    '0607-4,,,团支部,0607',
  ],
  /** One who can be taken over, one whose number is somewhere else, one with a number of another year. */
  members: [
    '老团员.csv',
    '团员编号,姓名,证件号,团支部编码,入团年月',
    '202000012022,张晓,350199200601150025,0604-1-2,2020-05',
    '202000012040,李想,350199200603010018,0604-1-2,2020-05',
    '201900000077,王朋,35019920050101005X,0604-1-2,2019-05',
  ],
} as const;

/** A table as somebody chooses it from the own computer. */
export function tableFile(which: keyof typeof TABLES) {
  const [name, ...lines] = TABLES[which];
  return { name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
}

/** A committee, 0608, and its branches. */
const manyRows = (branches: number): ImportRow[] => [
  { code: '0608', name: '0608团委', type: '基层团委', parentCode: '35' },
  ...Array.from({ length: branches }, (_, at) => ({
    code: `0608-${at + 1}`,
    name: `0608团支部（${at + 1}）`,
    type: '团支部',
    parentCode: '0608',
  })),
];

/** A table of a committee and so many branches. */
export function manyFile(branches: number) {
  const head = '组织编码,组织全称,简称,组织类型,上级组织编码';
  const lines = manyRows(branches).map(({ code, name, type, parentCode }) =>
    [code, name, '', type, parentCode].join(),
  );
  return {
    name: '全省组织.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([head, ...lines].join('\n')),
  };
}

/** Gives up what was imported in part: the page offers it first. */
export async function dropImports(page: Page): Promise<void> {
  const { items } = await callAtDesk(page, 'organization.imports', { rootId: '35' });
  for (const { importId } of items) await callAtDesk(page, 'organization.importDrop', { importId });
}

/** Imports the committee and fewer than 200 branches, past the screens. */
export async function importMany(page: Page, branches: number): Promise<void> {
  const rows = manyRows(branches);
  const { importId } = await callAtDesk(page, 'organization.importStart', {
    rootId: '35',
    fileName: '组织.csv',
    total: rows.length,
  });
  await callAtDesk(page, 'organization.importRows', { importId, from: 0, rows });
  await callAtDesk(page, 'organization.importCheck', { importId });
  await callAtDesk(page, 'organization.importCommit', { importId });
}
