import { machineText } from '../machine';
import { section } from '../bench/page';
import { pathDiagram } from './diagram';
import type { LoadResult, PathResult } from './result';
import type { Compared } from './improvements';
import { loadTables } from './tables';

const ms = (value: number): string => `${Math.round(value * 10) / 10} ms`;

function pathText(path: PathResult): string {
  const database = path.requests.reduce((sum, request) => sum + request.database, 0);
  const held = path.requests.filter(({ part }) => part === 'reads' || part === 'writes').length;
  return `## From the tap to the number

${path.n} approvals on the phone, one after the other: medians. Of ${ms(path.total)}, ${ms(database)} are spent in the database; ${held} of its
answers are held back for 2 ms each, as the local database does with every operation of a transaction (over a real
network each takes longer than that). The rest is the function: the SDK signs, sends and reads ${path.requests.length} requests one
after the other.

${pathDiagram(path)}`;
}

/** Says so where other programs took part of the machine; figures in cores. */
function disturbedText({ actions, machine }: LoadResult): string {
  const all = actions.flatMap(({ steps }) => steps.map(({ cost }) => cost.cores.elsewhere));
  const mean = all.reduce((sum, cores) => sum + cores, 0) / Math.max(1, all.length);
  return mean < 0.1
    ? ''
    : `\n\n**Other programs took ${mean.toFixed(1)} of the ${machine.cores} cores on average**: on a quiet machine more is borne, and waiting is shorter.`;
}

/** docs/load.md of a run, with what other runs tell of the improvements. */
export function loadPage(result: LoadResult, compared: Compared | null): string {
  const { machine, world, command, begunAt, minutes, seed, path } = result;
  const tables = loadTables(result, compared).map(section);
  return `# Load

Written by \`npm run load -- --write-docs\` from the JSON of a run; no figure here is typed by hand.

\`\`\`
npm run load                              everything; JSON below .data/load
npm run load -- --only pass,search        some of it
npm run load -- --from FILE --write-docs  this page, from a run made before; with --before FILE and --after FILE,
                                          several times each, what was improved
\`\`\`

This run: \`${command}\`, seed ${seed}, ${begunAt}, ${minutes} minutes.
${machineText(machine, 'when it began')}. Cloud, functions and the
generator share these cores.

The province: ${world.organizations.toLocaleString('en')} organisations, ${world.members.toLocaleString('en')} members with numbers, ${world.waiting.toLocaleString('en')} people who wait for an approval.${disturbedText(result)}

${tables[0]}

${compared ? `${tables[1]}\n\n${tables[2]}\n` : ''}
${path ? pathText(path) : ''}

${tables.slice(compared ? 3 : 1).join('\n\n')}

## How it is measured

* **Open loop**: people come by chance at a fixed rate (a Poisson process), whatever became of those before them,
  and each one's time counts from the moment at which the person meant to begin. So a system that stands still
  for a second shows as a second for all who came meanwhile (no coordinated omission).
* **What runs**: the local cloud as \`npm run cloud\` starts it (database with every commit flushed, HTTP gateway,
  function workers with the deployed bundles and the unmodified SDK) in a process of its own; the generator in
  another. Phones call \`/call/…\`, the console goes through the gateway with a session cookie.
* A rate is tried for some seconds, then one half as high again, until it is not borne.
* The real service is another machine: a function has up to 1,000 instances of its own there, and a request to the
  database is a trip over the network. What carries over is the number of requests, and which documents
  several people want at the same time.
* Computing of the database's thread is what the system says of that thread; of the functions, the rest of the
  process (garbage collection and flushing included).
`;
}
