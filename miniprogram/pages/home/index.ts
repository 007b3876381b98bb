import type { Me, MyRegistration, Post } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { sessionBehavior } from '../../behaviors/session';
import { officeWord, STATUS_WORDS } from '../../format/words';
import { showTodoCount } from '../../platform/badge';
import { open, PAGES } from '../../platform/pages';
import { loadSession } from '../../services/account';
import { call } from '../../services/call';
import { readDraft } from '../../services/draft';
import { refusalOf } from '../../services/refusal';
import { session } from '../../services/session';
import type { Waiting } from '../../services/waiting';
import { loadWaiting } from '../../services/waiting';

function headOf(me: Me, post: Post | null): { title: string; note: string } {
  if (post) {
    const name = me.name ? ` ${me.name}` : '';
    return { title: post.organization.name, note: `${officeWord(post)}${name}` };
  }
  const status = me.registration ? STATUS_WORDS[me.registration.status] : '尚未报到';
  const name = me.name ?? me.registration?.name ?? '你好';
  return { title: name, note: `${me.phone} · ${status}` };
}

/** The first page: what its reader came for, by role, with one thing to do. */
Component({
  behaviors: [pageBehavior, sessionBehavior],
  data: {
    head: { title: '', note: '' },
    loaded: false,
    problem: '',
    registration: null as MyRegistration | null,
    showsMember: false,
    hasDraft: false,
    waiting: null as Waiting | null,
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    async load() {
      await loadSession();
      const { me, post, phase } = session.get();
      if (!me) {
        if (phase === 'SIGNED_OUT') showTodoCount(0);
        this.setData({ loaded: false, waiting: null });
        return;
      }
      this.setData({ head: headOf(me, post), hasDraft: readDraft(me.accountId) !== null });
      try {
        const [registration, waiting] = await Promise.all([
          me.registration ? call('registration.mine', {}) : null,
          post ? loadWaiting(post, Date.now()) : null,
        ]);
        const own = registration?.registration ?? null;
        this.setData({
          registration: own,
          showsMember: own !== null || post === null,
          waiting,
          problem: '',
          loaded: true,
        });
        showTodoCount(waiting ? waiting.count : 0);
      } catch (error) {
        this.setData({ problem: refusalOf(error).message });
      }
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },

    onRegister() {
      open(PAGES.register);
    },

    onBind() {
      open(PAGES.bind);
    },

    onSignIn() {
      open(PAGES.signIn);
    },

    onSwitch() {
      wx.switchTab({ url: PAGES.mine });
    },
  },
});
