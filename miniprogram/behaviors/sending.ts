import type { Refusal } from '../services/refusal';
import { UNKNOWN_TEXT } from '../services/refusal';
import { untilKnownBehavior } from './until-known';

/** How a try ended, as services/operation.ts tells it. */
type Ended<T> = { ok: true; data: T } | { ok: false; refusal: Refusal; unknown: boolean };

/** A page that sends something: what it shows meanwhile, when it was refused, and while the outcome is unknown. */
export const sendingBehavior = Behavior({
  behaviors: [untilKnownBehavior],
  data: {
    busy: false,
    /** The last try may or may not have happened: nothing else may be sent until that is known. */
    unknown: false,
    refusal: '',
  },
  methods: {
    /** Goes on with what was sent before the page was left, perhaps before a restart. */
    takeUp(operation: { isUnknown(): boolean }) {
      if (operation.isUnknown() && !this.data.busy) {
        this.setData({ unknown: true, refusal: UNKNOWN_TEXT });
      }
    },

    /**
     * Waits for a try and shows how it went; gives its answer, or null when there is none. `onRefused` is
     * called for refusals that are known.
     */
    async outcomeOf<T>(
      attempt: Promise<Ended<T> | null>,
      onRefused: (refusal: Refusal) => void = () => undefined,
    ): Promise<T | null> {
      this.setData({ busy: true, refusal: this.data.unknown ? UNKNOWN_TEXT : '' });
      const outcome = await attempt;
      if (!outcome || outcome.ok) {
        this.setData({ busy: false, unknown: false, refusal: '' });
        return outcome ? outcome.data : null;
      }
      const { unknown, refusal } = outcome;
      this.setData({ busy: false, unknown, refusal: refusal.message });
      if (!unknown) onRefused(refusal);
      return null;
    },
  },
});
