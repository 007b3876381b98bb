import { closeSync, openSync, writeSync } from 'node:fs';
import type { Answer } from '../../typings/api';
import type { Call } from './system';

/** A call as the callers know it: nothing of it is learned from the database. */
export interface Recorded extends Call {
  number: number;
  /** The definite answer; null while nobody knows what became of the call. */
  answer: Answer<unknown> | null;
}

/** What was asked for and what was acknowledged, written down line by line at the moment it happened. */
export class CallJournal {
  readonly calls: Recorded[] = [];
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'a');
  }

  sent(call: Call): Recorded {
    const recorded: Recorded = { ...call, number: this.calls.length, answer: null };
    this.calls.push(recorded);
    this.write({ number: recorded.number, at: Date.now(), ...call });
    return recorded;
  }

  answered(recorded: Recorded, answer: Answer<unknown>): void {
    recorded.answer = answer;
    this.write({ number: recorded.number, at: Date.now(), answer });
  }

  /** Calls that nobody knows the outcome of. */
  unsettled(): Recorded[] {
    return this.calls.filter(({ answer }) => answer === null);
  }

  close(): void {
    closeSync(this.file);
  }

  private write(line: object): void {
    writeSync(this.file, `${JSON.stringify(line)}\n`);
  }
}
