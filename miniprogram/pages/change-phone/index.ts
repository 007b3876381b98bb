import { pageBehavior } from '../../behaviors/page';
import { confirm } from '../../platform/dialog';
import { PAGES, replace } from '../../platform/pages';
import { signedInMe } from '../../services/account';
import { call } from '../../services/call';
import type { PhoneEntry } from '../../services/phone-entry';
import { codeIn, emptyEntry, phoneIn, sendCode, ticked, typed } from '../../services/phone-entry';
import type { Refusal } from '../../services/refusal';
import { refusalOf } from '../../services/refusal';
import { leave, session } from '../../services/session';

/** The two numbers, by the names the page keeps them under. */
type Side = 'old' | 'new';
const SIDES: readonly Side[] = ['old', 'new'];

const timers = new WeakMap<object, number>();

const LOST = '没有收到系统的答复，可能已经换好。请先用新手机号登录试试；登录不了再回来重做一次。';

/** 更换手机号: a code to the old number and one to the new; afterwards the new one signs in. */
Component({
  behaviors: [pageBehavior],
  data: {
    state: 'loading' as 'loading' | 'failed' | 'ready',
    problem: '',
    current: '',
    old: emptyEntry(),
    new: emptyEntry(),
    sending: false,
    refusal: '',
    done: '',
  },
  lifetimes: {
    attached() {
      void this.load();
      timers.set(
        this,
        setInterval(() => this.tick(), 1000),
      );
    },
    detached() {
      const timer = timers.get(this);
      if (timer !== undefined) clearInterval(timer);
    },
  },
  methods: {
    async load() {
      this.setData({ state: 'loading' });
      const me = await signedInMe(PAGES.changePhone);
      if (me) this.setData({ state: 'ready', current: me.phone });
      else this.setData({ state: 'failed', problem: session.get().problem });
      this.tick();
    },

    tick() {
      for (const side of SIDES) {
        const entry = ticked(this.data[side], slotOf(side));
        if (entry !== this.data[side]) this.setData({ [side]: entry });
      }
    },

    onType(event: WechatMiniprogram.CustomEvent<{ field: 'phone' | 'code'; value: string }>) {
      const side = sideOf(event);
      const { field, value } = event.detail;
      this.setData({ [side]: typed(this.data[side], field, value), refusal: '' });
    },

    async onAsk(event: WechatMiniprogram.CustomEvent) {
      const side = sideOf(event);
      const entry = this.data[side];
      if (entry.sending || entry.wait > 0) return;
      const given = phoneIn(entry);
      if ('entry' in given) {
        this.setData({ [side]: given.entry });
        return;
      }
      this.setData({ [`${side}.sending`]: true, refusal: '' });
      const sent = await sendCode(this.data[side], given.phone, slotOf(side));
      this.setData({ [side]: sent.entry, refusal: sent.refusal ? sent.refusal.message : '' });
    },

    /** Both numbers with their codes; null with the problems shown when something is missing. */
    ready() {
      const found = SIDES.map((side) => {
        const entry: PhoneEntry = this.data[side];
        const phone = phoneIn(entry);
        const code = codeIn('entry' in phone ? phone.entry : entry);
        if ('entry' in code) {
          this.setData({ [side]: code.entry });
          return null;
        }
        if ('entry' in phone) {
          this.setData({ [side]: phone.entry });
          return null;
        }
        return { ...phone, ...code };
      });
      const [old, next] = found;
      if (!old || !next) return null;
      if (old.phone === next.phone) {
        this.setData({ 'new.phoneProblem': '新手机号和原来的一样，请填写要换成的号码。' });
        return null;
      }
      return { oldPhone: old.phone, oldCode: old.code, newPhone: next.phone, newCode: next.code };
    },

    async onChange() {
      if (this.data.sending) return;
      const input = this.ready();
      if (!input) return;
      const sure = await confirm({
        title: '更换手机号？',
        text: '换好以后，这个微信和电脑上的登录都会退出，请用新手机号重新登录。报到资料和编号不变。',
        yes: '更换',
      });
      if (!sure) return;
      this.setData({ sending: true, refusal: '' });
      try {
        const { phone } = await call('account.changePhone', input);
        leave();
        this.setData({ done: phone });
      } catch (error) {
        this.showRefusal(refusalOf(error));
      }
      this.setData({ sending: false });
    },

    showRefusal({ code, message, details }: Refusal) {
      const { oldPhone, oldCode, newPhone, newCode } = details.fields ?? {};
      const isInFields = Boolean(oldPhone || oldCode || newPhone || newCode);
      this.setData({
        'old.phoneProblem': oldPhone ?? '',
        'old.codeProblem': oldCode ?? '',
        'new.phoneProblem': newPhone ?? '',
        'new.codeProblem': newCode ?? '',
        refusal: code === 'NETWORK' || code === 'UNKNOWN' ? LOST : isInFields ? '' : message,
      });
    },

    onSignIn() {
      replace(PAGES.signIn);
    },
  },
});

const sideOf = (event: WechatMiniprogram.CustomEvent): Side =>
  event.currentTarget.dataset.side === 'new' ? 'new' : 'old';
const slotOf = (side: Side): string => `change-${side}`;
