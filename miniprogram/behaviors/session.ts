import type { Session } from '../services/session';
import { session } from '../services/session';

const endOf = new WeakMap<object, () => void>();

/** Pages that show who is signed in: `session` follows the store. */
export const sessionBehavior = Behavior({
  data: { session: session.get() },
  lifetimes: {
    attached() {
      const show = (current: Session): void => this.setData({ session: current });
      show(session.get());
      endOf.set(this, session.subscribe(show));
    },
    detached() {
      endOf.get(this)?.();
    },
  },
});
