/** Does something again and again while the page is on the screen. */
export interface Poller {
  /** Begins with a turn at once; nothing happens when it runs already. */
  start(): void;
  /** Ends it; a turn under way still comes to its end. */
  stop(): void;
}

/** Between one turn and the next. */
export const EVERY_MS = 6_000;
/** After failures the pause doubles up to this. */
export const MOST_MS = 60_000;

/**
 * `turn` tells whether it went well. Turns never overlap; without a network (`isOnline`) none is tried, and
 * the next look is after the usual pause.
 */
export function createPoller(turn: () => Promise<boolean>, isOnline: () => boolean): Poller {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the starts and stops: what was begun before goes no further. */
  let run = 0;
  let running = false;
  let pause = EVERY_MS;

  async function go(mine: number): Promise<void> {
    if (isOnline()) {
      const went = await turn();
      pause = went ? EVERY_MS : Math.min(MOST_MS, pause * 2);
    } else {
      pause = EVERY_MS;
    }
    if (mine === run && running) timer = setTimeout(() => void go(mine), pause);
  }

  return {
    start() {
      if (running) return;
      running = true;
      pause = EVERY_MS;
      run += 1;
      void go(run);
    },
    stop() {
      running = false;
      run += 1;
      if (timer !== undefined) clearTimeout(timer);
    },
  };
}
