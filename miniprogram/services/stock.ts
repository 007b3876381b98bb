import type { Overview, Post, ReviewItem } from '../../typings/api';
import { today } from '../checks/dates';
import type { Level } from '../format/words';
import { call } from './call';

/** "Can I approve today?" for one year, answered in a sentence. */
export interface StockLine {
  year: number;
  level: Level;
  title: string;
  text: string;
}

const MOST_YEARS = 2;

/** Years whose numbers the waiting people need, the one with most people first; else this year. */
export function yearsOf(items: readonly ReviewItem[], now: number): number[] {
  const people = new Map<number, number>();
  for (const { mode, joinMonth } of items) {
    const year = Number(joinMonth.slice(0, 4));
    if (mode === 'AUTO') people.set(year, (people.get(year) ?? 0) + 1);
  }
  const years = Array.from(people.keys()).sort(
    (a, b) => (people.get(b) ?? 0) - (people.get(a) ?? 0) || b - a,
  );
  return years.length > 0 ? years.slice(0, MOST_YEARS) : [Number(today(now).slice(0, 4))];
}

/** Of a branch: the pool an approval would draw from decides. */
function branchLine(
  { organization, year, waiting }: Overview,
  pool: NonNullable<Overview['pool']>,
): StockLine {
  const isOwn = pool.organization.id === organization.id;
  const whose = isOwn ? '本支部的编号' : `由${pool.organization.name}统筹的编号`;
  const stock = `${year}年${whose}还剩 ${pool.free} 个`;
  if (pool.free === 0 && waiting === 0) {
    return {
      year,
      level: 'info',
      title: isOwn ? `${year}年的编号已用完` : `还没有${year}年的编号`,
      text: '现在没有人等这一年的编号；有人报到前，可以先申请补充。',
    };
  }
  if (pool.free === 0) {
    return {
      year,
      level: 'danger',
      title: '暂时不能通过',
      text: isOwn
        ? `${year}年本支部的编号已用完，请联系上级团组织补充。`
        : `本支部没有${year}年的编号，${pool.organization.name}也没有，请联系上级团组织分配。`,
    };
  }
  if (pool.free < waiting) {
    return {
      year,
      level: 'warn',
      title: `今天只够审核 ${pool.free} 人`,
      text: `${stock}，等待 ${waiting} 人，请联系上级团组织补充。`,
    };
  }
  return { year, level: 'ok', title: '今天能审核', text: `${stock}，等待 ${waiting} 人，够用` };
}

/** What an overview says about approving now. */
export function stockLine(overview: Overview): StockLine {
  const { pool, year, free, waiting, organization } = overview;
  if (pool) return branchLine(overview, pool);
  if (organization.type === 'GENERAL_BRANCH') {
    return {
      year,
      level: free > 0 ? 'info' : 'mute',
      title: `${year}年编号`,
      text: `团总支本级还有 ${free} 个可分给支部，下级共等待 ${waiting} 人`,
    };
  }
  return {
    year,
    level: free > 0 ? 'ok' : 'warn',
    title: free > 0 ? '今天能审核' : `${year}年本级没有编号`,
    text:
      free > 0
        ? `${year}年本级还有 ${free} 个编号，下级共等待 ${waiting} 人`
        : '有自己编号的支部仍可通过；其他支部请先向上级申请编号。',
  };
}

/** The numbers of the acting post's organisation in the years that the waiting people need, at most two. */
export function loadOverviews(
  post: Post,
  items: readonly ReviewItem[],
  now: number,
): Promise<Overview[]> {
  const orgId = post.organization.id;
  return Promise.all(
    yearsOf(items, now).map((year) => call('numbering.overview', { orgId, year })),
  );
}

/** Whether the acting post could approve the people waiting; one request per year, at most two. */
export async function loadStock(
  post: Post,
  items: readonly ReviewItem[],
  now: number,
): Promise<StockLine[]> {
  return (await loadOverviews(post, items, now)).map(stockLine);
}
