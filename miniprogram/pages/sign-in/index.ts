import type { SignInOutput } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { goHome, open, PAGES, replace } from '../../platform/pages';
import { agreeToPrivacy } from '../../platform/privacy';
import { loadSession } from '../../services/account';
import { goAfterSignIn, takeWanted } from '../../services/after-sign-in';
import { call } from '../../services/call';
import type { PhoneEntry } from '../../services/phone-entry';
import {
  CODE_LENGTH,
  codeIn,
  emptyEntry,
  phoneIn,
  sendCode,
  ticked,
  typed,
} from '../../services/phone-entry';
import type { Refusal } from '../../services/refusal';
import { refusalOf } from '../../services/refusal';
import { enter, session } from '../../services/session';

const SLOT = 'sign-in';
const timers = new WeakMap<object, number>();

const NO_PROBLEMS = { idTail: '', consent: '', general: '' };
const CONSENT_FIRST = '请先阅读并勾选同意，再继续。';
const GUIDE_FIRST = '需要同意微信的隐私保护指引才能登录，请再试一次并选择同意。';
const NO_QUICK_PHONE = '没有取到微信绑定的手机号，可以改用短信验证码登录。';

/** Sign-in by SMS code or WeChat's phone number; in front of a page that needs it, that page is next. */
Component({
  behaviors: [pageBehavior],
  data: {
    entry: emptyEntry(),
    idTail: '',
    asksTail: false,
    /** WeChat's phone number is a way here. */
    quickPhone: false,
    /** WeChat told the number and the end of the ID number is still missing. */
    quickCode: '',
    consent: false,
    busy: '' as '' | 'signIn' | 'quick',
    problems: NO_PROBLEMS,
  },
  lifetimes: {
    attached() {
      this.tick();
      timers.set(
        this,
        setInterval(() => this.tick(), 1000),
      );
      void this.loadWays();
    },
    detached() {
      const timer = timers.get(this);
      if (timer !== undefined) clearInterval(timer);
      goAfterSignIn(null);
    },
  },
  methods: {
    tick() {
      this.showEntry(ticked(this.data.entry, SLOT));
    },

    showEntry(entry: PhoneEntry) {
      if (entry !== this.data.entry) this.setData({ entry });
    },

    /** Without an answer there is no quick way; the SMS code always works. */
    async loadWays() {
      try {
        const { quickPhone } = await call('account.quickWays', {});
        this.setData({ quickPhone });
      } catch (error) {
        refusalOf(error);
      }
    },

    onType(event: WechatMiniprogram.CustomEvent<{ field: 'phone' | 'code'; value: string }>) {
      const { field, value } = event.detail;
      this.setData({ entry: typed(this.data.entry, field, value), 'problems.general': '' });
      // The last digit of the code is as good as the button.
      if (field === 'code' && value.length === CODE_LENGTH && !this.data.asksTail) {
        void this.onSignIn();
      }
    },

    onTail(event: WechatMiniprogram.Input) {
      this.setData({
        idTail: event.detail.value,
        'problems.idTail': '',
        'problems.general': '',
      });
    },

    onConsent() {
      this.setData({ consent: !this.data.consent, 'problems.consent': '' });
    },

    onPrivacy() {
      open(PAGES.privacy);
    },

    /** Whether the privacy terms are agreed to, with the page's and WeChat's own question; shows what is missing. */
    async agreed(): Promise<boolean> {
      if (!this.data.consent) {
        this.setData({ 'problems.consent': CONSENT_FIRST });
        return false;
      }
      const isAgreed = await agreeToPrivacy();
      this.setData({ 'problems.consent': isAgreed ? '' : GUIDE_FIRST });
      return isAgreed;
    },

    async onSendCode() {
      const { entry } = this.data;
      if (entry.sending || entry.wait > 0) return;
      const given = phoneIn(entry);
      if ('entry' in given) this.setData({ entry: given.entry });
      if (!(await this.agreed()) || 'entry' in given) return;
      this.setData({ 'entry.sending': true, 'problems.general': '' });
      const { entry: next, refusal } = await sendCode(this.data.entry, given.phone, SLOT);
      this.setData({ entry: next, asksTail: false, quickCode: '' });
      if (refusal) this.setData({ 'problems.general': refusal.message });
    },

    async onSignIn() {
      if (this.data.busy) return;
      const input = this.ready();
      if (!(await this.agreed()) || !input) return;
      const { quickCode } = this.data;
      await this.enterBy('signIn', () =>
        quickCode
          ? call('account.signInByWechatPhone', { ...input.tail, code: quickCode })
          : call('account.signIn', { ...input.tail, phone: input.phone, code: input.code }),
      );
    },

    /** What is to be sent; null with the problem shown when something is missing. */
    ready(): { phone: string; code: string; tail: { idTail?: string } } | null {
      const { asksTail, quickCode } = this.data;
      const idTail = this.data.idTail.trim();
      if (asksTail && idTail === '') {
        this.setData({ 'problems.idTail': '请填写证件号的最后六位，最后一位可以是X。' });
        return null;
      }
      const tail = asksTail ? { idTail } : {};
      if (quickCode) return { phone: '', code: '', tail };
      const phone = phoneIn(this.data.entry);
      if ('entry' in phone) {
        this.setData({ entry: phone.entry });
        return null;
      }
      const code = codeIn(this.data.entry);
      if ('entry' in code) {
        this.setData({ entry: code.entry });
        return null;
      }
      return { ...phone, ...code, tail };
    },

    /** The button is WeChat's only once the terms are agreed to. */
    onQuickTap() {
      if (!this.data.consent) this.setData({ 'problems.consent': CONSENT_FIRST });
    },

    async onQuickPhone(event: WechatMiniprogram.CustomEvent<{ code?: string }>) {
      const { code } = event.detail;
      if (!code) {
        this.setData({ 'problems.general': NO_QUICK_PHONE });
        return;
      }
      if (this.data.busy) return;
      this.setData({ quickCode: code });
      await this.enterBy('quick', () => call('account.signInByWechatPhone', { code }));
      if (!this.data.asksTail) this.setData({ quickCode: '' });
    },

    async enterBy(busy: 'signIn' | 'quick', send: () => Promise<SignInOutput>) {
      this.setData({ busy, problems: NO_PROBLEMS });
      try {
        const answer = await send();
        if (answer.state === 'SIGNED_IN') {
          enter(answer.me);
          this.goOn();
        } else {
          this.setData({ asksTail: true });
        }
      } catch (error) {
        await this.onSignInFailed(refusalOf(error));
      }
      this.setData({ busy: '' });
    },

    goOn() {
      const next = takeWanted();
      if (next) replace(next);
      else goHome();
    },

    /** Without an answer it may have worked all the same: the server knows. */
    async onSignInFailed(refusal: Refusal) {
      if (refusal.code === 'NETWORK') {
        await loadSession();
        if (session.get().phase === 'SIGNED_IN') {
          this.goOn();
          return;
        }
      }
      this.showRefusal(refusal);
    },

    showRefusal({ message, details }: Refusal) {
      const { phone = '', code = '', idTail = '' } = details.fields ?? {};
      const byQuick = this.data.quickCode !== '';
      // A number that WeChat told can be told again; its code cannot be used again.
      if (byQuick && !idTail) this.setData({ quickCode: '', asksTail: false });
      this.setData({
        'entry.phoneProblem': byQuick ? '' : phone,
        'entry.codeProblem': byQuick ? '' : code,
        problems: {
          ...NO_PROBLEMS,
          idTail,
          general: idTail || (!byQuick && (phone || code)) ? '' : message,
        },
      });
    },
  },
});
