import { groupsOfFour } from '../../../format/words';
import type { Bar } from '../../numbers';

const EMPTY: Bar = { single: true, cells: [], first: '', last: '', spoken: '' };

/** The numbers of an organisation in a row, by what became of them; the ends are written below. */
Component({
  properties: {
    bar: { type: Object, value: EMPTY },
  },
  data: { first: [] as string[], last: [] as string[] },
  observers: {
    bar({ first, last }: Bar) {
      this.setData({ first: groupsOfFour(first), last: groupsOfFour(last) });
    },
  },
});
