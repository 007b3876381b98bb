import { pageBehavior } from '../../behaviors/page';
import type { NumberView } from '../../format/number-view';
import { numberView } from '../../format/number-view';
import { copy } from '../../platform/clipboard';
import { PAGES, replace } from '../../platform/pages';
import { signedInMe } from '../../services/account';
import { call } from '../../services/call';
import { refusalOf } from '../../services/refusal';

/** The number is the page: large, to be copied, and where it is written on the paper form. */
Component({
  behaviors: [pageBehavior],
  data: {
    state: 'loading' as 'loading' | 'failed' | 'empty' | 'ready',
    problem: '',
    /** empty: what to do. */
    isUnderWay: false,
    view: null as NumberView | null,
    copyProblem: '',
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    async load() {
      if (!(await signedInMe())) {
        this.setData({ state: 'failed', problem: '没有取到登录信息，请检查网络后重试。' });
        return;
      }
      try {
        const { registration } = await call('registration.mine', {});
        if (registration?.status === 'APPROVED') {
          this.setData({ state: 'ready', view: numberView(registration), problem: '' });
        } else {
          this.setData({ state: 'empty', view: null, isUnderWay: registration !== null });
        }
      } catch (error) {
        const problem = refusalOf(error).message;
        this.setData(this.data.view ? { problem } : { state: 'failed', problem });
      }
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },

    async onCopy() {
      const isCopied = await copy(this.data.view?.number ?? '');
      this.setData({ copyProblem: isCopied ? '' : '没有复制成功，可以长按编号或手抄。' });
    },

    onBind() {
      replace(PAGES.bind);
    },

    onGo() {
      replace(this.data.isUnderWay ? PAGES.progress : PAGES.register);
    },
  },
});
