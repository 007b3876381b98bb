import { setTimeout as wait } from 'node:timers/promises';
import { type Random, randomFrom } from '../random';
import { entriesOf, stored } from './check';
import { wrongRows } from './rows';
import { type Place, Scene } from './scene';
import type { Programs } from './scripts';
import { apartSystem, type Victim, wholeSystem } from './system';
import { databaseDir } from './world';

/** What one round did and found. */
export interface Round {
  /** APART: database and worker are processes of their own; WHOLE: the local cloud with its function workers. */
  system: 'APART' | 'WHOLE';
  victim: Victim;
  /** Calls that were acknowledged before the kill, and those that were under way. */
  acknowledged: number;
  underWay: number;
  /** Of those under way: ended by a living worker by itself when the database was back. */
  resumed: number;
  /** Of the rest: had happened, whole. */
  happened: number;
  /** From the start of the killed database to its first answer; null when it lived. */
  startMs: number | null;
  /** What is wrong, as sentences: none. */
  problems: string[];
}

export interface RoundsOptions extends Omit<Place, 'applicants'> {
  rounds: number;
  /** What is started and killed; the programs as they are when left out. */
  programs?: Programs;
  /** Told of each round when it is over. */
  tell(round: Round): void;
}

const CALLERS = 8;
/** People who may register in a round, at most. */
const APPLICANTS = 60;
/** The kill comes when so many calls were acknowledged at most, and up to so many ms later. */
const KILL = { calls: 50, ms: 40 };
/** So many rounds with the one system, then so many with the other. */
const TURN = { apart: 7, whole: 3 };
/** Everything is looked at after so many rounds, and at the end. */
const ALL_AFTER = 25;

function victimOf(random: Random, system: Round['system']): Victim {
  const roll = random();
  if (system === 'WHOLE') return 'ALL';
  if (roll < 0.55) return 'DATABASE';
  return roll < 0.8 ? 'WORKER' : 'ALL';
}

/** A round in a line, and what is wrong in further ones. */
export const sentenceOf = (round: Round): string =>
  `${round.system} ${round.victim}: ${round.acknowledged} acknowledged, ${round.underWay} under way, ` +
  `${round.resumed} went on, ${round.happened} had happened` +
  round.problems.map((problem) => `\n  ${problem}`).join('');

/** Rounds of work and sudden death on one data folder, which is made here and lives through all of them. */
export async function runRounds({
  rounds,
  tell,
  programs,
  ...place
}: RoundsOptions): Promise<Round[]> {
  const scene = await Scene.plant({ ...place, applicants: rounds * APPLICANTS });
  const { journal, callers, database, secrets } = scene;
  // Apart from what the callers choose, whose order nobody knows: the same seed kills the same.
  const random = randomFrom(place.seed);
  const systems = {
    APART: apartSystem(place.dataDir, place.port, programs),
    WHOLE: wholeSystem(place.dataDir, place.port, programs),
  };

  const oneRound = async (number: number): Promise<Round> => {
    const isApart = number % (TURN.apart + TURN.whole) < TURN.apart;
    const kind = isApart ? 'APART' : 'WHOLE';
    const system = systems[kind];
    const victim = victimOf(random, kind);
    const from = journal.calls.length;
    await systems[isApart ? 'WHOLE' : 'APART'].kill('ALL');
    await system.start();
    if (number === 0) await scene.begin(system);

    const done = callers.run(system, CALLERS);
    // Whoever waits for acknowledged calls is told.
    done.catch(() => undefined);
    await callers.acknowledged(1 + Math.floor(random() * KILL.calls));
    await wait(random() * KILL.ms);
    callers.stop();
    await system.kill(victim);
    const calls = journal.calls.length - from;
    const underWay = journal.unsettled().length;
    // What a living worker has under way goes on as soon as there is a database again.
    const startMs = await system.start();
    await done;

    const lost = journal.unsettled();
    const keys = lost.map((call) => entriesOf(secrets, call));
    const there = await stored(database, 'journal', keys.flat());
    const happened = keys.map((entries) => entries.some((key) => there.has(key)));
    const problems = callers.internal
      .splice(0)
      .map(({ action, error }) => `${action}: ${JSON.stringify(error)}`);
    for (const [i, call] of lost.entries()) {
      await callers.settle(system, call);
      if (happened[i] && !call.answer!.ok) {
        problems.push(`call ${call.number} (${call.action}) had happened and was refused`);
      }
    }
    const all = number === rounds - 1 || (number + 1) % ALL_AFTER === 0;
    problems.push(...(await scene.wrongs(system, from, all)));
    return {
      system: kind,
      victim,
      acknowledged: calls - underWay,
      underWay,
      resumed: underWay - lost.length,
      happened: happened.filter(Boolean).length,
      startMs: victim === 'WORKER' ? null : Math.round(startMs),
      problems,
    };
  };

  const reports: Round[] = [];
  try {
    for (let number = 0; number < rounds; number++) {
      const round = await oneRound(number);
      reports.push(round);
      tell(round);
    }
  } finally {
    await Promise.all(Object.values(systems).map((system) => system.kill('ALL')));
    journal.close();
  }
  reports.at(-1)?.problems.push(...(await wrongRows(databaseDir(place.dataDir))));
  return reports;
}
