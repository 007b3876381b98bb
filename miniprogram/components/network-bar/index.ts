import { connection } from '../../services/connection';

const endOf = new WeakMap<object, () => void>();

/** One line at the top of a page while the network is gone or a call is tried again. */
Component({
  data: { text: '' },
  lifetimes: {
    attached() {
      const show = (text: string): void => this.setData({ text });
      show(connection.get());
      endOf.set(this, connection.subscribe(show));
    },
    detached() {
      endOf.get(this)?.();
    },
  },
});
