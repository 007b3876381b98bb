import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { pageOf } from './page';
import { fullPlan, quickPlan } from './plan';
import type { BenchResult } from './result';
import { runBench } from './run';
import { screenOf } from './screen';

/**
 * `npm run bench [-- --quick] [--seed N] [--out FILE]`: measures the engine on the local cloud's database
 * and writes what came of it as JSON. `--write-docs` renders docs/benchmarks.md too; `--from FILE` takes a
 * run made before.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
    from: { type: 'string' },
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

const machineOf = (): BenchResult['machine'] => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${release()} ${arch()}`,
  node: process.version,
  load: loadavg().map((value) => Math.round(value * 100) / 100),
});

/** Makes a run; gives what came of it. */
async function run(isQuick: boolean, seed: number): Promise<BenchResult> {
  const begun = Date.now();
  const begunAt = new Date(begun).toISOString();
  const machine = machineOf();
  const dir = mkdtempSync(join(tmpdir(), 'numbering-bench-'));
  const log = (line: string): void =>
    console.error(`${String(Math.round((Date.now() - begun) / 1000)).padStart(4)} s  ${line}`);
  try {
    const answers = await runBench(isQuick ? quickPlan(seed) : fullPlan(seed), dir, log);
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
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

if (values.from === undefined) {
  const result = await run(values.quick, Number(values.seed));
  const file = values.out ?? join('.data', 'bench', `${result.begunAt.replaceAll(':', '-')}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  show(result);
  console.log(`\n${file}`);
} else {
  show(JSON.parse(readFileSync(values.from, 'utf8')) as BenchResult);
}

function show(result: BenchResult): void {
  console.log(screenOf(result));
  if (!values['write-docs']) return;
  writeFileSync(PAGE, pageOf(result));
  console.log(`\n${PAGE}`);
}
