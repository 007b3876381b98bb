import { pageBehavior } from '../../behaviors/page';
import { checkPhone } from '../../checks/phone';
import { goHome, open, PAGES } from '../../platform/pages';
import { agreeToPrivacy } from '../../platform/privacy';
import { loadSession } from '../../services/account';
import { call } from '../../services/call';
import type { Refusal } from '../../services/refusal';
import { refusalOf } from '../../services/refusal';
import { resendAfter, resendIn, resendWords } from '../../services/resend';
import { enter, session } from '../../services/session';

type FieldOfSignIn = 'phone' | 'code' | 'idTail' | 'consent';

const timers = new WeakMap<object, number>();

const NO_PROBLEMS = { phone: '', code: '', idTail: '', consent: '', general: '' };
const CONSENT_FIRST = '请先阅读并勾选同意，再继续。';

Component({
  behaviors: [pageBehavior],
  data: {
    phone: '',
    code: '',
    idTail: '',
    asksTail: false,
    consent: false,
    sent: '',
    wait: 0,
    waitWords: resendWords(0),
    busy: '' as '' | 'code' | 'signIn',
    problems: NO_PROBLEMS,
  },
  lifetimes: {
    attached() {
      this.tick();
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
    tick() {
      const wait = resendIn(Date.now());
      if (wait !== this.data.wait) this.setData({ wait, waitWords: resendWords(wait) });
    },

    onInput(event: WechatMiniprogram.Input) {
      const field = event.currentTarget.dataset.field as FieldOfSignIn;
      this.setData({
        [field]: event.detail.value,
        [`problems.${field}`]: '',
        'problems.general': '',
      });
    },

    onConsent() {
      this.setData({ consent: !this.data.consent, 'problems.consent': '' });
    },

    onPrivacy() {
      open(PAGES.privacy);
    },

    /** The phone number as digits once the reader agreed to the privacy terms; null with the problem shown. */
    async readyPhone(): Promise<string | null> {
      const phone = checkPhone(this.data.phone);
      const problems = {
        ...NO_PROBLEMS,
        phone: phone.ok ? '' : this.data.phone.trim() ? phone.text : '请填写手机号。',
        consent: this.data.consent ? '' : CONSENT_FIRST,
      };
      this.setData({ problems });
      if (!phone.ok || !this.data.consent) return null;
      if (await agreeToPrivacy()) return phone.value;
      this.setData({
        'problems.consent': '需要同意微信的隐私保护指引才能登录，请再试一次并选择同意。',
      });
      return null;
    },

    async onSendCode() {
      if (this.data.busy || this.data.wait > 0) return;
      const phone = await this.readyPhone();
      if (phone === null) return;
      this.setData({ busy: 'code' });
      try {
        const sent = await call('account.sendCode', { phone });
        resendAfter(sent.resendAfter, Date.now());
        this.setData({ sent: `验证码已发送，${Math.round(sent.expiresIn / 60)} 分钟内有效` });
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal.details.retryAfter) resendAfter(refusal.details.retryAfter, Date.now());
        this.showRefusal(refusal);
      }
      this.setData({ busy: '' });
      this.tick();
    },

    async onSignIn() {
      if (this.data.busy) return;
      const phone = await this.readyPhone();
      if (phone === null) return;
      const code = this.data.code.trim();
      if (!code) {
        this.setData({ 'problems.code': '请先获取验证码，再填写短信里的6位数字。' });
        return;
      }
      if (this.data.asksTail && this.data.idTail.trim() === '') {
        this.setData({ 'problems.idTail': '请填写证件号的最后六位，最后一位可以是X。' });
        return;
      }
      this.setData({ busy: 'signIn' });
      try {
        const input = this.data.asksTail
          ? { phone, code, idTail: this.data.idTail }
          : { phone, code };
        const answer = await call('account.signIn', input);
        if (answer.state === 'SIGNED_IN') {
          enter(answer.me);
          goHome();
        } else {
          this.setData({ asksTail: true });
        }
      } catch (error) {
        await this.onSignInFailed(refusalOf(error));
      }
      this.setData({ busy: '' });
    },

    /** Without an answer it may have worked all the same: the server knows. */
    async onSignInFailed(refusal: Refusal) {
      if (refusal.code === 'NETWORK') {
        await loadSession();
        if (session.get().phase === 'SIGNED_IN') {
          goHome();
          return;
        }
      }
      this.showRefusal(refusal);
    },

    showRefusal({ message, details }: Refusal) {
      const { phone = '', code = '', idTail = '' } = details.fields ?? {};
      const general = phone || code || idTail ? '' : message;
      this.setData({ problems: { ...NO_PROBLEMS, phone, code, idTail, general } });
    },
  },
});
