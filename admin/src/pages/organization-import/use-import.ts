import { computed, ref, shallowRef } from 'vue';
import type {
  ImportProblem,
  ImportRow,
  ImportStatus,
  Page,
  UnfinishedImport,
} from '../../../../typings/api';
import { usePageList } from '../../components/use-page-list';
import { call, newOpId, refusalOf } from '../../service';
import type { Refusal } from '../../service';
import { useSession } from '../../stores/session';
import { fingerprintOf, readFile, slicesFrom, SLICE } from './import-table';

/** In their order. */
export const STEPS = ['upload', 'check', 'commit', 'done'] as const;
export type ImportStep = (typeof STEPS)[number];

/**
 * Importing organisations: upload in slices, check, write, each in as many calls as it takes. The server
 * knows what was begun: whoever comes back, on any computer, goes on from there; an upload needs its file again.
 */
export function useImport() {
  const session = useSession();
  const rows = shallowRef<ImportRow[] | null>(null);
  const status = shallowRef<ImportStatus | null>(null);
  const working = ref(false);
  const stopping = ref(false);
  /** The look for something unfinished has come to its end. */
  const ready = ref(false);
  const fileProblem = ref('');
  const problem = shallowRef<Refusal | null>(null);
  /** An upload begun earlier whose file has to be chosen again. */
  const interrupted = shallowRef<UnfinishedImport | null>(null);
  const step = computed<ImportStep>(() => {
    const state = status.value?.state;
    if (!state || state === 'RECEIVING') return 'upload';
    if (state === 'DONE') return 'done';
    return state === 'COMMITTING' ? 'commit' : 'check';
  });

  const problems = usePageList<ImportProblem, Page<ImportProblem>>((cursor) =>
    call('organization.importProblems', { importId: status.value!.importId, cursor }),
  );

  /** Runs one of the long jobs; cancelling lets the call under way end and keeps what is done. */
  async function work(job: () => Promise<unknown>): Promise<void> {
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
    const fingerprint = await fingerprintOf(table.rows);
    const before = interrupted.value;
    if (before && before.fingerprint !== fingerprint) {
      fileProblem.value = `这不是上次没传完的“${before.fileName}”，或内容改动过。请选同一个文件，或点“重新开始”。`;
      return;
    }
    rows.value = table.rows;
    await work(async () => {
      status.value =
        before ??
        (await call(
          'organization.importStart',
          {
            rootId: session.post!.organization.id,
            fileName: file.name.slice(0, 120),
            total: table.rows.length,
            fingerprint,
          },
          { opId: newOpId() },
        ));
      interrupted.value = null;
      await upload();
    });
  }

  async function upload(): Promise<void> {
    const all = rows.value!;
    const { importId, received } = status.value!;
    for (const from of slicesFrom(received, all.length)) {
      if (stopping.value) return;
      status.value = await call(
        'organization.importRows',
        { importId, from, rows: all.slice(from, from + SLICE) },
        { opId: newOpId() },
      );
    }
    await check();
  }

  /** Calls one of the repeated actions until its state says that it is over. */
  async function repeat(
    action: 'organization.importCheck' | 'organization.importCommit',
    over: ReadonlyArray<ImportStatus['state']>,
  ): Promise<void> {
    do {
      status.value = await call(action, { importId: status.value!.importId }, { opId: newOpId() });
    } while (!over.includes(status.value.state) && !stopping.value);
  }

  async function check(): Promise<void> {
    await repeat('organization.importCheck', ['CHECKED', 'BROKEN', 'COMMITTING', 'DONE']);
    if (status.value?.state === 'BROKEN') await problems.restart();
  }

  async function commit(): Promise<void> {
    // A tree changed meanwhile sends the import back to the check.
    await repeat('organization.importCommit', ['DONE', 'BROKEN', 'CHECKING', 'RECEIVING']);
  }

  /** Looks for an import that was not finished: an upload asks for its file, the rest waits for “继续”. */
  async function begin(): Promise<void> {
    try {
      const [found] = (
        await call('organization.imports', { rootId: session.post!.organization.id })
      ).items;
      if (found?.state === 'RECEIVING') interrupted.value = found;
      else if (found) status.value = found;
      if (found?.state === 'BROKEN') await problems.restart();
    } catch (error) {
      problem.value = refusalOf(error);
    } finally {
      ready.value = true;
    }
  }

  /** Goes on after cancelling, a failure, or another visit. */
  async function resume(): Promise<void> {
    if (!status.value) {
      problem.value = null;
      await begin();
    } else if (step.value === 'commit') await work(commit);
    else if (step.value === 'check') await work(check);
    else if (rows.value) await work(upload);
  }

  /** All problems, for the file to download. */
  async function allProblems(): Promise<ImportProblem[]> {
    while (problems.next.value !== null && !problems.problem.value) await problems.more();
    return problems.items.value;
  }

  /** Begins anew; what was not finished is given up, or the next visit would offer it again. */
  async function restart(): Promise<void> {
    const left = status.value ?? interrupted.value;
    if (left && left.state !== 'DONE') {
      const { importId } = left;
      await work(() => call('organization.importDrop', { importId }, { opId: newOpId() }));
      if (problem.value) return;
    }
    rows.value = null;
    status.value = null;
    interrupted.value = null;
    problem.value = null;
    fileProblem.value = '';
  }

  return {
    rows,
    status,
    step,
    working,
    stopping,
    ready,
    fileProblem,
    problem,
    interrupted,
    problems,
    begin,
    take,
    commit: () => work(commit),
    resume,
    allProblems,
    restart,
  };
}
