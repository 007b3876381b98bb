/** What the one above answers. */
export interface Decision {
  decision: 'ACCEPT' | 'REJECT';
  /** ACCEPT: how many. */
  count?: number;
  reason: string;
}

/** What was typed and not sent. */
export interface DecisionDraft {
  count: number | null;
  reason: string;
}

const ACCEPTED = '同意，请按计划发展。';
const REJECTED = ['请先用完现有编号', '本级编号不够，请稍后再申请', '请先核实等待审核的人数'];

/** How many to give and why, or why none. Events: `change` DecisionDraft, `send` Decision, `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    name: { type: String, value: '' },
    year: { type: Number, value: 0 },
    /** How many were asked for. */
    asked: { type: Number, value: 1 },
    /** How many the one above has free itself. */
    free: { type: Number, value: 0 },
    decision: { type: String, value: 'ACCEPT' as Decision['decision'] },
    /** What was typed about this request before; null when nothing was. */
    kept: { type: Object, value: null as DecisionDraft | null },
    sending: { type: Boolean, value: false },
    /** What the server said about the last try. */
    refusal: { type: String, value: '' },
  },
  data: {
    count: 1 as number | null,
    most: 1,
    reason: '',
    reasons: [] as string[],
    hint: '',
    none: false,
  },
  observers: {
    'show, asked, free, decision, kept'(
      show: boolean,
      asked: number,
      free: number,
      decision: string,
      kept: DecisionDraft | null,
    ) {
      if (!show) return;
      const isAccept = decision === 'ACCEPT';
      const most = Math.min(asked, free);
      this.setData({
        most,
        count: Math.max(1, Math.min(kept?.count ?? most, most)),
        none: isAccept && free === 0,
        reason: kept?.reason ?? (isAccept ? ACCEPTED : ''),
        reasons: isAccept ? [] : REJECTED,
        hint: '',
      });
    },
  },
  methods: {
    onCount(event: WechatMiniprogram.CustomEvent<{ count: number | null }>) {
      this.type({ count: event.detail.count });
    },
    onReason(event: WechatMiniprogram.Input) {
      this.type({ reason: event.detail.value });
    },
    onSuggestion(event: WechatMiniprogram.TouchEvent) {
      this.type({ reason: String(event.currentTarget.dataset.text) });
    },
    type(change: Partial<DecisionDraft>) {
      this.setData({ ...change, hint: '' });
      const { count, reason } = this.data;
      this.triggerEvent('change', { count, reason });
    },
    onSend() {
      const { count, most, decision, sending } = this.data;
      const reason = this.data.reason.trim();
      if (sending) return;
      if (decision === 'ACCEPT' && (count === null || count > most)) {
        this.setData({ hint: `请填写 1 到 ${most} 之间的个数。` });
        return;
      }
      if (!reason) {
        this.setData({ hint: '请写明答复，申请的组织会看到。' });
        return;
      }
      const given = decision === 'ACCEPT' && count !== null ? { count } : {};
      this.triggerEvent('send', { decision, ...given, reason });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
