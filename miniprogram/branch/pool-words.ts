import type { Overview } from '../../typings/api';
import { isBranchType } from './organization';

/** Whose numbers an approval takes, in words. */
export function poolWords({ organization, pool, parent, year }: Overview): string {
  const above = parent ? parent.name : '上级';
  if (isBranchType(organization.type)) {
    if (!pool) return '';
    return pool.organization.id === organization.id
      ? `用本支部自己的编号，从小到大。用完后不会自动用上级的，要请${above}补充。`
      : `本支部没有${year}年的编号，审核通过时由${pool.organization.name}统筹，从小到大分配。`;
  }
  if (organization.type === 'GENERAL_BRANCH') {
    return '团总支的编号只分给下属支部，不直接用于审核。没有分到编号的支部由上级团委统筹。';
  }
  return '直接管理的支部没有分到编号时，用本级的编号；分到过的用自己的，用完不会自动用本级的。';
}

/** Why nothing moves any more in a year that is being closed or is closed; empty while it is open. */
export function yearWords({ year, yearState }: Overview): string {
  if (yearState === 'OPEN') return '';
  return yearState === 'CLOSED'
    ? `${year}年编号已关闭，仅可查看。`
    : `${year}年编号即将关闭，请尽快审核${year}年入团的人员，用不完的请交还。`;
}
