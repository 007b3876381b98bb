import type { ReviewDetail } from '../../../typings/api';
import { confirm } from '../../platform/dialog';

/** asks before somebody who waits is approved and appointed in one. */
export const confirmAppointing = ({ name, branch }: ReviewDetail): Promise<boolean> =>
  confirm({
    title: `任命${name}为团支书？`,
    text: `通过审核、分配编号和任命${branch.name}团支书一次完成，任期一年；现任团支书将同时卸任。`,
    yes: '任命',
  });

/** What became of it, in words. */
export const saidAboutAppointing = (branch: string, dismissed: string | null): string =>
  dismissed ? `已任命为${branch}团支书，原团支书${dismissed}已卸任` : `已任命为${branch}团支书`;
