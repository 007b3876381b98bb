import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineOf } from '../machine';
import { randomFrom } from '../random';
import { type FullDisk, runFullDisk } from './disk';
import { type Caught, huntMutant, MUTANTS } from './mutants';
import { pageOf } from './page';
import { runRestarts } from './restart';
import { type DurabilityResult, problemsOf, type Slice } from './result';
import { runRounds, sentenceOf } from './rounds';
import { makeSample, openTorn, TEARS, type TornOutcome } from './torn';

/**
 * `npm run durability [-- --rounds N] [--seed N] [--only rounds|torn|disk|restart|mutants] [--from FILE] [--out FILE]`: what
 * becomes of acknowledged work when processes die, files tear and disks are full; JSON below .data/durability. All parts but `restart`,
 * or one of them; with `--from` they are added to a run made before. `--write-docs` writes docs/durability.md. Ends with 1
 * when anything is wrong. PORT (4620) is the port of the systems that are killed.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    from: { type: 'string' },
    out: { type: 'string' },
    'write-docs': { type: 'boolean', default: false },
  },
});

const PAGE = 'docs/durability.md';
/** About 2 GB, made once and kept. */
const PROVINCE = join('.data', 'durability', 'province');
const TORN_EACH = 50;
const COMMITS = 300;
const DISK_SIZE = '64m';
/** A broken engine that shows nothing in so many rounds is not noticed. */
const MUTANT_ROUNDS = 20;

const seed = Number(values.seed);
const port = Number(process.env.PORT ?? 4620);
const begun = Date.now();
const log = (line: string): void =>
  console.error(`${String(Math.round((Date.now() - begun) / 1000)).padStart(4)} s  ${line}`);
const isWanted = (part: string): boolean =>
  values.only === undefined
    ? values.from === undefined && part !== 'restart'
    : values.only === part;

/** Rounds on a folder of their own; kept as they come, so that a run that is ended early was not in vain. */
async function slice(dir: string): Promise<void> {
  const begunAt = new Date().toISOString();
  const load = loadavg().map((value) => Math.round(value * 100) / 100);
  const made: Slice = { begunAt, seed, minutes: 0, load, rounds: [] };
  result.slices.push(made);
  await runRounds({
    rounds: Number(values.rounds),
    seed,
    dataDir: join(dir, 'rounds'),
    journalFile: join(dir, 'rounds.jsonl'),
    port,
    tell(round) {
      made.rounds.push(round);
      made.minutes = Math.round((Date.now() - begun) / 6000) / 10;
      log(`round ${made.rounds.length}, ${sentenceOf(round)}`);
      keep();
    },
  });
}

async function torn(dir: string): Promise<DurabilityResult['torn']> {
  const random = randomFrom(seed);
  const sample = await makeSample(join(dir, 'sample'), random, COMMITS);
  const outcomes = [];
  for (const tear of TEARS) {
    const count: Partial<Record<TornOutcome, number>> = {};
    for (let i = 0; i < TORN_EACH; i++) {
      const outcome = await openTorn(join(dir, 'torn'), sample, tear, random);
      count[outcome] = (count[outcome] ?? 0) + 1;
    }
    log(`${tear}: ${JSON.stringify(count)}`);
    outcomes.push({ tear, count });
  }
  return { seed, outcomes };
}

/** On a small disk in memory; undefined where none can be mounted. */
async function disk(dir: string): Promise<FullDisk | undefined> {
  const path = join(dir, 'disk');
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_SIZE}`, 'tmpfs', path], {
      stdio: 'pipe',
    });
  } catch {
    log('the full disk is left out: no small disk can be mounted here');
    return undefined;
  }
  try {
    const place = { dataDir: join(path, 'data'), journalFile: join(dir, 'disk.jsonl'), port, seed };
    return await runFullDisk(path, place);
  } finally {
    execFileSync('umount', [path]);
  }
}

async function mutants(dir: string): Promise<Caught[]> {
  const caught = [];
  for (const mutant of MUTANTS) {
    const place = {
      dataDir: join(dir, mutant.name),
      journalFile: join(dir, `${mutant.name}.jsonl`),
    };
    const options = { ...place, rounds: MUTANT_ROUNDS, seed, port };
    log(`${mutant.name}: ${mutant.what}`);
    caught.push(await huntMutant(mutant, options, (round) => log(sentenceOf(round))));
  }
  return caught;
}

const result: DurabilityResult = values.from
  ? (JSON.parse(readFileSync(values.from, 'utf8')) as DurabilityResult)
  : { machine: machineOf(), slices: [] };
const name = `${new Date(begun).toISOString().replaceAll(':', '-')}.json`;
const file = values.out ?? values.from ?? join('.data', 'durability', name);
function keep(): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}

const dir = mkdtempSync(join(tmpdir(), 'numbering-durability-'));
try {
  if (isWanted('torn')) result.torn = await torn(dir);
  if (isWanted('disk')) result.disk = (await disk(dir)) ?? result.disk;
  if (isWanted('rounds')) await slice(dir);
  if (isWanted('mutants')) result.mutants = await mutants(dir);
  if (isWanted('restart')) result.restarts = await runRestarts(PROVINCE, port, log);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
keep();
if (values['write-docs']) writeFileSync(PAGE, pageOf(result));
const problems = problemsOf(result);
console.log(problems.join('\n'));
const count = result.slices.reduce((sum, { rounds }) => sum + rounds.length, 0);
console.log(`${count} rounds, ${problems.length} problems\n${file}`);
process.exit(problems.length > 0 ? 1 : 0);
