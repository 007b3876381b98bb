import { NoEnd } from './callers';
import { type Round, runRounds, type RoundsOptions } from './rounds';
import { programsWith } from './scripts';

/** A way in which the engine could be wrong: the rounds have to find it. */
export interface Mutant {
  name: string;
  /** What it does, for the page. */
  what: string;
  /** Which source is changed how when the programs are built. */
  changes: readonly Change[];
}

/** A change of a source, whose text has to be in it once. */
interface Change {
  file: string;
  text: string;
  by: string;
}

/** What became of a mutant. */
export interface Caught {
  mutant: string;
  what: string;
  /** Rounds until the first with a problem, and what the checks said; null when all went well. */
  rounds: number;
  said: string | null;
}

/** Between two flushes of a slow disk: the kill comes within milliseconds, and has to meet it now and then. */
const SLOW_MS = 100;
const PAUSE = `await new Promise((go) => setTimeout(go, ${SLOW_MS}));`;
const COMMIT = {
  file: 'local/cloud/database/engine.ts',
  text: 'await commit(batches.flatMap(({ changes }) => changes));',
};

/** Engines that are wrong, and pass every test that kills nothing. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'two-halves',
    what: 'a commit is written in two halves, one after the other',
    changes: [
      {
        ...COMMIT,
        by: `const all = batches.flatMap(({ changes }) => changes);
        const half = Math.ceil(all.length / 2);
        await commit(all.slice(0, half));
        ${PAUSE}
        await commit(all.slice(half));`,
      },
    ],
  },
  {
    name: 'too-early',
    what: 'a write is acknowledged before it is on the disk',
    changes: [
      { ...COMMIT, by: `${PAUSE} ${COMMIT.text}` },
      {
        file: 'local/cloud/database/transactions.ts',
        text: 'await written;',
        by: 'written.catch(() => undefined);',
      },
      {
        file: 'local/cloud/database/writer.ts',
        text: 'await Promise.all(this.commits);',
        by: 'void Promise.allSettled(this.commits);',
      },
    ],
  },
];

/** A source as a mutant has it. Throws when it is no longer what the mutant was made for. */
export function mutated({ changes }: Mutant, file: string, source: string): string {
  return changes.reduce((text, change) => {
    if (change.file !== file) return text;
    if (text.split(change.text).length !== 2) {
      throw new Error(`once expected in ${file}: ${change.text}`);
    }
    return text.replace(change.text, () => change.by);
  }, source);
}

/** Ends the rounds. */
class Found extends Error {}

/** Rounds with a broken engine until a check finds something, or all of them are over. */
export async function huntMutant(
  mutant: Mutant,
  options: Omit<RoundsOptions, 'tell' | 'programs'>,
  tell: (round: Round) => void = () => undefined,
): Promise<Caught> {
  let rounds = 0;
  let said: string | null = null;
  try {
    await runRounds({
      ...options,
      programs: programsWith(mutant.name, (file, source) => mutated(mutant, file, source)),
      tell(round) {
        tell(round);
        rounds += 1;
        said = round.problems[0] ?? null;
        if (said !== null) throw new Found();
      },
    });
  } catch (reason) {
    if (reason instanceof NoEnd) {
      rounds += 1;
      said = reason.message.trim();
    } else if (!(reason instanceof Found)) throw reason;
  }
  return { mutant: mutant.name, what: mutant.what, rounds, said };
}
