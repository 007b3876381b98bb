import type { OrganizationHit, OrganizationNode } from '../../typings/api';
import type { Level } from '../format/words';

/** An organisation below, with whether its numbers suffice. */
export interface BelowRow {
  id: string;
  name: string;
  note: string;
  level: Level;
  /** Empty when its numbers are not known here. */
  tag: string;
}

const NOTHING = { held: 0, free: 0, waiting: 0, usedBelow: 0 };

/** A child: a branch is judged by the people waiting there. */
export function belowRow({ id, name, type, stock }: OrganizationNode): BelowRow {
  const { held, free, waiting, usedBelow } = stock ?? NOTHING;
  const note = `共 ${held} 个，已用 ${usedBelow} 个，未用 ${free} 个，等待 ${waiting} 人`;
  const base = { id, name, note };
  if (type !== 'BRANCH') return { ...base, level: 'mute', tag: `本级剩 ${free} 个` };
  if (held === 0) return { ...base, level: 'mute', tag: '未分到' };
  return waiting > free
    ? { ...base, level: 'warn', tag: `缺 ${waiting - free} 个` }
    : { ...base, level: 'ok', tag: '够用' };
}

/** A search result, told apart by where it lies. */
export const hitRow = ({ id, name, path }: OrganizationHit): BelowRow => ({
  id,
  name,
  note: path.map((ref) => ref.name).join(' / '),
  level: 'mute',
  tag: '',
});

/** Those in want first, otherwise in the order given. */
export const wantFirst = (rows: readonly BelowRow[]): BelowRow[] =>
  rows.filter(({ level }) => level === 'warn').concat(rows.filter(({ level }) => level !== 'warn'));
