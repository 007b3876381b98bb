import type { Fact } from '../../format/field-view';

/** Labels with their values, to be read. Event: `reveal`, with the field whose masked value is asked for in full. */
Component({
  properties: {
    facts: { type: Array, value: [] as Fact[] },
  },
  methods: {
    onReveal(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('reveal', event.currentTarget.dataset.field);
    },
  },
});
