import type { NumberRequest } from '../../typings/api';
import { momentWords } from '../format/time';
import type { Level } from '../format/words';

/** How a request for more stands, for those who made it. */
export interface RequestLine {
  level: Level;
  title: string;
  text: string;
}

/** `decider`: the organisation asked. */
export function requestLine(request: NumberRequest, decider: string, now: number): RequestLine {
  const { state, count, granted, answer, askedAt, decidedAt } = request;
  if (state === 'OPEN') {
    return {
      level: 'info',
      title: `已申请 ${count} 个，等待${decider}答复`,
      text: `${momentWords(askedAt, now)} 申请：${request.reason}`,
    };
  }
  const when = decidedAt === null ? '' : `${momentWords(decidedAt, now)} `;
  if (state === 'ACCEPTED') {
    const part = granted === count ? '' : `（申请 ${count} 个）`;
    return {
      level: 'ok',
      title: `${decider}给了 ${granted ?? 0} 个${part}`,
      text: `${when}答复：${answer ?? ''}`,
    };
  }
  return {
    level: 'warn',
    title: `${decider}没有同意申请的 ${count} 个`,
    text: `${when}答复：${answer ?? ''}`,
  };
}
