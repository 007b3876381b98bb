import { pageBehavior } from '../../behaviors/page';
import { sessionBehavior } from '../../behaviors/session';
import { stageOf } from '../../format/words';
import { showTodoCount } from '../../platform/badge';
import { open, PAGES } from '../../platform/pages';
import { loadSession } from '../../services/account';
import { call } from '../../services/call';
import { refusalOf } from '../../services/refusal';
import type { Session } from '../../services/session';
import { session } from '../../services/session';
import type { EntryGroup } from './entries';
import { entriesOf } from './entries';

/** 办理: everything this person can do here, and nothing else. */
Component({
  behaviors: [pageBehavior, sessionBehavior],
  data: { groups: [] as EntryGroup[], problem: '' },
  observers: {
    session(current: Session) {
      this.setData({ groups: entriesOf(current, null) });
    },
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    async load() {
      await loadSession();
      const { post } = session.get();
      if (!post) return;
      const status = stageOf(post.organization.type);
      try {
        const { counts } = await call('review.list', { status, own: true, limit: 1 });
        if (post.id !== session.get().post?.id) return;
        this.setData({ groups: entriesOf(session.get(), counts[status]), problem: '' });
        showTodoCount(counts[status]);
      } catch (error) {
        this.setData({ problem: refusalOf(error).message });
      }
    },
    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },
    onEntry(event: WechatMiniprogram.TouchEvent) {
      open(String(event.currentTarget.dataset.url));
    },
    onSignIn() {
      open(PAGES.signIn);
    },
  },
});
