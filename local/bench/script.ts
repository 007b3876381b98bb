import {
  BusyError,
  type Database,
  type Transaction,
} from '../../cloudfunctions/core/ports/database';

/** One request as the system sent it: a method of the Database or the Transaction port and its arguments. */
export interface Step {
  method: string;
  args: unknown[];
}

/** The requests of one operation in their order: before, inside and after its transaction, if it has one. */
export interface Script {
  before: Step[];
  inside: Step[];
  after: Step[];
}

type Method = (...args: unknown[]) => Promise<unknown>;

const methodsOf = (port: object): Record<string, Method> => port as Record<string, Method>;

/** Does one step as it was recorded. */
export const doStep = (port: Database | Transaction, { method, args }: Step): Promise<unknown> =>
  methodsOf(port)[method]!(...args);

export async function doSteps(port: Database | Transaction, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await doStep(port, step);
}

/** Begins again with what found the database busy, as the faces do; nothing has happened then. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof BusyError)) throw error;
    }
  }
}

const noting = (port: object, steps: () => Step[]): Record<string, Method> =>
  Object.fromEntries(
    Object.entries(methodsOf(port)).map(([method, run]) => [
      method,
      (...args: unknown[]) => {
        steps().push({ method, args });
        return run(...args);
      },
    ]),
  );

/** A database that passes everything on and writes it down; for one operation with nobody beside it. */
export function recording(database: Database): { database: Database; script: Script } {
  const script: Script = { before: [], inside: [], after: [] };
  let isOver = false;
  const plain = noting(database, () => (isOver ? script.after : script.before));
  const transact: Database['transact'] = (run) => {
    if (isOver) throw new Error('an operation with two transactions cannot be recorded');
    isOver = true;
    return database.transact((transaction, attempt) =>
      run(noting(transaction, () => script.inside) as unknown as Transaction, attempt),
    );
  };
  return { database: { ...(plain as unknown as Database), transact }, script };
}

/** The script with other ids and numbers in it: every `from` becomes the `to` beside it. */
export function renamed(
  script: Script,
  names: ReadonlyArray<readonly [from: string, to: string]>,
): Script {
  const text = names.reduce((sum, [from, to]) => sum.replaceAll(from, to), JSON.stringify(script));
  return JSON.parse(text) as Script;
}

/** Whether the step is this method on this collection. */
export const isStep = ({ method, args }: Step, name: string, collection: string): boolean =>
  method === name && args[0] === collection;

/** The same requests again, with the same retries and nothing decided: the floor. */
export async function replay(database: Database, script: Script): Promise<void> {
  await patiently(() => doSteps(database, script.before));
  if (script.inside.length > 0) {
    await patiently(() => database.transact((transaction) => doSteps(transaction, script.inside)));
  }
  await patiently(() => doSteps(database, script.after));
}
