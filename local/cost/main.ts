import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { columns } from '../bench/screen';
import { costPage } from './page';
import type { CostResult, Prices, Usage } from './result';
import { runCost } from './run';
import { costTables } from './tables';

/**
 * `npm run cost`: counts what a member, a day at a desk and the clock cost in requests, time and storage, and
 * works out a year of a province. `--from FILE` takes counts made before, `--out FILE` names where they are
 * kept, `--before FILE` compares with counts from before something was improved, `--write-docs` renders
 * docs/cost.md.
 */
const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    out: { type: 'string' },
    before: { type: 'string' },
    'write-docs': { type: 'boolean', default: false },
  },
});

const PAGE = 'docs/cost.md';

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

async function run(): Promise<CostResult> {
  const plan = { seed: 1, organizations: 400, members: 40 };
  const result = await runCost(plan, 'npm run cost', console.error);
  const file = values.out ?? join('.data', 'cost', `${result.begunAt.replaceAll(':', '-')}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  console.error(file);
  return result;
}

const result = values.from === undefined ? await run() : read<CostResult>(values.from);
const usage = read<Usage>('local/cost/usage.json');
const prices = read<Prices>('local/cost/prices.json');
const before = values.before === undefined ? null : read<CostResult>(values.before);
console.log(costTables(result, usage, prices, before).map(columns).join('\n\n'));
if (values['write-docs']) {
  writeFileSync(PAGE, costPage(result, usage, prices, before));
  console.log(`\n${PAGE}`);
}
