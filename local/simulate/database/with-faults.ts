import type { CloudDatabase, Fault, FaultKind } from '../../cloud/database';
import type { ActionHandler } from '../../cloud/types';
import { randomFrom } from '../../random';

/** A broken connection is noticed after so many ms. */
const BROKEN_AFTER_MS = 40;

const COMMIT = 'database.commitTransaction';

/** What can go wrong with a request; the outcome of a commit is what matters most. */
const kindsFor = (action: string, isInTransaction: boolean): FaultKind[] =>
  action === COMMIT
    ? ['conflict', 'timeout-before', 'timeout-after', 'drop']
    : isInTransaction
      ? ['conflict', 'conflict', 'drop', 'timeout-before']
      : ['drop', 'timeout-before', 'timeout-after'];

/** Commits are hit so many times as often as other requests. */
const COMMIT_WEIGHT = 4;

/** The actions of a database with faults thrown in by chance, `perThousand` of the requests. */
export function withFaults(
  database: CloudDatabase,
  seed: number,
  perThousand: number,
): {
  actions: Record<string, ActionHandler>;
  injected(): Record<string, number>;
  turn(on: boolean): void;
} {
  const random = randomFrom(seed);
  const injected: Record<string, number> = {};
  let isOn = true;
  const choose = (action: string, isInTransaction: boolean): Fault | null => {
    const rate = (perThousand / 1000) * (action === COMMIT ? COMMIT_WEIGHT : 1);
    if (!isOn || random() >= rate) return null;
    const kinds = kindsFor(action, isInTransaction);
    const kind = kinds[Math.floor(random() * kinds.length)]!;
    const name = `${kind}${action === COMMIT ? ' at commit' : ''}`;
    injected[name] = (injected[name] ?? 0) + 1;
    return { kind, ms: BROKEN_AFTER_MS };
  };
  const actions = Object.fromEntries(
    Object.entries(database.actions).map(([name, handler]): [string, ActionHandler] => [
      name,
      (body, call) => {
        const fault = choose(name, body.transactionId !== undefined);
        if (fault) database.faults.add(fault);
        // The handler takes the fault before it first waits: nobody else's request can meet it.
        const answer = handler(body, call);
        if (fault) database.faults.clear();
        return answer;
      },
    ]),
  );
  return { actions, injected: () => ({ ...injected }), turn: (on) => void (isOn = on) };
}
