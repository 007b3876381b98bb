import { open } from '../../../platform/pages';

/** Somebody who could supply numbers. */
export interface Helper {
  id: string;
  name: string;
  free: number;
  /** What this one can do. */
  note: string;
}

/** What the reader can do right here. */
export interface Door {
  word: string;
  /** The same, short enough for a button in the largest font whatever the branch is called. */
  button: string;
  /** The page for it; empty when the page below does it itself. */
  url: string;
}

/**
 * Approving was refused for want of numbers: the guide's sentence, who can help, what to do. Events: `supply`
 * (the door without a page was chosen), `close`.
 */
Component({
  properties: {
    show: { type: Boolean, value: false },
    sentence: { type: String, value: '' },
    helpers: { type: Array, value: [] as Helper[] },
    door: { type: null, value: null as Door | null },
    /** Whose registration stays where it is. */
    name: { type: String, value: '' },
  },
  methods: {
    onDoor() {
      const door = this.data.door as Door | null;
      this.triggerEvent('close');
      if (door && door.url) open(door.url);
      else this.triggerEvent('supply');
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
