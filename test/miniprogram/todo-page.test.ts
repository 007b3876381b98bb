/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import type { Post } from '../../typings/api';
import { inOffice, listing } from './support/office';
import {
  BRANCH,
  COMMITTEE,
  me,
  postAt,
  PROVINCE,
  registration,
  reviewItem,
} from './support/people';
import { ok } from './support/phone';
import { show } from './support/simulate';

const open = (posts: Post[]) =>
  show(
    'pages/todo/index',
    {},
    inOffice(posts, (phone) => {
      phone.answers['review.list'] = () => listing([reviewItem(), reviewItem({ id: 'r2' })]);
    }),
  );

describe('办理', () => {
  it('counts for a secretary who waits, and lists what a branch does', async () => {
    const page = await open([postAt(BRANCH)]);
    expect(page.labels()).toEqual(
      expect.arrayContaining([
        '团员报到审核，2 人等你审核',
        '大会模式，扫码报到，当场一起审核',
        '申请补充编号，编号不够时向上级申请',
      ]),
    );
    expect(page.phone.log).toContain('badge 2');
  });

  it('offers a committee what is below it, and the province nobody above', async () => {
    const committee = (await open([postAt(COMMITTEE)])).labels().join();
    expect(committee).toContain('下级申请');
    expect(committee).toContain('申请补充编号');
    expect(committee).not.toContain('大会模式');
    expect((await open([postAt(PROVINCE)])).labels().join()).not.toContain('申请补充编号');
  });

  it('offers a member the own registration alone', async () => {
    const page = await show('pages/todo/index', {}, (phone) => {
      phone.answers['account.me'] = () => ok(me({ registration: registration() }));
    });
    expect(page.labels()).toEqual(['报到进度，待团总支审核 · 0604团支部（2）1']);
  });

  it('keeps the ways on when the count does not come, and says why', async () => {
    const page = await show('pages/todo/index', {}, inOffice([postAt(BRANCH)]));
    expect(page.text()).toContain('网络不稳，没有收到系统的答复');
    expect(page.labels().join()).toContain('团员报到审核');
    expect(page.labels()).toContain('重试');
  });
});
