import type { Dashboard, DashboardChild } from '../../../../typings/api';
import { isCommittee } from '../../format/words';

/** The organisation whose page it is, as far as its own stock serves branches below. */
type Above = Pick<Dashboard, 'organization' | 'free'>;

export interface ChildHint {
  tone: 'bad' | 'warn' | 'mute';
  text: string;
}

/** Numbers that nobody below waits for and that did not move for two months. */
export const idleOf = ({ unused, waiting, pace }: DashboardChild): number =>
  pace === 0 ? Math.max(0, unused - waiting) : 0;

/**
 * Whether a branch that was given no numbers draws from the committee's pool: this committee's own,
 * or, below a general branch, that of the committee above it, which this page does not know.
 */
export function isServedByPool(child: DashboardChild, above: Above): boolean {
  if (child.organization.type !== 'BRANCH' || child.held > 0 || child.used > 0) return false;
  return !isCommittee(above.organization.type) || above.free > 0;
}

/** What to say of an organisation on the page 首页; null when nothing needs a look. */
export function childHint(child: DashboardChild, above: Above): ChildHint | null {
  if (isServedByPool(child, above)) return { tone: 'mute', text: '用团委的编号' };
  const { held, unused, short, waiting } = child;
  if (short > 0 && held === 0) return { tone: 'bad', text: `没有编号，${waiting} 人在等` };
  if (short > 0 && unused === 0) return { tone: 'bad', text: `已用完，${short} 人会被拒` };
  if (short > 0) return { tone: 'bad', text: `还缺 ${short} 个` };
  const idle = idleOf(child);
  return idle > 0 ? { tone: 'warn', text: `闲置 ${idle} 个` } : null;
}

/** Those where people wait for numbers that are not there, the most first. */
export const waitingPlaces = (
  board: Above & { below: readonly DashboardChild[] },
): DashboardChild[] =>
  board.below
    .filter((child) => child.short > 0 && !isServedByPool(child, board))
    .sort((a, b) => b.short - a.short);

/** Those whose numbers lie idle, the most first. */
export const idlePlaces = (children: readonly DashboardChild[]): DashboardChild[] =>
  children.filter((child) => idleOf(child) > 0).sort((a, b) => idleOf(b) - idleOf(a));
