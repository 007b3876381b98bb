import type { NumberRequest, Overview, ReviewList } from '../../../typings/api';
import type { StockLine } from '../../services/stock';
import { stockLine } from '../../services/stock';
import type { MovementLine } from '../../format/movement-view';
import { movementLine } from '../../format/movement-view';
import type { Bar, Figure, IntervalRow } from '../numbers';
import { barOf, figuresOf, intervalRows } from '../numbers';
import { hasBelow, selfWord } from '../organization';
import { poolWords, yearWords } from '../pool-words';
import type { RequestLine } from '../request-words';
import { requestLine } from '../request-words';

/** Everything the page of an organisation shows in one year. */
export interface BranchView {
  orgId: string;
  name: string;
  type: string;
  year: number;
  answer: StockLine;
  figures: Figure[];
  bar: Bar;
  rows: IntervalRow[];
  pool: string;
  closing: string;
  parent: string;
  hasBelow: boolean;
  /** Numbers to give back, when there are any and somebody to take them. */
  mayGiveBack: boolean;
  mayAsk: boolean;
  latest: MovementLine | null;
  self: string;
}

export function branchView(overview: Overview, now: number): BranchView {
  const { organization, year, parent, recent, may } = overview;
  const [latest] = recent;
  return {
    orgId: organization.id,
    name: organization.name,
    type: organization.type,
    year,
    answer: stockLine(overview),
    figures: figuresOf(overview),
    bar: barOf(overview),
    rows: intervalRows(overview),
    pool: poolWords(overview),
    closing: yearWords(overview),
    parent: parent ? parent.name : '',
    hasBelow: hasBelow(organization.type),
    mayGiveBack: may.giveBack,
    mayAsk: may.requestMore,
    latest: latest ? movementLine(latest, now) : null,
    self: selfWord(organization.type),
  };
}

/** `3 人 · 团总支 1 人 · 团委 2 人`: who waits at which stage. */
export function waitingWords(counts: ReviewList['counts']): string {
  const stages: Array<[string, number]> = [
    ['团支部', counts.PENDING_BRANCH],
    ['团总支', counts.PENDING_GENERAL],
    ['团委', counts.PENDING_COMMITTEE],
  ];
  return stages
    .filter(([, count]) => count > 0)
    .map(([stage, count]) => `待${stage} ${count} 人`)
    .join(' · ');
}

export const waitingCount = (counts: ReviewList['counts']): number =>
  counts.PENDING_BRANCH + counts.PENDING_GENERAL + counts.PENDING_COMMITTEE;

/** The latest request of that year; null when there was none. */
export function requestOf(
  items: readonly NumberRequest[],
  year: number,
  decider: string,
  now: number,
): RequestLine | null {
  const request = items.find((item) => item.year === year);
  return request ? requestLine(request, decider, now) : null;
}

/** The answer of an organisation some of whose branches have too few numbers; `free`: what it could give. */
export const wantLine = (year: number, branches: number, free: number): StockLine => ({
  year,
  level: 'warn',
  title: `下级有 ${branches} 个支部编号不够`,
  text:
    free > 0
      ? `本级还有 ${free} 个${year}年的编号可以分给下级。`
      : `本级没有${year}年的编号可分，请先向上级申请。`,
});
