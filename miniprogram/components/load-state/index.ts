/**
 * What stands where content will be: its shape while it loads, the reason and a way on when it failed,
 * or one sentence and one action when there is nothing. Event `act`: the button was tapped.
 */
Component({
  properties: {
    state: { type: String, value: 'loading' as 'loading' | 'failed' | 'empty' },
    /** failed, empty: the sentence. */
    text: { type: String, value: '' },
    /** Word on the button; failed has one of its own. */
    action: { type: String, value: '' },
  },
  methods: {
    onAct() {
      this.triggerEvent('act');
    },
  },
});
