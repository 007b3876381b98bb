import type { SideView } from '../../side-view';

/** Everybody whose numbers a movement changes: free before and after, and who waits there. */
Component({
  properties: {
    sides: { type: Array, value: [] as SideView[] },
  },
});
