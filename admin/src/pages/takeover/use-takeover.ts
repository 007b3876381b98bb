import { computed, ref, shallowRef } from 'vue';
import type { TakeoverRow, TakeoverVerdict } from '../../../../typings/api';
import { readCells } from '../../components/table-file/read-cells';
import { call, refusalOf } from '../../service';
import type { Refusal } from '../../service';
import { HEADINGS, readTakeover, sharedLines, sliceOpId, slicesOf } from './takeover-table';

export const STEPS = ['upload', 'check', 'commit', 'done'] as const;
export type TakeoverStep = (typeof STEPS)[number];

type Verdict = TakeoverVerdict<'READY' | 'DONE'>;

/** A row that cannot be taken over, with the reason and what to do. */
export interface TakeoverClash {
  row: TakeoverRow;
  word: string;
  problem: string;
  fix: string;
}

/** Something about a row that can be taken over. */
export interface TakeoverWarning {
  row: TakeoverRow;
  text: string;
}

/**
 * Taking members over at go-live: the file stays in the browser, slices of 200 rows are checked and
 * then written. Writing a file again only writes what is not there yet: after a break choose it once more.
 */
export function useTakeover() {
  const rows = shallowRef<TakeoverRow[]>([]);
  const fileName = ref('');
  const step = ref<TakeoverStep>('upload');
  const fileProblem = ref('');
  const problem = shallowRef<Refusal | null>(null);
  const working = ref(false);
  const stopping = ref(false);
  const checked = ref(0);
  const written = ref(0);
  const verdicts = shallowRef(new Map<number, Verdict>());
  const shared = shallowRef(new Map<number, string>());

  function note(found: readonly Verdict[]): void {
    const next = new Map(verdicts.value);
    for (const verdict of found) next.set(verdict.line, verdict);
    verdicts.value = next;
  }

  async function work(job: () => Promise<void>): Promise<void> {
    working.value = true;
    stopping.value = false;
    problem.value = null;
    try {
      await job();
    } catch (error) {
      problem.value = refusalOf(error);
    } finally {
      working.value = false;
    }
  }

  async function take(file: File): Promise<void> {
    fileProblem.value = '';
    const read = await readCells(file);
    const table = read.ok ? readTakeover(read.cells) : read;
    if (!table.ok) {
      fileProblem.value = table.problem;
      return;
    }
    rows.value = table.rows;
    fileName.value = file.name;
    shared.value = sharedLines(table.rows);
    await check();
  }

  const check = () =>
    work(async () => {
      step.value = 'check';
      checked.value = 0;
      verdicts.value = new Map();
      for (const slice of slicesOf(rows.value)) {
        if (stopping.value) return;
        note((await call('numbering.takeoverCheck', { rows: slice })).rows);
        checked.value += slice.length;
      }
    });

  const ready = computed(() =>
    rows.value.filter(
      ({ line }) => verdicts.value.get(line)?.result === 'READY' && !shared.value.has(line),
    ),
  );

  const commit = () =>
    work(async () => {
      step.value = 'commit';
      written.value = 0;
      for (const slice of slicesOf(ready.value)) {
        const opId = await sliceOpId(slice);
        let left = slice.length;
        while (left > 0) {
          if (stopping.value) return;
          const answer = await call('numbering.takeoverCommit', { rows: slice }, { opId });
          note(answer.rows);
          written.value += left - answer.unfinished.length;
          left = answer.unfinished.length;
        }
      }
      step.value = 'done';
    });

  const count = (result: Verdict['result']) =>
    computed(
      () => [...verdicts.value.values()].filter((verdict) => verdict.result === result).length,
    );

  const clashes = computed<TakeoverClash[]>(() =>
    rows.value.flatMap((row): TakeoverClash[] => {
      const verdict = verdicts.value.get(row.line);
      if (verdict?.result === 'CLASH') {
        return verdict.problems.map(({ column, problem: words, fix }) => ({
          row,
          word: HEADINGS[column],
          problem: words,
          fix,
        }));
      }
      const words = shared.value.get(row.line);
      return words && verdict?.result === 'READY'
        ? [
            {
              row,
              word: '整行',
              problem: words,
              fix: '核对《入团志愿书》封面和身份证件，同一个人只留一行',
            },
          ]
        : [];
    }),
  );

  const warned = computed<TakeoverWarning[]>(() =>
    rows.value.flatMap((row) => {
      const verdict = verdicts.value.get(row.line);
      return verdict && verdict.result !== 'CLASH'
        ? verdict.warnings.map((text) => ({ row, text }))
        : [];
    }),
  );

  function restart(): void {
    rows.value = [];
    verdicts.value = new Map();
    fileName.value = '';
    fileProblem.value = '';
    problem.value = null;
    step.value = 'upload';
  }

  return {
    rows,
    fileName,
    step,
    fileProblem,
    problem,
    working,
    stopping,
    checked,
    written,
    ready,
    done: count('DONE'),
    already: count('ALREADY'),
    clashes,
    warned,
    take,
    check,
    commit,
    restart,
  };
}
