/** A part of a name or number to look for, cleared with one tap. Event: `change` (what stands there now). */
Component({
  properties: {
    value: { type: String, value: '' },
    /** What can be looked for; the name of the field, too. */
    placeholder: { type: String, value: '' },
  },
  methods: {
    onInput(event: WechatMiniprogram.Input) {
      this.triggerEvent('change', event.detail.value);
    },
    onClear() {
      this.triggerEvent('change', '');
    },
  },
});
