import { machineText } from '../machine';
import type { Table } from './figures';
import type { BenchResult } from './result';
import { tablesOf } from './tables';
import { targetsOf } from './targets';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A table with its heading, as Markdown. */
export const section = ({ title, text, head, rows }: Table): string =>
  [
    `## ${title}`,
    '',
    ...(text ? [text, ''] : []),
    row(head),
    row(head.map((_, c) => (c === 0 ? '---' : '---:'))),
    ...rows.map(row),
  ].join('\n');

/** docs/benchmarks.md of a run. */
export function pageOf(result: BenchResult): string {
  const { machine, versions, seed, begunAt, minutes, command } = result;
  const packages = Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
  return `# Benchmarks

Written by \`npm run bench -- --write-docs\` from the JSON of a run; nothing here is typed by hand.

\`\`\`
npm run bench                        the whole run; JSON below .data/bench
npm run bench -- --quick             a short one on small data
npm run bench -- --seed 7            other people, the same shape
npm run bench -- --write-docs        writes this page as well
npm run bench -- --from FILE --write-docs    this page from a run made before
npm run bench -- --console --from FILE --write-docs    measures the console in Chromium and adds it to that run
npm run bench -- --from FILE --before FILE --after FILE --write-docs         compares two other runs as well
\`\`\`

This run: \`${command}\`, seed ${seed}, ${begunAt}, ${minutes} minutes.
${machineText(machine, 'when it began')}. ${packages}.

${section(targetsOf(result))}

"No" in the last column is a target that this run missed; a loaded machine shows in the 95th percentiles.

${tablesOf(result).map(section).join('\n\n')}

## How it is measured

* **What runs**: the use cases of \`cloudfunctions/core\` with their adapters, the unmodified wx-server-sdk, HTTP, and
  the local cloud's database on lmdb with every commit flushed to the disk (as \`npm start\` has it). Callers, rules and
  database share one process, so a rule's computing time is never hidden behind a second core. Times on the real
  service are another matter: there every request is a trip over the network, which is why requests are counted.
* The 2 ms for which the local database otherwise holds every operation of a transaction (so that a second one in
  flight is noticed) are off here: rows that are changed outside transactions would not pay them.
* **Data**: made from the seed and written straight into the database's files: tree, holdings and journal by the domain's
  own functions; for each number given out a member with registration, account and journal entry, without the words
  that a search by name looks up. The tree has the same depth at every size; each pool has the same members. Sizes take turns call by call within one run.
* **floor**: the very requests of the system, recorded once and sent again on copies of the documents, with the
  same SDK, the same contention and the same retries, and no rules.
* **row per number**: one document per number with a free flag. Allocation gives rows another holder, 1,000 in a
  request (which no transaction can hold); an approval takes the lowest free row. No rules.
* **gap search**: nothing is kept of what is free; the next number is found by reading the members of the
  interval, as IP-address managers do. No rules.
* Neither design could keep a journal that proves each number without more requests; they are shown at their best.
* After the measuring the numbers of the world are proved (\`reconcile\`): the run fails if anything does not fit.
* No test passes or fails by time. That the requests are the same at two sizes is a test:
  \`test/local/bench/cost-flat.test.ts\`.
`;
}
