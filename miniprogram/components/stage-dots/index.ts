/** One stage of a review: done, under way, or to come. */
export interface Stage {
  name: string;
  state: 'done' | 'now' | 'later';
  word: string;
}

/** The stages of a registration as dots on a line. */
Component({
  properties: {
    stages: { type: Array, value: [] as Stage[] },
  },
});
