/** One stage of a review: done, under way, or to come. */
export interface Stage {
  name: string;
  state: 'done' | 'now' | 'later';
  word: string;
}

/** The stages of a registration, or the steps of its form, as dots on a line. */
Component({
  properties: {
    stages: { type: Array, value: [] as Stage[] },
    /** Steps of a form: smaller, with their numbers, and calmer when done. */
    numbered: { type: Boolean, value: false },
  },
});
