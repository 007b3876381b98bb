import { signedInMe } from '../services/account';
import { isOnline } from '../services/connection';

const PAUSE_MS = 8_000;

const timers = new WeakMap<object, number>();

/** What a page shows: whether the last outcome is unknown, and whether it is asking. */
interface Waiting {
  unknown?: unknown;
  busy?: unknown;
}

const waits = ({ unknown, busy }: Waiting): boolean => Boolean(unknown) && !busy;

function stop(page: object): void {
  const timer = timers.get(page);
  if (timer !== undefined) clearInterval(timer);
  timers.delete(page);
}

/**
 * Pages with an outcome that may be `unknown`: while it is, they ask again by their own method `onCheckAgain`,
 * when the page is seen and every few seconds as long as it is. `busy` is set while they ask.
 */
export const untilKnownBehavior = Behavior({
  lifetimes: {
    detached() {
      stop(this);
    },
  },
  pageLifetimes: {
    show() {
      stop(this);
      timers.set(
        this,
        setInterval(() => void this.askWhileUnknown(), PAUSE_MS),
      );
      void this.askWhileUnknown();
    },
    hide() {
      stop(this);
    },
  },
  methods: {
    async askWhileUnknown() {
      if (!waits(this.data as Waiting) || !isOnline()) return;
      // The app may just have been started: it has to be known in whose name is asked.
      if (!(await signedInMe())) return;
      if (waits(this.data as Waiting)) await this.onCheckAgain();
    },

    /** For pages to override: asks under the same opId. */
    onCheckAgain(): Promise<void> {
      return Promise.resolve();
    },
  },
});
