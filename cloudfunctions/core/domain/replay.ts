import type { Interval } from '../../../typings/api';
import type { Holding } from './holdings';
import { count, includes, intersect, subtract, union } from './intervals';
import { intervalsText } from './prompts';

type Part = 'free' | 'used' | 'voided' | 'expired';

/** What a line of the journal did to its holding, with the line's intervals. */
export interface Effect {
  /** They came into what the organisation answers for, or left it. */
  held?: 'IN' | 'OUT';
  /** `stock`: what can still be given to somebody: free numbers, in a closed year the expired ones. */
  from?: Part | 'stock';
  to?: Part | 'stock';
  /** The year was closed for the organisation by it. */
  closes?: true;
}

/** Every kind of line; the journal says nothing of a holding that is not here. */
const EFFECTS = {
  RANGE_ADD: { held: 'IN', to: 'free' },
  RANGE_SHRINK: { held: 'OUT', from: 'free' },
  ALLOCATE_OUT: { from: 'free' },
  ALLOCATE_IN: { held: 'IN', to: 'free' },
  RECLAIM_OUT: { held: 'OUT', from: 'free' },
  RECLAIM_IN: { to: 'free' },
  GIVE_BACK_OUT: { held: 'OUT', from: 'free' },
  GIVE_BACK_IN: { to: 'free' },
  ASSIGN: { from: 'free', to: 'used' },
  IMPORT: { from: 'free', to: 'used' },
  OCCUPIED: { from: 'stock', to: 'voided' },
  CORRECTION_RELEASE: { from: 'used', to: 'stock' },
  CORRECTION_VOID: { from: 'used', to: 'voided' },
  CORRECTION_REASSIGN: { from: 'stock', to: 'used' },
  // Another parent, or closed: its numbers stay as they are.
  MOVE: {},
  ORG_CLOSE: {},
  MOVE_OUT: { held: 'OUT' },
  MOVE_IN: { held: 'IN' },
  YEAR_CLOSE: { from: 'free', to: 'expired', closes: true },
} as const satisfies Record<string, Effect>;

export interface ReplayLine {
  kind: keyof typeof EFFECTS;
  intervals: readonly Interval[];
  revBefore: number;
  revAfter: number;
}

/** A line that does not fit what the lines before it made. `line` counts from 0. */
export interface Misfit {
  line: number;
  text: string;
}

/**
 * Plays the lines of one holding, in the order of their revisions, on what it was before the first of
 * them: `start`, whose `rev` is where they begin. Gives what the holding has to be now, and every line that
 * does not fit: a gap in the revisions, numbers taken from where they are not, or put where they are already.
 */
export function replay(
  start: Holding,
  lines: readonly ReplayLine[],
): { holding: Holding; misfits: Misfit[] } {
  const misfits: Misfit[] = [];
  let holding = start;
  for (const [i, line] of lines.entries()) {
    const misfit = (text: string) => misfits.push({ line: i, text });
    const { kind, intervals, revBefore, revAfter } = line;
    if (revBefore !== holding.rev || revAfter !== revBefore + 1) {
      misfit(`版本不连续：应为 ${holding.rev}，记录为 ${revBefore}→${revAfter}`);
    }
    const effect: Effect = EFFECTS[kind];
    const next = { ...holding, rev: revAfter, closed: holding.closed || effect.closes === true };
    if (effect.held === 'IN') {
      if (intersect(next.held, intervals).length > 0) misfit(`${kind} 收到已有的编号`);
      next.held = union(next.held, intervals);
    } else if (effect.held === 'OUT') {
      if (!includes(next.held, intervals)) misfit(`${kind} 移出没有的编号`);
      next.held = subtract(next.held, intervals);
    }
    const stock = holding.closed ? 'expired' : 'free';
    const from = effect.from === 'stock' ? stock : effect.from;
    const to = effect.to === 'stock' ? stock : effect.to;
    if (from) {
      if (!includes(next[from], intervals)) misfit(`${kind} 取用不在其中的编号`);
      next[from] = subtract(next[from], intervals);
    }
    if (to) {
      if (intersect(next[to], intervals).length > 0) misfit(`${kind} 放入已有的编号`);
      next[to] = union(next[to], intervals);
    }
    holding = next;
  }
  return { holding, misfits };
}

const PARTS = [
  ['held', '持有'],
  ['free', '未使用'],
  ['used', '已使用'],
  ['voided', '作废'],
  ['expired', '已过期'],
] as const;

/** Where a stored holding differs from the replayed one, as sentences; none when they are the same. */
export function differencesOf(stored: Holding, replayed: Holding): string[] {
  const found: string[] = [];
  if (stored.rev !== replayed.rev) {
    found.push(`版本为 ${stored.rev}，按日志应为 ${replayed.rev}`);
  }
  if (stored.closed !== replayed.closed) found.push('年度关闭状态与日志不一致');
  for (const [part, word] of PARTS) {
    const surplus = subtract(stored[part], replayed[part]);
    const missing = subtract(replayed[part], stored[part]);
    if (surplus.length > 0) found.push(`${word}多出 ${count(surplus)} 个（${shortly(surplus)}）`);
    if (missing.length > 0) found.push(`${word}缺少 ${count(missing)} 个（${shortly(missing)}）`);
  }
  return found;
}

const shortly = (set: readonly Interval[]): string =>
  intervalsText(set.slice(0, 5)) + (set.length > 5 ? '等' : '');

/** Lines that come in pairs: what one holding gave, another one took. */
const PAIRED = /^(ALLOCATE|RECLAIM|GIVE_BACK)_(IN|OUT)$/;

/** Numbers that a movement gave and took, which have to be the same; null when both sides are. */
export function imbalanceOf(
  lines: ReadonlyArray<{ kind: string; intervals: readonly Interval[] }>,
): string | null {
  const side = (end: string) =>
    union(
      ...lines
        .filter(({ kind }) => PAIRED.test(kind) && kind.endsWith(end))
        .map(({ intervals }) => intervals),
    );
  const [given, taken] = [side('_OUT'), side('_IN')];
  const lost = subtract(given, taken);
  const made = subtract(taken, given);
  if (lost.length > 0) return `移出后无人收到 ${count(lost)} 个（${shortly(lost)}）`;
  if (made.length > 0) return `凭空收到 ${count(made)} 个（${shortly(made)}）`;
  return null;
}
