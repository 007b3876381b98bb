import { thisMonth, today } from '../../checks/dates';
import type { FieldView } from '../../format/field-view';

/**
 * One field of the form with what is to be said of it below, whatever its control is. vant's field can
 * neither put its label on top for large fonts nor be read out, so the row is our own.
 * Events: `change` {field, value}, `leave` {field}, `branch` and `own` (I have a number already).
 */
Component({
  properties: {
    view: { type: Object, value: {} as FieldView },
  },
  data: { latestMonth: '', latestDay: '', listIndex: 0 },
  lifetimes: {
    attached() {
      const now = Date.now();
      this.setData({ latestMonth: thisMonth(now), latestDay: today(now) });
    },
  },
  observers: {
    view({ control, words, text }: FieldView) {
      if (control === 'list') this.setData({ listIndex: Math.max(0, words.indexOf(text)) });
    },
  },
  methods: {
    tell(value: string) {
      this.triggerEvent('change', { field: this.data.view.field, value });
    },
    onInput(event: WechatMiniprogram.Input) {
      this.tell(event.detail.value);
    },
    onBlur() {
      this.triggerEvent('leave', { field: this.data.view.field });
    },
    onChoose(event: WechatMiniprogram.TouchEvent) {
      this.tell(String(event.currentTarget.dataset.value));
    },
    onPick(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.tell(event.detail.value.slice(0, this.data.view.control === 'month' ? 7 : 10));
    },
    onPickWord(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.tell(this.data.view.words[Number(event.detail.value)] ?? '');
    },
    onOther(event: WechatMiniprogram.Input) {
      const { words } = this.data.view;
      this.tell(event.detail.value.trim() || (words[words.length - 1] ?? ''));
    },
    onBranch() {
      this.triggerEvent('branch');
    },
    onOwn() {
      this.triggerEvent('own');
    },
  },
});
