import { checkPhone } from '../../../checks/phone';

/** The number of somebody whose document was looked at, and how. */
export interface ConfirmedPhone {
  phone: string;
  reason: string;
}

const REASONS = ['本人持身份证到场，已核对', '已核对身份证件和《入团志愿书》'];

/** 确认手机号: the number that a member without an account will sign in with. Events: `send` ConfirmedPhone, `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    name: { type: String, value: '' },
    /** Of the member, as it is read out. */
    number: { type: String, value: '' },
    sending: { type: Boolean, value: false },
    /** What the server said about the last try. */
    refusal: { type: String, value: '' },
  },
  data: {
    phone: '',
    reason: '',
    reasons: REASONS,
    phoneProblem: '',
    reasonProblem: '',
  },
  observers: {
    show(show: boolean) {
      if (show) this.setData({ phone: '', reason: '', phoneProblem: '', reasonProblem: '' });
    },
  },
  methods: {
    onPhone(event: WechatMiniprogram.Input) {
      this.setData({ phone: event.detail.value, phoneProblem: '' });
    },
    onReason(event: WechatMiniprogram.Input) {
      this.setData({ reason: event.detail.value, reasonProblem: '' });
    },
    onSuggestion(event: WechatMiniprogram.TouchEvent) {
      this.setData({ reason: String(event.currentTarget.dataset.text), reasonProblem: '' });
    },
    onSend() {
      if (this.data.sending) return;
      const phone = checkPhone(this.data.phone);
      const reason = this.data.reason.trim();
      if (!phone.ok || reason.length < 2) {
        this.setData({
          phoneProblem: phone.ok
            ? ''
            : this.data.phone.trim()
              ? phone.text
              : '请填写本人的手机号。',
          reasonProblem: reason.length < 2 ? '请写明怎样核对了证件。' : '',
        });
        return;
      }
      this.triggerEvent('send', { phone: phone.value, reason });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
