import type { OrganizationType, PendingStatus, Post, ReviewItem } from '../../typings/api';
import type { MovementLine } from '../format/movement-view';
import { movementLine } from '../format/movement-view';
import { momentWords, monthWords, waitedWords } from '../format/time';
import type { Level } from '../format/words';
import { STATUS_LEVELS, STATUS_WORDS, stageOf } from '../format/words';
import { call } from './call';
import type { StockLine } from './stock';
import { loadOverviews, stockLine } from './stock';

/** A person in a list of people to review. */
export interface Person {
  id: string;
  name: string;
  initial: string;
  month: string;
  branch: string;
  mode: string;
  level: Level;
  tag: string;
  when: string;
}

/** What waits for the acting post. */
export interface Waiting {
  count: number;
  /** How long the first of them has been waiting; empty when nobody is. */
  longest: string;
  people: Person[];
  stock: StockLine[];
  /** The year whose numbers most of them need. */
  year: number;
  /** What the acting post's organisation is. */
  type: OrganizationType;
  /** The latest movement of its numbers. */
  latest: MovementLine | null;
}

const MOST_NAMES = 3;
const LOOKED_AT = 20;

const MODE_WORDS = { AUTO: '自动分配', MANUAL: '沿用原编号', NONE: '无需编号' } as const;

/** How somebody stands: of those at the own stage what the checks found, of others where they are. */
function stateOf(
  { status, attention, stops }: ReviewItem,
  own: PendingStatus,
): Pick<Person, 'level' | 'tag'> {
  if (status !== own) return { level: STATUS_LEVELS[status], tag: STATUS_WORDS[status] };
  if (stops > 0) return { level: 'danger', tag: `${stops} 项不符` };
  return attention > 0
    ? { level: 'warn', tag: `${attention} 项留意` }
    : { level: 'ok', tag: '预检通过' };
}

/** A row of the list as it is shown to somebody who reviews the stage `own`. */
export function personOf(item: ReviewItem, now: number, own: PendingStatus): Person {
  const { id, name, joinMonth, branch, mode, submittedAt } = item;
  return {
    id,
    name,
    initial: name.slice(0, 1),
    month: monthWords(joinMonth),
    branch: branch.name,
    mode: MODE_WORDS[mode],
    ...stateOf(item, own),
    when: momentWords(submittedAt, now),
  };
}

/** The first people waiting for the acting post; two or three calls. */
export async function loadWaiting(post: Post, now: number): Promise<Waiting> {
  const status = stageOf(post.organization.type);
  const { items, counts } = await call('review.list', {
    status,
    own: true,
    limit: LOOKED_AT,
    pools: true,
  });
  const first = items[0];
  const overviews = await loadOverviews(post, items, now);
  const [overview] = overviews;
  const latest = overview ? overview.recent[0] : undefined;
  return {
    count: counts[status],
    longest: first ? waitedWords(first.since, now) : '',
    people: items.slice(0, MOST_NAMES).map((item) => personOf(item, now, status)),
    stock: overviews.map(stockLine),
    year: overview ? overview.year : 0,
    type: post.organization.type,
    latest: latest ? movementLine(latest, now) : null,
  };
}
