import { pageBehavior } from '../../behaviors/page';
import { sessionBehavior } from '../../behaviors/session';
import { dayWords } from '../../format/time';
import { officeWord } from '../../format/words';
import { confirm, toast } from '../../platform/dialog';
import { showTodoCount } from '../../platform/badge';
import { open, PAGES } from '../../platform/pages';
import { eraseAccount, loadSession, signOut } from '../../services/account';
import { refusalOf } from '../../services/refusal';
import type { Session } from '../../services/session';
import { choosePost } from '../../services/session';

/** A post of the reader, as a row. */
interface PostRow {
  id: string;
  organization: string;
  note: string;
  acts: boolean;
}

const postRows = ({ me, post }: Session): PostRow[] =>
  (me?.posts ?? []).map((held) => ({
    id: held.id,
    organization: held.organization.name,
    note: `${officeWord(held)} · 任期至 ${dayWords(held.to)}`,
    acts: held.id === post?.id,
  }));

/** 我的: who I am, in which office I act, my number, privacy, sign out. */
Component({
  behaviors: [pageBehavior, sessionBehavior],
  data: { posts: [] as PostRow[], title: '', problem: '' },
  observers: {
    session(session: Session) {
      const name = session.me?.name ?? session.me?.registration?.name;
      this.setData({ posts: postRows(session), title: name ?? '你好' });
    },
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    load() {
      return loadSession();
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },

    onPost(event: WechatMiniprogram.TouchEvent) {
      const row = this.data.posts.find(({ id }) => id === event.currentTarget.dataset.id);
      if (!row || row.acts) return;
      choosePost(row.id);
      toast(`现在以${row.organization}的身份办理`);
    },

    onNumber() {
      open(PAGES.myNumber);
    },
    onChangePhone() {
      open(PAGES.changePhone);
    },
    onConsole() {
      open(PAGES.consoleSignIn);
    },
    onPrivacy() {
      open(PAGES.privacy);
    },
    onSignIn() {
      open(PAGES.signIn);
    },

    async onErase() {
      const sure = await confirm({
        title: '注销账号？',
        text: '手机号、微信登录和已撤回的报到资料都会删除，不能恢复。以后可以用同一个手机号重新登录、报到。',
        yes: '注销',
      });
      if (!sure) return;
      try {
        await eraseAccount();
        showTodoCount(0);
        this.setData({ problem: '' });
        toast('账号已注销');
      } catch (error) {
        this.setData({ problem: refusalOf(error).message });
      }
    },

    async onSignOut() {
      const sure = await confirm({
        title: '退出登录？',
        text: '没有提交的报到资料会从这台手机上清除；已经提交的不受影响。',
        yes: '退出',
      });
      if (!sure) return;
      try {
        await signOut();
        showTodoCount(0);
        this.setData({ problem: '' });
      } catch (error) {
        this.setData({ problem: refusalOf(error).message });
      }
    },
  },
});
