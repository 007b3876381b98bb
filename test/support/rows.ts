import type { Overview } from '../../typings/api';
import type { TestCloud } from './phones';

const SHORT = 1_000_000_000 * 202 + 12_000; // 202000012000 is written as ..000

const tail = (number: number): string => `..${String(number - SHORT).padStart(3, '0')}`;

const STATES = { HANDED_DOWN: '是', FREE: '否', USED: '已使用', VOID: '作废', EXPIRED: '已过期' };

/** Rows of an overview as domain.md §8 writes them: `..000–..199 是 200 (0604团委)`. */
export const rowsText = ({ rows }: Pick<Overview, 'rows'>): string[] =>
  rows.map(({ start, end, count, kind, organization }) => {
    const holder = organization ? ` (${organization.name})` : '';
    return `${tail(start)}–${tail(end)} ${STATES[kind]} ${count}${holder}`;
  });

/** The rows of one organisation in 2020, which have to add up to its 编号总数. */
export async function rowsOf(test: TestCloud, openid: string, orgId: string): Promise<string[]> {
  const overview = await test.ok(openid, 'numbering.overview', { orgId, year: 2020 });
  const sum = overview.rows.reduce((total, row) => total + row.count, 0);
  if (sum !== overview.total) throw new Error(`${orgId}: rows ${sum}, total ${overview.total}`);
  return rowsText(overview);
}
