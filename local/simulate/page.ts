import { machineText } from '../machine';
import type { Report } from './report';
import { MOST_TRIES } from './tasks/registering';

const whole = (value: number): string => Math.round(value).toLocaleString('en-GB');

const brief = (value: number): string =>
  value >= 100 ? whole(value) : String(Number(value.toPrecision(3)));

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

const table = (
  head: readonly string[],
  rows: ReadonlyArray<readonly (string | number)[]>,
): string =>
  [row(head), row(head.map((_, c) => (c === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');

/** Lines of figures by month, as a picture that GitHub draws. */
function chart(
  title: string,
  unit: string,
  months: readonly string[],
  lines: ReadonlyArray<readonly number[]>,
): string {
  const most = Math.max(1, ...lines.flat());
  return [
    '```mermaid',
    'xychart-beta',
    `  title "${title}"`,
    `  x-axis [${months.map((month) => `"${month}"`).join(', ')}]`,
    `  y-axis "${unit}" 0 --> ${Math.ceil(most * 1.1)}`,
    `  bar [${lines[0]!.join(', ')}]`,
    ...lines.slice(1).map((line) => `  line [${line.join(', ')}]`),
    '```',
  ].join('\n');
}

const counts = (record: Record<string, number>): string =>
  Object.entries(record)
    .sort(([, a], [, b]) => b - a)
    .map(([name, n]) => `${name} ${whole(n)}`)
    .join(', ');

/** What was refused of an action, by code. */
function refusals(outcomes: Record<string, number>): string {
  const { OK: _, ...refused } = outcomes;
  return counts(refused) || '–';
}

/** The page of a run: docs/simulation.md of a whole province, docs/simulation-<scale>.md of a part. */
export function pageOf(report: Report): string {
  const { plan, proof, machine, versions } = report;
  // The days of setting up stand in the December before.
  const year = report.months.filter(({ submitted, approved }) => submitted + approved > 0);
  const names = year.map(({ month }) => month.slice(2));
  const packages = Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
  const perSecond = (approvals: number, seconds: number): string =>
    brief(approvals / Math.max(seconds, 0.001));
  const { duplicates, lost, unrecorded, wrongKind } = proof;
  return `# A year of a province, scale ${plan.scale}

Written by \`npm run simulate -- --write-docs\` from the JSON of a run; no figure of it is typed by hand.

\`\`\`
npm run simulate -- --scale 0.1                 a tenth of a province's new members; 0.01 and 1 likewise
npm run simulate -- --scale 0.1 --resume        goes on after an interruption, however it came
npm run simulate -- --scale 0.1 --write-docs    writes this page as well; for a finished run with --resume
npm run simulate -- --seed 7 --data DIR         other people, another folder
\`\`\`

This run: scale ${plan.scale}, seed ${plan.seed}, ${report.writtenAt.slice(0, 16)} UTC${
    report.resumed > 0
      ? `, interrupted and resumed ${report.resumed === 1 ? 'once' : `${report.resumed} times`}`
      : ''
  }.
${machineText(machine, 'at the end')}. ${packages}.

## The result

${table(
  ['', ''],
  [
    ['organisations', whole(report.organizations)],
    ['people who registered', whole(plan.members)],
    ['numbers given', whole(proof.given)],
    ['numbers taken back by corrections', whole(proof.taken)],
    ['**given twice**', `**${whole(duplicates.length)}**`],
    ['**told and lost**', `**${whole(lost.length)}**`],
    ['given, and nobody told', whole(unrecorded.length)],
    ['of the wrong year or kind', whole(wrongKind.length)],
    [
      'member records with a number / people with one by the record',
      `${whole(proof.members)} / ${whole(proof.people)}`,
    ],
    [
      'calls sent again although answered / answered differently',
      `${whole(report.sentTwice)} / ${whole(report.answeredDifferently)}`,
    ],
    ['errors of the system, or something that must not be', whole(report.errors)],
    [
      'people still waiting at the end / given up',
      `${whole(report.stillWaiting)} / ${whole(Object.values(report.stuck).reduce((a, b) => a + b, 0))}`,
    ],
    ['time for the year, minutes', brief(report.seconds / 60)],
    [
      'approvals a second, with all other work: over the year / on the busiest day',
      `${perSecond(report.approvals, report.daySeconds)} / ${perSecond(report.busiest.approvals, report.busiest.seconds)}`,
    ],
    ['requests to the database', whole(report.requests)],
    [
      "peak memory, MB: database process / the functions' process",
      `${whole(report.peakMb.database)} / ${whole(report.peakMb.worker)}`,
    ],
    [
      'database before and after, MB',
      `${whole(report.bytes.before / 2 ** 20)} / ${whole(report.bytes.after / 2 ** 20)}`,
    ],
    ['bytes on disk for each new member', whole(report.bytes.perMember)],
  ],
)}

${table(
  [
    'proof of the journal (`reconcile`, from its first entry)',
    'numbers',
    'used',
    'free',
    'void',
    'expired',
    'findings',
  ],
  proof.reconcile.map((one) => [
    one.year,
    whole(one.total),
    whole(one.used),
    whole(one.free),
    whole(one.voided),
    whole(one.expired),
    one.findings,
  ]),
)}

## The year

Bars: people who registered. Line: numbers given.

${chart('Registrations and numbers by month', 'people', names, [
  year.map(({ submitted }) => submitted),
  year.map(({ approved }) => approved),
])}

Bars: approvals refused because the pool was empty. Line: forms returned to the applicant.

${chart('Refused and returned by month', 'people', names, [
  year.map(({ exhausted }) => exhausted),
  year.map(({ returned }) => returned),
])}

## What was done

Times as the caller waits for them, repeats included, with ${plan.callers.fewest} to ${plan.callers.most} callers at once; the functions' computing time is in them.

${table(
  [
    'action',
    'calls',
    'refused',
    'sent again after BUSY or UNKNOWN',
    'requests a call',
    'p50, ms',
    'p95',
    'p99',
  ],
  report.actions.map((one) => [
    one.action,
    whole(one.calls),
    refusals(one.outcomes),
    whole(one.repeats),
    brief(one.requestsPerCall),
    brief(one.p50),
    brief(one.p95),
    brief(one.p99),
  ]),
)}

Faults injected: ${counts(report.faults)}. A conflict ends a transaction; before and after tell whether what was asked
for had happened when the connection broke; a drop has happened and is not answered.
${
  Object.keys(report.stuck).length > 0
    ? `\nPeople given up after ${MOST_TRIES} refusals in a row: ${counts(report.stuck)}.\n`
    : ''
}
## What the runs have found

* Two people of the first whole year never got a number. Their branch had asked for more and was then moved to another committee:
  the new one was not allowed to answer, the old one could no longer give, and the branch could not ask again. An
  open request goes along now, and one that nobody can fulfil can be rejected
  (\`test/usecases/numbering/requests-moved.test.ts\`).
* The one error of that run was the simulator's: somebody registered from a second phone 2 h 40 min after the first
  registration had been withdrawn, which is allowed; the first could not be sent again then, and the person was given up. The
  simulator knows now; the proof looks at all registrations: of a person's all but one have to be withdrawn.

## How it is done

* **Organisations**: the ${whole(18_762)} of the province's file; in ${plan.counties} counties with ${plan.schoolsPerCounty} generated school(s) each, for the file
  has no general branches: a committee, two general branches, six classes under each, and six new classes in autumn.
* **What is written into the database beforehand**: organisations, and an account without any post for nine phones of ten, which
  have signed in before. Everything else goes through the use cases: the first administrator by the deployer's command,
  ranges, everybody in office appointed by the level above, numbers handed down level by level, every form, review, number,
  correction, and the closing. The tenth phone signs in by SMS code.
* **What runs**: the use cases with their access checks behind the entry's own dispatch, the unmodified wx-server-sdk, HTTP, and the
  local cloud's database in a process of its own, every commit flushed to the disk. The clock of each call is the planned moment
  of the year. The counting of metrics at the entry is not part of it.
* **The plan** follows from the seed: who registers where and when, who is returned, withdraws, keeps a number from before 2020 or from
  another province, tries twice, types a number of a range, gets a wrong number, leaves; which branches get too few numbers and
  which too many, which have no secretary, are moved, give back, or close in July. What nobody can plan, such as who supplies
  whom, is decided in the morning by looking at the pages that people look at, and kept before it is done.
* **Days**: ${
    plan.workEveryDays === 1
      ? 'every day people register and offices work.'
      : `at this scale people register and offices work on one day of ${plan.workEveryDays}, so that there is as much to do at the same time as in a larger province.`
  } Nobody registers after 20 December; reviews go on until the year is closed on 31 January.
* **Every call** is repeated under the same operation id while it is answered BUSY or UNKNOWN; one write in a hundred is sent
  again although it was answered.
* **The clock**: once a week what follows moves and clears away; all of its jobs with the proof of every organisation in the first
  night of every ${plan.clockEveryMonths === 1 ? 'month' : `${plan.clockEveryMonths} months`} and at the end, instead of every ten minutes.
* **The proof**: an append-only file has a line for every number that somebody was told. At the end it is compared with the
  member records (by a hash of the planned person's ID number) and with the documents of the numbers, both ways; years and
  kinds are compared with the plan; nobody has two registrations that stand; and the system proves its own journal from the first entry on.
* **After an interruption** the tasks of the unfinished day are done again under the same operation ids.
  \`test/local/simulate.test.ts\` kills a run on the way and proves the rest.
* Peak memory of the database contains the pages of its file, once for each time that it was mapped while it grew; what is the
  process's own was 0.4 of 0.5 GB when that was looked at, at scale 0.01.
`;
}
