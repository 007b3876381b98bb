import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { forgetRun, pathIn } from './folder';
import { pageOf } from './page';
import { planOf } from './plan';
import { reportOf } from './report';
import { simulate } from './run';

/**
 * `npm run simulate -- [--scale 0.01] [--seed N] [--data DIR] [--resume] [--write-docs]`: a year of a province on the
 * local cloud's database, with faults, and the proof of its numbers. The report lies in the folder as JSON. Ends with 1
 * when anything does not fit. Without `--resume` it begins anew.
 */
const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '0.01' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string' },
    resume: { type: 'boolean', default: false },
    'write-docs': { type: 'boolean', default: false },
  },
});

// The SDK reads its environment anew for every request, and the real one answers through the system: 5 % of the computing.
process.env = { ...process.env };

const plan = planOf(Number(values.scale), Number(values.seed));
const page = plan.scale === 1 ? 'docs/simulation.md' : `docs/simulation-${plan.scale}.md`;
const dir = values.data ?? join('.data', 'simulate', `scale-${plan.scale}-seed-${plan.seed}`);
const begun = Date.now();
const log = (line: string): void =>
  console.error(`${String(Math.round((Date.now() - begun) / 1000)).padStart(5)} s  ${line}`);

if (!values.resume) forgetRun(dir);
const report = reportOf(await simulate(plan, dir, log));
const file = pathIn(dir, 'report');
writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
const { proof } = report;
console.log(
  `${report.approvals} approvals, ${proof.duplicates.length} duplicates, ${proof.lost.length} lost, ` +
    `${report.errors} errors, ${Math.round(report.seconds / 60)} minutes\n${file}`,
);
if (values['write-docs']) {
  writeFileSync(page, pageOf(report));
  console.log(page);
}
if (!report.isSound) {
  console.error('something does not fit: see proof in the report');
  process.exitCode = 1;
}
