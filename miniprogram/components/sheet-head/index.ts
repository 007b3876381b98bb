/** The title of a sheet and the sign that closes it; it stays in view while the sheet scrolls. Event: `close`. */
Component({
  properties: {
    title: { type: String, value: '' },
  },
  methods: {
    onClose() {
      this.triggerEvent('close');
    },
  },
});
