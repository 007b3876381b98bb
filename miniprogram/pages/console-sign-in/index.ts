import { pageBehavior } from '../../behaviors/page';
import { confirm, toast } from '../../platform/dialog';
import { PAGES } from '../../platform/pages';
import { signedInMe } from '../../services/account';
import { call } from '../../services/call';
import { scanTicket } from '../../services/console-ticket';
import { refusalOf } from '../../services/refusal';
import { session } from '../../services/session';
import type { PostChoice, SessionRow, TicketView } from './view';
import { postChoices, sessionRows, ticketView } from './view';

/** What became of the last code: on the way in, a code to type at the computer, or declined. */
type Outcome = '' | 'IN' | 'CODE' | 'DECLINED';

/** 登录电脑端: scan the console's code, look at whose computer it is, confirm; and where one is signed in. */
Component({
  behaviors: [pageBehavior],
  data: {
    state: 'loading' as 'loading' | 'failed' | 'ready',
    problem: '',
    view: null as TicketView | null,
    posts: [] as PostChoice[],
    postId: '',
    outcome: '' as Outcome,
    phone: '',
    rows: [] as SessionRow[],
    busy: '' as '' | 'scan' | 'accept' | 'decline' | 'end',
    refusal: '',
  },
  lifetimes: {
    attached() {
      void this.load();
    },
  },
  methods: {
    async load() {
      this.setData({ state: 'loading', problem: '' });
      const me = await signedInMe(PAGES.consoleSignIn);
      if (!me) {
        this.setData({ state: 'failed', problem: session.get().problem });
        return;
      }
      const acting = session.get().post;
      this.setData({
        posts: postChoices(me.posts),
        postId: acting ? acting.id : '',
        phone: me.phone,
      });
      try {
        await this.readSessions();
        this.setData({ state: 'ready' });
      } catch (error) {
        this.setData({ state: 'failed', problem: refusalOf(error).message });
      }
    },

    async readSessions() {
      const { items } = await call('account.sessions', {});
      this.setData({ rows: sessionRows(items, Date.now()) });
    },

    /** Runs one of the acts, one at a time, and shows its refusal. */
    async act(busy: 'scan' | 'accept' | 'decline' | 'end', work: () => Promise<void>) {
      if (this.data.busy) return;
      this.setData({ busy, refusal: '' });
      try {
        await work();
      } catch (error) {
        this.setData({ refusal: refusalOf(error).message });
      }
      this.setData({ busy: '' });
    },

    onScan() {
      return this.act('scan', async () => {
        const ticket = await scanTicket();
        if (!ticket) return;
        const scanned = await call('account.scanConsoleTicket', { ticket });
        this.setData({ view: ticketView(scanned, Date.now()), outcome: '' });
      });
    },

    onPost(event: WechatMiniprogram.TouchEvent) {
      this.setData({ postId: String(event.currentTarget.dataset.id) });
    },

    onAccept() {
      return this.answer(true);
    },
    onDecline() {
      return this.answer(false);
    },

    answer(accept: boolean) {
      const { view, postId } = this.data;
      if (!view) return Promise.resolve();
      return this.act(accept ? 'accept' : 'decline', async () => {
        const { needsCode } = await call('account.confirmConsoleSignIn', {
          ticket: view.ticket,
          accept,
          ...(accept && postId ? { postId } : {}),
        });
        const outcome = accept ? (needsCode ? 'CODE' : 'IN') : 'DECLINED';
        this.setData({ view: null, outcome });
      });
    },

    async onEnd(event: WechatMiniprogram.TouchEvent) {
      const row = this.data.rows.find(({ id }) => id === event.currentTarget.dataset.id);
      if (!row) return;
      const sure = await confirm({
        title: '退出这台电脑？',
        text: `${row.browser}，${row.note}。没有提交的内容会丢失。`,
        yes: '退出',
      });
      if (!sure) return;
      await this.act('end', async () => {
        await call('account.endSessions', { sessionId: row.id });
        await this.readSessions();
        toast('已退出');
      });
    },

    async onNotMe() {
      const sure = await confirm({
        title: '不是我，全部退出？',
        text: '所有电脑上的登录立即退出；以后在电脑上登录，要重新核对证件号后六位。',
        yes: '全部退出',
      });
      if (!sure) return;
      await this.act('end', async () => {
        await call('account.endSessions', { notMe: true });
        await this.readSessions();
        toast('已全部退出');
      });
    },
  },
});
