import type { MovementSide } from '../../typings/api';
import { intervalsWords } from './numbers';

/** One side of a movement: its free numbers before and after, and the people waiting there. */
export interface SideView {
  id: string;
  name: string;
  before: number;
  after: number;
  /** Its free intervals afterwards. */
  intervals: string;
  waiting: number;
  /** What reads out the row. */
  label: string;
}

export function sideView(side: MovementSide): SideView {
  const { id, name } = side.organization;
  const { waiting } = side;
  const [before, after] = [side.before.free, side.after.free];
  const intervals = intervalsWords(side.freeAfter) || '没有';
  const people = waiting > 0 ? `，${waiting}人等待审核` : '';
  const label = `${name}，未使用从${before}个变为${after}个${people}`;
  return { id, name, before, after, intervals, waiting, label };
}
