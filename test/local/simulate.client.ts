import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planOf } from '../../local/simulate/plan';
import { reportOf } from '../../local/simulate/report';
import { simulate } from '../../local/simulate/run';

/** A year of the test in a process that can be killed: `simulate.client.ts DIR MEMBERS`. A few counties stand for all. */
const [dir = '', members = ''] = process.argv.slice(2);
const small = { members: Number(members), counties: 4, isPart: true, clockEveryMonths: 6 };
const outcome = await simulate({ ...planOf(0.01, 11), ...small }, dir, () => undefined);
writeFileSync(join(dir, 'report.json'), JSON.stringify(reportOf(outcome)));
