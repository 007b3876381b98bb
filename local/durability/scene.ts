import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import type { Database } from '../../cloudfunctions/core/ports/database';
import type { Secrets } from '../../cloudfunctions/core/ports/secrets';
import { sdkEnvironment } from '../cloud/functions/environment';
import { randomFrom } from '../random';
import { Callers } from './callers';
import { isFinal, lostCalls, otherAnswers, wrongNumbers, wrongPeople } from './check';
import { CallJournal } from './journal';
import type { System } from './system';
import { Work } from './work';
import { plantWorld, secretsOf } from './world';

/** Where people work while things break. */
export interface Place {
  /** A folder that is made here. */
  dataDir: string;
  /** Where the callers keep what they were told. */
  journalFile: string;
  port: number;
  seed: number;
  /** How many people there are who may register. */
  applicants: number;
}

/** Acknowledged calls that are sent once more by a check. */
const AGAIN = 5;

/** A data folder, the people who work on it, and what they know of it. */
export class Scene {
  readonly secrets: Secrets;
  readonly database: Database = cloudDatabase();
  readonly journal: CallJournal;
  readonly callers: Callers;
  private readonly work: Work;

  private constructor({ dataDir, journalFile, port, seed }: Place) {
    this.secrets = secretsOf(dataDir);
    this.journal = new CallJournal(journalFile);
    this.work = new Work(randomFrom(seed));
    this.callers = new Callers(this.work, this.journal, String(seed));
    // The checks look into the database past the system's own calls.
    Object.assign(process.env, sdkEnvironment(`http://127.0.0.1:${port}/admin`));
  }

  /** Fills the folder. */
  static async plant(place: Place): Promise<Scene> {
    await plantWorld(place.dataDir, place.applicants);
    return new Scene(place);
  }

  /** Hands down the first numbers. */
  async begin(system: System): Promise<void> {
    for (const task of this.work.beginnings()) await this.callers.finish(system, task);
  }

  /**
   * Whatever is wrong, as sentences: with the calls from this one on and the people they were about, or with
   * everything that ever happened. Every call has to be settled.
   */
  async wrongs(system: System, from: number, all: boolean): Promise<string[]> {
    const { people, touched } = this.work;
    const calls = this.journal.calls.slice(all ? 0 : from);
    const about = [...(all ? people.keys() : touched)].flatMap((id) => people.get(id) ?? []);
    touched.clear();
    return [
      ...(await lostCalls(this.database, this.secrets, calls)),
      ...(await wrongPeople(this.database, about)),
      ...(await otherAnswers(system, calls.filter(isFinal).slice(-AGAIN))),
      ...(await wrongNumbers(system, people.values(), all)),
    ];
  }
}
