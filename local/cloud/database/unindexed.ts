/** Judges reading without an index: fine with a few documents on one machine, a failure with a province's. */
import { requestFailed } from './errors';
import type { SortSpec } from './paths';
import type { Plain } from './values';

/** More documents than this must not be looked at without a declared index. */
export const UNINDEXED_LIMIT = 200;

export type UnindexedRule = 'refuse' | 'warn';

/** What the judge tells about: a query with its collection. */
interface Judged {
  collection: { name: string };
  filter: Plain;
  sort: SortSpec;
}

function fieldsOf(filter: Plain): string[] {
  const fields = Object.entries(filter).flatMap(([field, condition]) =>
    Array.isArray(condition) && field.startsWith('$')
      ? condition.flatMap((part: Plain) => fieldsOf(part))
      : [field],
  );
  return [...new Set(fields)];
}

export class UnindexedJudge {
  private readonly told = new Set<string>();

  constructor(private readonly rule: () => UnindexedRule) {}

  /** Called with the number of documents looked at so far. DATABASE_REQUEST_FAILED when refused. */
  examined(query: Judged, count: number): void {
    if (count === UNINDEXED_LIMIT + 1) this.judge(query, 'reads');
  }

  /** Called with the number of documents that had to be sorted. DATABASE_REQUEST_FAILED when refused. */
  sorted(query: Judged, count: number): void {
    if (query.sort.length > 0 && count > UNINDEXED_LIMIT) this.judge(query, 'sorts');
  }

  private judge({ collection, filter, sort }: Judged, doing: 'reads' | 'sorts'): void {
    const fields = fieldsOf(filter);
    const keys = [...fields, ...sort.map(([field, direction]) => `${field}:${direction}`)];
    const text =
      `a query of '${collection.name}' ${doing} more than ${UNINDEXED_LIMIT} documents without an index ` +
      `(filter on ${fields.join(', ') || 'nothing'}; sort by ${JSON.stringify(Object.fromEntries(sort))}); ` +
      `declare an index that begins with: ${keys.join(', ')}`;
    if (this.rule() === 'refuse') throw requestFailed(text);
    if (this.told.has(text)) return;
    this.told.add(text);
    console.warn(text);
  }
}
