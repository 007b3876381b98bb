import type {
  PendingStatus,
  RegistrationStatus,
  ReviewItem,
  ReviewPool,
} from '../../../typings/api';
import { momentWords } from '../../format/time';
import type { Level } from '../../format/words';
import { STATUS_WORDS } from '../../format/words';
import type { Person } from '../../services/waiting';
import { personOf } from '../../services/waiting';

export type TabName = 'mine' | 'others' | 'done';

/** A person of the list, with what a selection needs to know. */
export interface Row extends Person {
  status: RegistrationStatus;
  submittedAt: number;
  /** `YYYY-MM`, to be compared. */
  joinMonth: string;
  keepsNumber: boolean;
  /** May be passed from here. */
  selectable: boolean;
  selected: boolean;
  onBehalf: boolean;
  /** `申请人 19:40 提醒`; empty when not. */
  nudged: string;
  number: string;
}

/**
 * A row for somebody who reviews the stage `own` for the organisation `ownOrgId`; those reviewed on behalf
 * are judged like the own ones.
 */
export function rowOf(item: ReviewItem, now: number, own: PendingStatus, ownOrgId: string): Row {
  const { status, mayReview, onBehalf, nudgedAt, mode, submittedAt, joinMonth } = item;
  const stage = mayReview ? (status as PendingStatus) : own;
  return {
    ...personOf(item, now, stage),
    // In a branch's own list everybody is of that branch.
    branch: item.branch.id === ownOrgId ? '' : item.branch.name,
    status,
    submittedAt,
    joinMonth,
    keepsNumber: mode === 'MANUAL',
    selectable: mayReview,
    selected: false,
    onBehalf,
    nudged: nudgedAt === null ? '' : `申请人 ${momentWords(nudgedAt, now)} 提醒`,
    number: item.memberNumber ?? '',
  };
}

/** A way to see fewer people. `statuses`: what the server is asked for; `keep`: what is shown of it. */
export interface Chip {
  name: string;
  title: string;
  statuses: RegistrationStatus[];
  keep: 'ALL' | 'PASSED' | 'LOOK' | 'ON_BEHALF';
}

const LOWER: Record<PendingStatus, RegistrationStatus[]> = {
  PENDING_BRANCH: [],
  PENDING_GENERAL: ['PENDING_BRANCH'],
  PENDING_COMMITTEE: ['PENDING_BRANCH', 'PENDING_GENERAL'],
};

const ELSEWHERE: RegistrationStatus[] = [
  'PENDING_BRANCH',
  'PENDING_GENERAL',
  'PENDING_COMMITTEE',
  'RETURNED',
];

const chip = (name: string, title: string, statuses: RegistrationStatus[]): Chip => ({
  name,
  title,
  statuses,
  keep: 'ALL',
});

/** The chips of a tab, the first of them chosen at first. */
export function chipsOf(tab: TabName, own: PendingStatus): Chip[] {
  if (tab === 'mine') {
    const chips: Chip[] = [
      chip('all', '全部', [own]),
      { ...chip('passed', '预检通过', [own]), keep: 'PASSED' },
      { ...chip('look', '需留意', [own]), keep: 'LOOK' },
    ];
    if (own === 'PENDING_BRANCH') return chips;
    const below = own === 'PENDING_COMMITTEE' ? LOWER[own].concat(own) : LOWER[own];
    return chips.concat({ ...chip('behalf', '可代审', below), keep: 'ON_BEHALF' });
  }
  if (tab === 'done') {
    return [
      chip('APPROVED', STATUS_WORDS.APPROVED, ['APPROVED']),
      chip('WITHDRAWN', STATUS_WORDS.WITHDRAWN, ['WITHDRAWN']),
    ];
  }
  const statuses = ELSEWHERE.filter((status) => status !== own);
  return [chip('all', '全部', statuses)].concat(
    statuses.map((status) => chip(status, STATUS_WORDS[status], [status])),
  );
}

/** Whether a person is shown under a chip. */
export function isKept({ keep }: Chip, { attention, stops, onBehalf }: ReviewItem): boolean {
  const needsLook = attention + stops > 0;
  if (keep === 'PASSED') return !needsLook;
  if (keep === 'LOOK') return needsLook;
  return keep !== 'ON_BEHALF' || onBehalf;
}

/** Rows as changes by path, so that only what differs is drawn anew; the whole list when it got shorter. */
export function rowChanges(before: readonly Row[], after: Row[]): Record<string, unknown> {
  if (after.length < before.length || before.length === 0) return { people: after };
  const changes: Record<string, unknown> = {};
  after.forEach((row, at) => {
    if (JSON.stringify(before[at]) !== JSON.stringify(row)) changes[`people[${at}]`] = row;
  });
  return changes;
}

/** Whether numbers suffice for the people of the list, in a sentence. */
export interface PoolLine {
  key: string;
  level: Level;
  text: string;
}

/** Pools of several pages as one: what is free stays, who wants adds up. */
export function mergedPools(
  before: readonly ReviewPool[],
  more: readonly ReviewPool[],
): ReviewPool[] {
  const merged = before.slice();
  for (const pool of more) {
    const at = merged.findIndex(
      ({ organization, year }) => organization.id === pool.organization.id && year === pool.year,
    );
    const known = merged[at];
    if (known) merged[at] = { ...pool, wanted: known.wanted + pool.wanted };
    else merged.push(pool);
  }
  return merged;
}

const MOST_POOLS = 3;

/** First the pools that do not suffice; the others in one sentence. `isEnd`: everybody is in the list. */
export function poolLines(pools: readonly ReviewPool[], isEnd: boolean): PoolLine[] {
  const wanted = pools.filter((pool) => pool.wanted > 0);
  const short = wanted.filter((pool) => pool.free < pool.wanted);
  const enough = wanted.filter((pool) => pool.free >= pool.wanted);
  const lines = short.slice(0, MOST_POOLS).map(({ organization, year, free, wanted: people }) => ({
    key: `${organization.id}-${year}`,
    level: (free === 0 ? 'danger' : 'warn') as Level,
    text:
      free === 0
        ? `${organization.name}没有${year}年的编号了，${people} 人要等上级补充后才能由团委通过`
        : `“${organization.name}”${year}年的编号只剩 ${free} 个，${people} 人不够用`,
  }));
  const [only] = enough;
  if (!only) return lines;
  const shown = isEnd ? '' : '已显示的 ';
  const text =
    enough.length === 1
      ? `“${only.organization.name}”${only.year}年的编号还剩 ${only.free} 个，${shown}${only.wanted} 人都够用`
      : `${short.length > 0 ? '其余 ' : shown}${enough.reduce((sum, pool) => sum + pool.wanted, 0)} 人的编号都够用`;
  return lines.concat({ key: 'enough', level: 'ok', text });
}
