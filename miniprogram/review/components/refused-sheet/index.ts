/** Somebody who could supply numbers. */
export interface Helper {
  id: string;
  name: string;
  free: number;
  /** What this one can do. */
  note: string;
}

/** Approving was refused for want of numbers: the guide's sentence, who can help, what to do. Event `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    sentence: { type: String, value: '' },
    helpers: { type: Array, value: [] as Helper[] },
    /** Whose registration stays where it is. */
    name: { type: String, value: '' },
  },
  methods: {
    onClose() {
      this.triggerEvent('close');
    },
  },
});
