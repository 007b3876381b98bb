import { halfWidth } from '../../../checks/text';

const NUMBER = /^\d{1,9}$/;

/**
 * How many, from 1 to `most`, by buttons or typed. Event `change`: the number, or null while what is typed
 * is none.
 */
Component({
  properties: {
    label: { type: String, value: '个数' },
    help: { type: String, value: '' },
    /** null: nothing readable is typed. */
    value: { type: null, value: 1 as number | null },
    most: { type: Number, value: 999_999 },
  },
  methods: {
    change(count: number | null) {
      this.triggerEvent('change', { count });
    },
    onLess() {
      this.change(Math.max(1, Math.min(this.data.most, (this.data.value ?? 2) - 1)));
    },
    onMore() {
      this.change(Math.max(1, Math.min(this.data.most, (this.data.value ?? 0) + 1)));
    },
    onInput(event: WechatMiniprogram.Input) {
      const text = halfWidth(event.detail.value);
      this.change(NUMBER.test(text) ? Number(text) : null);
    },
  },
});
