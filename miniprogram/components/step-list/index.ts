/** One line of a history. */
export interface HistoryLine {
  key: string;
  state: 'done' | 'bad' | 'now' | 'later';
  title: string;
  note: string;
  when: string;
}

/** What happened so far and what is to come, from top to bottom. */
Component({
  properties: {
    lines: { type: Array, value: [] as HistoryLine[] },
  },
});
