import { quantile } from '../bench/measure';
import { machineText } from '../machine';
import { type DurabilityResult, problemsOf } from './result';
import type { Round } from './rounds';

const row = (cells: ReadonlyArray<string | number>): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: ReadonlyArray<ReadonlyArray<string | number>>) =>
  [row(head), row(head.map((_, c) => (c === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');

const sum = (rounds: readonly Round[], of: (round: Round) => number): number =>
  rounds.reduce((total, round) => total + of(round), 0);

const WHO: ReadonlyArray<readonly [string, (round: Round) => boolean]> = [
  ['the database', ({ victim }) => victim === 'DATABASE'],
  ['a worker', ({ victim }) => victim === 'WORKER'],
  ['both at once', ({ victim, system }) => victim === 'ALL' && system === 'APART'],
  ['the whole local cloud with its function workers', ({ system }) => system === 'WHOLE'],
  ['all rounds', () => true],
];

function roundsTable({ slices }: DurabilityResult): string {
  const all = slices.flatMap(({ rounds }) => rounds);
  const head = [
    'killed',
    'rounds',
    'acknowledged',
    'under way',
    'went on',
    'had happened',
    'wrong',
  ];
  const figures = WHO.map(([who, belongs]) => {
    const rounds = all.filter(belongs);
    return [
      who,
      rounds.length,
      sum(rounds, (round) => round.acknowledged),
      sum(rounds, (round) => round.underWay),
      sum(rounds, (round) => round.resumed),
      sum(rounds, (round) => round.happened),
      sum(rounds, (round) => round.problems.length),
    ];
  });
  return table(head, figures);
}

function startsOf({ slices }: DurabilityResult): string {
  const times = (system: Round['system']): number[] =>
    slices.flatMap(({ rounds }) =>
      rounds.flatMap((round) => (round.system === system ? (round.startMs ?? []) : [])),
    );
  const rows = (['APART', 'WHOLE'] as const).map((system) => {
    const found = times(system);
    const name = system === 'APART' ? 'database alone' : 'whole local cloud';
    return [name, found.length, quantile(found, 0.5), quantile(found, 0.95), Math.max(...found)];
  });
  return table(['start after the kill, ms', 'starts', 'median', 'p95', 'longest'], rows);
}

function tornTable({ torn }: DurabilityResult): string {
  if (!torn) return 'Not run.';
  return table(
    ['the file', 'refused in words', 'everything there', 'without the last commit', 'wrong data'],
    torn.outcomes.map(({ tear, count: { REFUSED, SAME, BEFORE, WRONG } }) => [
      tear,
      ...[REFUSED, SAME, BEFORE, WRONG].map((count) => count ?? 0),
    ]),
  );
}

function diskText({ disk }: DurabilityResult): string {
  if (!disk) return 'Not run: it needs the right to mount a small disk.';
  const refusals = Object.entries(disk.refusals).map(([words, count]) => `* ${count} × ${words}`);
  return `${disk.before} calls acknowledged before, ${disk.whileFull} while the disk was full, ${disk.after} after there was
room again, without a restart. ${disk.reads.answered} of ${disk.reads.asked} reads were answered meanwhile. ${disk.problems.length} problems in
the checks of everything afterwards. What the faces were told of their writes:

${refusals.join('\n')}`;
}

function restartTable({ restarts }: DurabilityResult): string {
  if (!restarts) return 'Not run.';
  const { organizations, given, bytes, afterKill, afterCopy } = restarts;
  const size = (bytes / 2 ** 30).toFixed(2);
  return `${organizations} organisations, ${given} numbers given out, ${size} GB.

${table(
  ['start of the whole local cloud', 'ms, three times'],
  [
    ['after kill -9 while documents were written', afterKill.join(', ')],
    ['of a copy, or after a loss of power: every page is read', afterCopy.join(', ')],
  ],
)}`;
}

function mutantTable({ mutants }: DurabilityResult): string {
  if (!mutants) return 'Not run.';
  return table(
    ['broken so', 'noticed in round', 'what was said first'],
    mutants.map(({ what, rounds, said }) => [
      what,
      said === null ? `not in ${rounds}` : String(rounds),
      said ?? '–',
    ]),
  );
}

/** docs/durability.md of a result. */
export function pageOf(result: DurabilityResult): string {
  const { machine, slices } = result;
  const count = slices.reduce((total, { rounds }) => total + rounds.length, 0);
  const runs = slices.map(
    ({ seed, rounds, begunAt, minutes, load }) =>
      `* ${rounds.length} rounds, seed ${seed}, ${begunAt}, ${minutes} minutes, load when it began ${load.join(' / ')}`,
  );
  return `# Durability

Written by \`npm run durability -- --write-docs\` from the JSON of its runs; nothing here is typed by hand.

\`\`\`
npm run durability -- --rounds 200           rounds of work and sudden death, torn files, full disk; JSON below .data/durability
npm run durability -- --only rounds --rounds 50 --seed 7 --from FILE     adds rounds on another folder to a run
npm run durability -- --only mutants --from FILE     the rounds with engines that are broken on purpose
npm run durability -- --only restart --from FILE     a province of about 2 GB, started again and again (minutes)
npm run durability -- --from FILE --write-docs       this page from a run made before
\`\`\`

${machineText(machine, 'when the first part began')}.

**${count} rounds, ${problemsOf(result).length} problems.**

${runs.join('\n')}

## Killed at any moment

${roundsTable(result)}

${startsOf(result)}

A round: eight people at work at once by the system's own actions (register, pass, approve one by one and in batches,
return, allocate, reclaim, give back, file and decide corrections) until a random number of calls was acknowledged and a random
few milliseconds passed; then \`kill -9\`. Database and worker are processes of their own in seven rounds of ten; in the
others the whole local cloud with its function workers is one process. The data folder lives through all rounds of a run. The callers write down what
they asked for and what they were told, in a file of their own; the database is not asked.

After the start, before anything else:

* calls under way are looked for in the journal, then sent again with the same operation id until their outcome is known: what had
  happened must be answered as done (*had happened*), what had not happens now, once. Calls that a living worker
  had under way end by themselves when the database is back (*went on*);
* every acknowledged call has its entry in the journal; the last five whose answer is final are sent
  again and must be answered as the first time (whoever was refused within a batch may be passed by then);
* everybody a call was about: status and number as told; the number's document, the member record and the registration agree;
* the system's own proof (\`numbering.reconcile\`): journals replayed to the holdings, both sides of every movement, used numbers ↔
  documents ↔ members; and as many numbers used as the callers were told of, none twice.

Every 25th round, and at the end, all of that is done for everything that ever happened; at the end every row of every index
is compared with its document as well.

## Whether it would be noticed

The same rounds with an engine that is broken on purpose (\`local/durability/mutants.ts\`), until a check finds something.

${mutantTable(result)}

A kill leaves what the system was given to write: nothing here shows what becomes of a commit that was never flushed when the machine loses
its power. That rests on lmdb's flush, which is part of each commit, and on the torn files below.

## What they have found

* The file check refused a whole file after 20 rounds (seed 22 ended there): it compared the numbers in the list of free pages by
  their bytes (shown on whole files of a thousand commits). Looking for it found another one: a large value that a smaller one replaced in the same commit. Both are mended, with
  files of their own in \`test/local/database/lmdb-file.test.ts\` and \`test/local/durability-files.test.ts\`.

## Torn files

${tornTable(result)}

A file with a history of 300 commits, copied and torn at a random place (at a sector of 512 bytes within a page, as a
disk that loses its power leaves it), then opened. *Refused* is a sentence that names the file and tells what to do. lmdb itself
has no mark against torn pages: it maps the file and trusts it. So \`local/cloud/database/file-check.ts\` reads
every page before the engine does: the trees, the list of free pages, and the sums of all entries, which each commit keeps
along. It does so for small files always, for large ones when the machine was started anew, the file is a copy, or it is shorter than it
says: a killed program leaves no torn pages, because the system has what it wrote. Large files that somebody
changed in place since are not looked at.

## Full disk

${diskText(result)}

The database stops writing while there are still 16 MB left, because lmdb 3.5.6 does not survive its own error of a full disk
(the text is longer than the memory it takes for it).

## Start with much data

${restartTable(result)}
`;
}
