import type { FastifyInstance } from 'fastify';
import type { WireBody } from '../cloud/types';

/** One HTTP request as the cloud saw it; `at` and `end` in ms of the machine's clock. */
export interface Recorded {
  /** Of the database: the call it belongs to; of a phone: the function. */
  of: { call: string } | { phone: string };
  /** The action of the database with its collection; empty for a phone. */
  what: string;
  /** Whether it is part of a transaction. */
  inside: boolean;
  at: number;
  end: number;
}

const clock = (): number => performance.timeOrigin + performance.now();

/** Notes when every request of phones and functions came in and went out, while it is switched on. */
export class Recorder {
  private noted: Recorded[] | null = null;

  /** Switches on, or off: then it gives what it noted. */
  switch(on: boolean): Recorded[] {
    const noted = this.noted ?? [];
    this.noted = on ? [] : null;
    return on ? [] : noted;
  }

  mount(app: FastifyInstance): void {
    const begun = new WeakMap<object, number>();
    app.addHook('onRequest', async (request) => {
      if (this.noted) begun.set(request, clock());
    });
    app.addHook('onResponse', async (request) => {
      const at = begun.get(request);
      const [, root, name = ''] = request.url.split('?')[0]!.split('/');
      if (!this.noted || at === undefined) return;
      const end = clock();
      if (root === 'call')
        this.noted.push({ of: { phone: name }, what: '', inside: false, at, end });
      if (root !== 'admin') return;
      const { action, collectionName, transactionId } = request.body as WireBody;
      const what = [action.replace(/^database\./, ''), collectionName].filter(Boolean).join(' ');
      const inside = transactionId !== undefined || action === 'database.startTransaction';
      this.noted.push({ of: { call: name }, what, inside, at, end });
    });
  }
}
