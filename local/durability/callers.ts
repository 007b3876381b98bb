import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, ApiError } from '../../typings/api';
import type { CallJournal, Recorded } from './journal';
import type { System } from './system';
import type { Task } from './task';
import type { Work } from './work';

/** As long as a face waits before it asks again. */
const PAUSE_MS = 40;
/** So often is a call sent again to a system that runs; then something is wrong with it. */
const MOST_TRIES = 200;
/** The first calls to a system that was started again may still go to the connections of the dead one. */
const MOST_LOST = 5;
const PATIENCE_MS = 180_000;

/** Whether an answer leaves open what became of the call: the faces send it again with the same operation id. */
function isOpen(answer: Answer<unknown>): boolean {
  if (!answer.ok) return ['BUSY', 'UNKNOWN', 'INTERNAL'].includes(answer.error.code);
  const { unfinished } = (answer.data ?? {}) as { unfinished?: unknown[] };
  return unfinished !== undefined && unfinished.length > 0;
}

/** A system that runs, and gives a call no definite answer however often it is sent. */
export class NoEnd extends Error {}

/** Several people at work on the system at once, who write down what they asked for and what they were told. */
export class Callers {
  /** Answers that no face expects: a fault of the system, or of what it stands on. */
  readonly internal: Array<{ action: string; error: ApiError }> = [];
  private readonly tasks = new Map<Recorded, Task>();
  private stopped = false;
  private expected: {
    left: number;
    reached(): void;
    failed(reason: unknown): void;
  } | null = null;

  constructor(
    private readonly work: Work,
    private readonly journal: CallJournal,
    private readonly name: string,
  ) {}

  /**
   * Lets `count` people work until `stop`; resolves when the last has its answer, or knows that there is none.
   * Rejects, and whoever waits for `acknowledged` hears of it, when the system dies before.
   */
  async run(system: System, count: number): Promise<void> {
    this.stopped = false;
    const one = async (): Promise<void> => {
      while (!this.stopped) await this.attempt(system, this.begin(this.work.next()));
    };
    try {
      await Promise.all(Array.from({ length: count }, one));
    } catch (reason) {
      this.stopped = true;
      this.expected?.failed(reason);
      throw reason;
    }
  }

  /** Resolves when so many more calls have been acknowledged; rejects when that takes minutes. */
  async acknowledged(count: number): Promise<void> {
    const reached = new Promise<void>((resolve, reject) => {
      this.expected = { left: count, reached: resolve, failed: reject };
    });
    const late = wait(PATIENCE_MS, 'late', { ref: false });
    if ((await Promise.race([reached, late])) === 'late') {
      throw new NoEnd('for minutes too little was acknowledged');
    }
  }

  /** Nobody begins anything new, and whoever was told nothing does not ask again. */
  stop(): void {
    this.stopped = true;
  }

  /** Does one task to its end. */
  async finish(system: System, task: Task): Promise<void> {
    await this.settle(system, this.begin(task));
  }

  /** Sends a call again until its outcome is known. Throws NoEnd after many times or minutes. */
  async settle(system: System, recorded: Recorded): Promise<void> {
    const begun = performance.now();
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      if (performance.now() - begun > PATIENCE_MS) break;
      const reply = await system.call(recorded);
      if (reply !== 'LOST' && !isOpen(reply)) return this.settled(recorded, reply);
      await wait(PAUSE_MS);
    }
    throw new NoEnd(`call ${recorded.number} (${recorded.action}) found no end. ${system.said()}`);
  }

  private begin(task: Task): Recorded {
    const opId = `durability-${this.name}-${this.journal.calls.length}`;
    const recorded = this.journal.sent({ ...task.call, opId });
    this.tasks.set(recorded, task);
    return recorded;
  }

  private async attempt(system: System, recorded: Recorded): Promise<void> {
    let lost = 0;
    for (;;) {
      const reply = await system.call(recorded);
      if (reply !== 'LOST' && !isOpen(reply)) return this.settled(recorded, reply);
      if (reply !== 'LOST' && !reply.ok && reply.error.code === 'INTERNAL') {
        this.internal.push({ action: recorded.action, error: reply.error });
      }
      if (this.stopped) return;
      lost = reply === 'LOST' ? lost + 1 : 0;
      if (lost === MOST_LOST) throw new Error(`the system died by itself. ${system.said()}`);
      await wait(PAUSE_MS);
    }
  }

  private settled(recorded: Recorded, answer: Answer<unknown>): void {
    this.journal.answered(recorded, answer);
    const task = this.tasks.get(recorded)!;
    this.tasks.delete(recorded);
    if (answer.ok) task.done(answer.data);
    else task.refused();
    if (this.expected && --this.expected.left === 0) this.expected.reached();
  }
}
