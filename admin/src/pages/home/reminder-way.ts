import type { RouteLocationRaw } from 'vue-router';
import type { Reminder } from '../../../../typings/api';

/** Where what a reminder of the organisation `orgId` asks for is done; null for what only others can do. */
export function wayOf(
  { kind, year }: Reminder,
  orgId: string,
): { words: string; to: RouteLocationRaw } | null {
  const numbers = { name: 'numbers', query: { year } };
  switch (kind) {
    case 'NO_RANGE':
      return { words: '去新增', to: numbers };
    case 'FIRST_DISTRIBUTION':
    case 'MIDYEAR':
      return { words: '去分配', to: { name: 'allocate', query: { org: orgId, year } } };
    case 'USE_UP':
    case 'LOW_STOCK':
      return { words: '去查看', to: numbers };
    case 'CLOSE_YEAR':
      return { words: '去核对', to: { name: 'year-closing', query: { year } } };
    case 'TERM_BELOW':
      return { words: '去续任', to: { name: 'officer-terms', query: { tab: 'SOON' } } };
    case 'OWN_TERM':
      return null;
  }
}
