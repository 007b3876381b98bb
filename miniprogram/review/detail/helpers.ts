import type { ErrorDetails, Post, ReviewDetail } from '../../../typings/api';
import { PAGES } from '../../platform/pages';
import type { Door, Helper } from '../components/refused-sheet/index';

const isCommitteePost = ({ organization }: Post): boolean =>
  organization.type !== 'BRANCH' && organization.type !== 'GENERAL_BRANCH';

/** Who can supply numbers, with what they can do: numbers go down one level at a time. */
export function helpersOf(
  helpers: NonNullable<ErrorDetails['helpers']>,
  path: ReviewDetail['path'],
  ownOrgId: string,
): Helper[] {
  const parent = path[path.length - 2];
  const hasOwn = helpers.some(({ organization }) => organization.id === ownOrgId);
  const above = hasOwn ? undefined : path[path.findIndex(({ id }) => id === ownOrgId) - 1];
  const ownNote =
    parent?.id === ownOrgId
      ? '就是你所在的组织，可以直接分给该支部'
      : '就是你所在的组织，可在综合管理系统“团员编号分配”里逐级分配';
  return helpers.map(({ organization, free }) => {
    const { id, name } = organization;
    if (id === ownOrgId) {
      return { id, name, free, note: ownNote };
    }
    if (id === parent?.id) return { id, name, free, note: '直属上级，可直接分给该支部' };
    const note =
      id === above?.id ? '你所在组织的直属上级，可以向它申请' : '不能跨级，要逐级分到该支部';
    return { id, name, free, note };
  });
}

/**
 * What the acting post itself can do about it. A committee with numbers right above the branch hands some
 * down at once (R-10, no level is skipped); one without any asks the organisation above. null: somebody
 * else has to act.
 */
export function doorOf(
  helpers: readonly Helper[],
  post: Post,
  { path, branch, joinMonth }: ReviewDetail,
): Door | null {
  const { organization } = post;
  if (!isCommitteePost(post)) return null;
  if (helpers.some(({ id }) => id === organization.id)) {
    const isDirect = path[path.length - 2]?.id === organization.id;
    return isDirect
      ? { word: `从本级分编号给${branch.name}`, button: '从本级分编号', url: '' }
      : null;
  }
  if (organization.type === 'PROVINCE') return null;
  const year = joinMonth.slice(0, 4);
  return {
    word: '向上级申请编号',
    button: '向上级申请编号',
    url: `${PAGES.requestMore}?orgId=${organization.id}&year=${year}`,
  };
}
