/** The three callbacks that nearly every function of wx takes. */
export interface Callbacks {
  success?(result: object): void;
  fail?(error: object): void;
  complete?(result: object): void;
}

/** A failure as wx reports it; `fields` go beside errMsg. */
export class WxError extends Error {
  constructor(
    message: string,
    readonly fields: object = {},
  ) {
    super(message);
  }
}

/** A function of wx: with a callback it returns nothing, without one a promise. */
export type WxFunction<O> = (options?: O & Callbacks) => Promise<object> | undefined;

const failure = (name: string, error: unknown): object => {
  const message = error instanceof Error ? error.message : String(error);
  const fields = error instanceof WxError ? error.fields : {};
  return { errMsg: `${name}:fail ${message}`, ...fields };
};

/** An error in a callback is the app's and stays an unhandled rejection: it is reported loudly. */
async function tell(
  run: Promise<object>,
  { success, fail, complete }: Callbacks,
  failed: (error: unknown) => object,
): Promise<void> {
  let result: object;
  try {
    result = await run;
  } catch (error) {
    result = failed(error);
    fail?.(result);
    complete?.(result);
    return;
  }
  success?.(result);
  complete?.(result);
}

/** Makes a function of wx out of what it does; what `act` throws becomes `{errMsg: 'NAME:fail …'}`. */
export function wxFunction<O extends object = object>(
  name: string,
  act: (options: O) => unknown,
): WxFunction<O> {
  return (options = {} as O & Callbacks) => {
    const run = Promise.resolve()
      .then(() => act(options))
      .then((result) => ({ errMsg: `${name}:ok`, ...(result as object | undefined) }));
    const { success, fail, complete } = options;
    if (!success && !fail && !complete) {
      return run.catch((error: unknown) => {
        throw failure(name, error);
      });
    }
    void tell(run, { success, fail, complete }, (error) => failure(name, error));
    return undefined;
  };
}

/** A pair of onX and offX. */
export interface Signal<T> {
  on(listener: (value: T) => void): void;
  /** Without a listener all of them. */
  off(listener?: (value: T) => void): void;
  fire(value: T): void;
}

/** Makes a signal without listeners. */
export function createSignal<T>(): Signal<T> {
  let listeners: Array<(value: T) => void> = [];
  return {
    on(listener) {
      listeners = [...listeners, listener];
    },
    off(listener) {
      listeners = listener ? listeners.filter((one) => one !== listener) : [];
    },
    fire: (value) => listeners.forEach((listener) => listener(value)),
  };
}
