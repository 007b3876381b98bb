import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineOf } from '../machine';
import { consoleTables } from './console-table';
import { runConsole } from './console/run';
import { pageOf } from './page';
import { fullPlan, quickPlan } from './plan';
import type { BenchResult } from './result';
import { runBench } from './run';
import { columns, screenOf } from './screen';

/**
 * `npm run bench [-- --quick] [--seed N] [--out FILE]`: measures the engine on the local cloud's database
 * and writes what came of it as JSON. `--write-docs` renders docs/benchmarks.md too; `--from FILE` takes a
 * run made before. `--console` measures the console in Chromium instead, and with `--from` adds that to the
 * run in the file; `--before FILE --after FILE` adds what two other runs of one plan tell of what was improved.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
    from: { type: 'string' },
    before: { type: 'string' },
    after: { type: 'string' },
    console: { type: 'boolean', default: false },
    'write-docs': { type: 'boolean', default: false },
  },
});

const PAGE = 'docs/benchmarks.md';
const PACKAGES = ['wx-server-sdk', 'lmdb', 'mingo', 'fastify'];

const versionOf = (name: string): string =>
  (
    JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')) as {
      version: string;
    }
  ).version;

/** Makes a run; gives what came of it. */
async function run(isQuick: boolean, seed: number): Promise<BenchResult> {
  const begun = Date.now();
  const begunAt = new Date(begun).toISOString();
  const machine = machineOf();
  const answers = await inFolder((dir, log) =>
    runBench(isQuick ? quickPlan(seed) : fullPlan(seed), dir, log),
  );
  return {
    begunAt,
    minutes: Math.round((Date.now() - begun) / 6000) / 10,
    command: `npm run bench${isQuick ? ' -- --quick' : ''}`,
    isQuick,
    seed,
    machine,
    versions: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
    ...answers,
  };
}

/** Works in a folder that is gone afterwards, and tells how far it is. */
async function inFolder<T>(
  work: (dir: string, log: (line: string) => void) => Promise<T>,
): Promise<T> {
  const begun = Date.now();
  const dir = mkdtempSync(join(tmpdir(), 'numbering-bench-'));
  const log = (line: string): void =>
    console.error(`${String(Math.round((Date.now() - begun) / 1000)).padStart(4)} s  ${line}`);
  try {
    return await work(dir, log);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Keeps what came of a measurement; gives the file. */
function keep(begunAt: string, result: unknown): string {
  const file = values.out ?? join('.data', 'bench', `${begunAt.replaceAll(':', '-')}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}

const read = (file: string): BenchResult => JSON.parse(readFileSync(file, 'utf8')) as BenchResult;

const earlier = values.from === undefined ? null : read(values.from);
if (earlier && values.before !== undefined && values.after !== undefined) {
  earlier.compared = { before: read(values.before), after: read(values.after) };
}
if (values.console) {
  const found = await inFolder(runConsole);
  const result = earlier && { ...earlier, console: found };
  const file = keep(found.begunAt, result ?? found);
  if (result) show(result);
  else console.log(consoleTables(found).map(columns).join('\n\n'));
  console.log(`\n${file}`);
} else if (earlier) {
  show(earlier);
} else {
  const result = await run(values.quick, Number(values.seed));
  const file = keep(result.begunAt, result);
  show(result);
  console.log(`\n${file}`);
}

function show(result: BenchResult): void {
  console.log(screenOf(result));
  if (!values['write-docs']) return;
  writeFileSync(PAGE, pageOf(result));
  console.log(`\n${PAGE}`);
}
