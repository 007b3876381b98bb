import type { PhoneEntry } from '../../services/phone-entry';
import { emptyEntry } from '../../services/phone-entry';

/**
 * A phone number and the code that was sent to it. Events: `type` {field: 'phone' | 'code', value}, and `ask`:
 * the button that sends the code was tapped.
 */
Component({
  properties: {
    entry: { type: Object, value: emptyEntry() as PhoneEntry },
    /** What the number is called, such as 新手机号. */
    label: { type: String, value: '手机号' },
  },
  methods: {
    onInput(event: WechatMiniprogram.Input) {
      const { field } = event.currentTarget.dataset;
      this.triggerEvent('type', { field, value: event.detail.value });
    },
    onAsk() {
      this.triggerEvent('ask');
    },
  },
});
