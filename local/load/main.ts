import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { columns } from '../bench/screen';
import { loadPage } from './page';
import type { LoadResult } from './result';
import { runLoad } from './run';
import { loadTables } from './tables';

/**
 * `npm run load`: offers the local cloud more and more of each kind of work until it does not bear it any
 * more, and writes what came of it as JSON. `--only pass,search` measures these, `--seconds N` makes longer
 * steps, `--out FILE` names the JSON. `--from FILE` takes a run made before. `--before FILE`, several times, names runs
 * without what was improved, and `--after FILE` more runs with it: they are compared. `--write-docs` renders docs/load.md.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    port: { type: 'string', default: '0' },
    out: { type: 'string' },
    from: { type: 'string' },
    before: { type: 'string', multiple: true, default: [] },
    after: { type: 'string', multiple: true, default: [] },
    'write-docs': { type: 'boolean', default: false },
  },
});

const PAGE = 'docs/load.md';

const read = (file: string): LoadResult => JSON.parse(readFileSync(file, 'utf8')) as LoadResult;

async function run(): Promise<LoadResult> {
  const begun = Date.now();
  const only = values.only.split(',').filter(Boolean);
  const named = values.only === '' ? '' : ` -- --only '${values.only}'`;
  const result = await runLoad(
    {
      seed: Number(values.seed),
      port: Number(values.port),
      size: {
        organizations: 18_762,
        members: 10_000,
        pools: 64,
        waitingPerPool: 140,
        newcomers: 8000,
      },
      only,
      seconds: Number(values.seconds),
      steps: 7,
      factor: 1.6,
      pathCalls: 100,
      profileSeconds: 5,
    },
    `npm run load${named}`,
    (line) =>
      console.error(`${String(Math.round((Date.now() - begun) / 1000)).padStart(4)} s  ${line}`),
  );
  const file = values.out ?? join('.data', 'load', `${result.begunAt.replaceAll(':', '-')}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  console.error(file);
  return result;
}

const result = values.from === undefined ? await run() : read(values.from);
const before = values.before.map(read);
const compared = before.length > 0 ? { before, after: [result, ...values.after.map(read)] } : null;
console.log(loadTables(result, compared).map(columns).join('\n\n'));
if (values['write-docs']) {
  writeFileSync(PAGE, loadPage(result, compared));
  console.log(`\n${PAGE}`);
}
