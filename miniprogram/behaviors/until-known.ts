import { isOnline } from '../services/connection';

const PAUSE_MS = 8_000;

const timers = new WeakMap<object, number>();

/**
 * Pages with an outcome that may be `unknown`: while it is, they ask again by their own method `onCheckAgain`,
 * now and then and whenever the page is seen again. `sending` is true while they ask.
 */
export const untilKnownBehavior = Behavior({
  data: { unknown: false, sending: false },
  lifetimes: {
    attached() {
      timers.set(
        this,
        setInterval(() => this.askWhileUnknown(), PAUSE_MS),
      );
    },
    detached() {
      const timer = timers.get(this);
      if (timer !== undefined) clearInterval(timer);
    },
  },
  pageLifetimes: {
    show() {
      this.askWhileUnknown();
    },
  },
  methods: {
    askWhileUnknown() {
      if (this.data.unknown && !this.data.sending && isOnline()) void this.onCheckAgain();
    },

    /** For pages to override: asks under the same opId. */
    onCheckAgain(): Promise<void> {
      return Promise.resolve();
    },
  },
});
