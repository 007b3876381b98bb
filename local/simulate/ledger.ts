import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A number somebody was told of, or was told is taken away. */
export interface Fact {
  what: 'GIVEN' | 'TAKEN';
  person: number;
  /** The registration, whose id the member record has. */
  registrationId: string;
  number: string;
  /** DRAWN by the system, KEPT by its member, REPLACED by a correction. */
  how: 'DRAWN' | 'KEPT' | 'REPLACED' | 'RELEASED';
  day: string;
}

/**
 * The simulation's own record: one line for every number, written when the answer has arrived. It knows nothing of
 * the database, so both can be compared. After an interruption the lines of a day may stand there twice.
 */
export class Ledger {
  private readonly file: number;

  constructor(private readonly path: string) {
    // A line that a kill tore in two must not run into the next one.
    const isTorn = existsSync(path) && !/(?:^|\n)$/.test(readFileSync(path, 'utf8').slice(-1));
    this.file = openSync(path, 'a');
    if (isTorn) writeSync(this.file, '\n');
  }

  add(fact: Fact): void {
    writeSync(this.file, `${JSON.stringify(fact)}\n`);
  }

  close(): void {
    closeSync(this.file);
  }

  /** Every fact once, in the order of their first lines; torn lines are left out. */
  facts(): Fact[] {
    const lines = new Set(readFileSync(this.path, 'utf8').split('\n'));
    return [...lines].flatMap((line) => {
      try {
        return [JSON.parse(line) as Fact];
      } catch {
        return [];
      }
    });
  }
}
