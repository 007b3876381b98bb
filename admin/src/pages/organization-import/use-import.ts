import { computed, ref, shallowRef } from 'vue';
import type { ImportProblem, ImportRow, ImportStatus, Page } from '../../../../typings/api';
import { usePageList } from '../../components/use-page-list';
import { useQuery } from '../../components/use-query';
import { call, newOpId, refusalOf } from '../../service';
import type { Refusal } from '../../service';
import { useSession } from '../../stores/session';
import { slicesFrom, SLICE } from './import-table';
import { readFile } from './read-file';

export type ImportStep = 'upload' | 'check' | 'commit' | 'done';

/**
 * Importing organisations: upload in slices, check, write, each in as many calls as it takes. The
 * import's id and how far the upload went are in the address, so that a new visit can go on.
 */
export function useImport() {
  const session = useSession();
  const query = useQuery();
  const rows = shallowRef<ImportRow[] | null>(null);
  const status = shallowRef<ImportStatus | null>(null);
  const working = ref(false);
  const stopping = ref(false);
  const fileProblem = ref('');
  const problem = shallowRef<Refusal | null>(null);
  const importId = computed(() => query.text('importId'));
  /** An upload begun earlier whose file has to be chosen again. */
  const interrupted = computed(() =>
    importId.value && !status.value && query.text('step') === 'upload'
      ? { fileName: query.text('file'), received: Number(query.text('received')) || 0 }
      : null,
  );
  const step = computed<ImportStep>(() => {
    const state = status.value?.state;
    if (!state || state === 'RECEIVING') return 'upload';
    if (state === 'DONE') return 'done';
    return state === 'COMMITTING' ? 'commit' : 'check';
  });

  const problems = usePageList<ImportProblem, Page<ImportProblem>>((cursor) =>
    call('organization.importProblems', { importId: importId.value, cursor }),
  );

  /** Runs one of the long jobs; cancelling lets the call under way end and keeps what is done. */
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
    const table = await readFile(file);
    if (!table.ok) {
      fileProblem.value = table.problem;
      return;
    }
    const before = interrupted.value;
    if (
      before &&
      (before.fileName !== file.name || Number(query.text('total')) !== table.rows.length)
    ) {
      fileProblem.value = `这不是上次没传完的“${before.fileName}”。请选同一个文件，或点“重新开始”。`;
      return;
    }
    rows.value = table.rows;
    await work(async () => {
      if (before) return upload(before.received);
      status.value = await call(
        'organization.importStart',
        {
          rootId: session.post!.organization.id,
          fileName: file.name.slice(0, 120),
          total: table.rows.length,
        },
        { opId: newOpId() },
      );
      await remember('upload', { file: file.name, total: String(table.rows.length) });
      return upload(0);
    });
  }

  const remember = (at: ImportStep, more: Record<string, string> = {}) =>
    query.set({
      importId: status.value?.importId ?? importId.value,
      step: at,
      received: String(status.value?.received ?? ''),
      ...more,
    });

  async function upload(received: number): Promise<void> {
    const all = rows.value!;
    for (const from of slicesFrom(received, all.length)) {
      if (stopping.value) return;
      status.value = await call(
        'organization.importRows',
        { importId: importId.value, from, rows: all.slice(from, from + SLICE) },
        { opId: newOpId() },
      );
      await remember('upload');
    }
    await check();
  }

  /** Calls one of the repeated actions until its state says that it is over. */
  async function repeat(
    action: 'organization.importCheck' | 'organization.importCommit',
    over: ReadonlyArray<ImportStatus['state']>,
  ): Promise<void> {
    do {
      status.value = await call(action, { importId: importId.value }, { opId: newOpId() });
    } while (!over.includes(status.value.state) && !stopping.value);
  }

  async function check(): Promise<void> {
    await remember('check');
    await repeat('organization.importCheck', ['CHECKED', 'BROKEN', 'COMMITTING', 'DONE']);
    if (status.value?.state === 'BROKEN') await problems.restart();
  }

  async function commit(): Promise<void> {
    await remember('commit');
    // A tree changed meanwhile sends the import back to the check.
    await repeat('organization.importCommit', ['DONE', 'BROKEN', 'CHECKING', 'RECEIVING']);
  }

  /** Goes on with an import found in the address, or after cancelling or a failure. */
  async function resume(): Promise<void> {
    const at = status.value ? step.value : query.text('step');
    if (at === 'commit') await work(commit);
    else if (at === 'check') await work(check);
    else if (rows.value && status.value)
      await work(() => upload(Number(query.text('received')) || 0));
  }

  /** All problems, for the file to download. */
  async function allProblems(): Promise<ImportProblem[]> {
    while (problems.next.value !== null && !problems.problem.value) await problems.more();
    return problems.items.value;
  }

  async function restart(): Promise<void> {
    rows.value = null;
    status.value = null;
    problem.value = null;
    fileProblem.value = '';
    await query.set({ importId: '', step: '', received: '', file: '', total: '' });
  }

  return {
    rows,
    status,
    step,
    working,
    stopping,
    fileProblem,
    problem,
    interrupted,
    problems,
    take,
    commit: () => work(commit),
    resume,
    allProblems,
    restart,
  };
}
