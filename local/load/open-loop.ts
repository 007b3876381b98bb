/** A clock of the loop; ms. Tests have one of their own. */
export interface LoopClock {
  now(): number;
  /** Waits until `now()` is `at` or later. */
  until(at: number): Promise<void>;
}

export const machineClock: LoopClock = {
  now: () => performance.now(),
  until: (at) =>
    new Promise((resolve) => {
      setTimeout(resolve, Math.max(0, at - performance.now()));
    }),
};

/** One job: ms from the beginning of the step, and what became of it. */
export interface Sample {
  /** When it should have begun. */
  due: number;
  /** When it began: later than due where the generator could not keep up. */
  began: number;
  ended: number;
  /** `OK`, or why it failed. */
  outcome: string;
}

/** How long whoever came had to wait: from the moment that was meant, whenever the job really began. */
export const waited = ({ due, ended }: Sample): number => ended - due;

/**
 * Begins a job at every arrival, whatever became of the others, and waits for all of them. A job that throws
 * counts as failed.
 */
export async function openLoop(
  arrivals: readonly number[],
  job: (index: number) => Promise<string>,
  clock: LoopClock = machineClock,
): Promise<Sample[]> {
  const zero = clock.now();
  const running: Array<Promise<Sample>> = [];
  for (const [index, due] of arrivals.entries()) {
    if (clock.now() - zero < due) await clock.until(zero + due);
    const began = clock.now() - zero;
    running.push(
      job(index)
        .catch((error: unknown) => (error as { code?: string }).code ?? String(error))
        .then((outcome) => ({ due, began, ended: clock.now() - zero, outcome })),
    );
  }
  return Promise.all(running);
}
