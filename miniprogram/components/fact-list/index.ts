import type { Fact } from '../../format/field-view';

/** Labels with their values, to be read. */
Component({
  properties: {
    facts: { type: Array, value: [] as Fact[] },
  },
});
