import type { Reading } from '../platform/reading';
import { readingSettings } from '../platform/reading';

/** What every page begins with: the reader's font size, for page-meta and for the layout. */
export const pageBehavior = Behavior({
  data: { reading: { rootFontSize: '16px', large: false } as Reading },
  lifetimes: {
    attached() {
      this.setData({ reading: readingSettings() });
    },
  },
});
