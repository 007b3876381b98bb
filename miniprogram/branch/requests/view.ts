import type { NumberRequest } from '../../../typings/api';
import { momentWords } from '../../format/time';
import type { Level } from '../../format/words';

/** A request of somebody below, as the one who decides sees it. */
export interface RequestRow {
  id: string;
  name: string;
  year: number;
  count: number;
  reason: string;
  when: string;
  /** `已使用 3 个 · 未使用 0 个 · 等待 4 人` */
  figures: string;
  level: Level;
  tag: string;
  answer: string;
}

const stateOf = ({ state, count, granted }: NumberRequest): Pick<RequestRow, 'level' | 'tag'> => {
  if (state === 'OPEN') return { level: 'info', tag: '待答复' };
  if (state === 'REJECTED') return { level: 'warn', tag: '未同意' };
  return {
    level: 'ok',
    tag: granted === count ? `已给 ${count} 个` : `已给 ${granted ?? 0} 个（申请 ${count} 个）`,
  };
};

export function requestRow(request: NumberRequest, now: number): RequestRow {
  const { id, organization, year, count, reason, askedAt, used, free, waiting, answer } = request;
  return {
    id,
    name: organization.name,
    year,
    count,
    reason,
    when: momentWords(askedAt, now),
    figures: `已使用 ${used} 个 · 未使用 ${free} 个 · 等待 ${waiting} 人`,
    ...stateOf(request),
    answer: answer ?? '',
  };
}
