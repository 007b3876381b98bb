import type { OrganizationType, PendingStatus } from '../../../typings/api';
import { isCommittee } from './organizations';

/** People who are late at one stage below one child; `child` is null for a branch, which has none. */
export interface LateGroup {
  child: string | null;
  status: PendingStatus;
  late: number;
  /** When the first of them came to this stage, milliseconds since 1970. */
  since: number;
}

/** Where reviews are late: `orgId` is the organisation itself or one of its children, whose turn it is or is below. */
export interface SlowPlace {
  orgId: string;
  late: number;
  /** The stage at which the first of them waits, and since when. */
  status: PendingStatus;
  since: number;
}

interface Place {
  id: string;
  type: OrganizationType;
}

/**
 * Whose turn a group is, seen from an organisation (domain.md §6.1): the child's or somebody's below it, the
 * organisation's own, or (null) that of somebody above, who is not judged from below.
 */
function turnOf(self: Place, child: Place | null, status: PendingStatus): string | null {
  if (!child) return status === 'PENDING_BRANCH' ? self.id : null;
  if (isCommittee(child.type) || status === 'PENDING_BRANCH') return child.id;
  if (status === 'PENDING_GENERAL') return child.type === 'GENERAL_BRANCH' ? child.id : self.id;
  return isCommittee(self.type) ? self.id : null;
}

/** Organisations of the next level, and the own one, with people who are late; most people first, then the longest wait. */
export function slowPlaces(
  self: Place,
  children: ReadonlyMap<string, OrganizationType>,
  groups: readonly LateGroup[],
): SlowPlace[] {
  const places = new Map<string, SlowPlace>();
  for (const { child, status, late, since } of groups) {
    const type = child === null ? undefined : children.get(child);
    const orgId = turnOf(self, child !== null && type ? { id: child, type } : null, status);
    if (orgId === null) continue;
    const known = places.get(orgId);
    const first = known && known.since <= since ? known : { status, since };
    places.set(orgId, {
      orgId,
      late: (known?.late ?? 0) + late,
      status: first.status,
      since: first.since,
    });
  }
  return [...places.values()].sort((a, b) => b.late - a.late || a.since - b.since);
}
