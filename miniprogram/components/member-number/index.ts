import { groupsOfFour } from '../../format/words';

/** A member number in groups of four by distance, not by spaces; read out digit by digit. */
Component({
  properties: {
    value: { type: String, value: '' },
    /** The size of 我的编号. */
    large: { type: Boolean, value: false },
  },
  data: { groups: [] as Array<{ at: number; digits: string }>, spoken: '' },
  observers: {
    value(value: string) {
      const groups = groupsOfFour(value).map((digits, at) => ({ at, digits }));
      this.setData({ groups, spoken: value.split('').join(' ') });
    },
  },
});
