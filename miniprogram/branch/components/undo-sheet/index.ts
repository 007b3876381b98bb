import type { SideView } from '../../side-view';

/** What taking a movement back would do to everybody concerned, and the one act. Events: `send`, `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    /** The movement, as its line of the history says it. */
    movement: { type: String, value: '' },
    text: { type: String, value: '' },
    sides: { type: Array, value: [] as SideView[] },
    warnings: { type: Array, value: [] as string[] },
    sending: { type: Boolean, value: false },
  },
  methods: {
    onSend() {
      if (!this.data.sending) this.triggerEvent('send');
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
