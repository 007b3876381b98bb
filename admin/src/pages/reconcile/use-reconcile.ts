import { computed, ref, shallowRef, watch } from 'vue';
import type { NightlyProof, ReconcileSlice, Statement } from '../../../../typings/api';
import { call, refusalOf } from '../../service';
import type { Refusal } from '../../service';

type Finding = ReconcileSlice['findings'][number];

/** A proof on demand, as far as it has come. */
export interface ProofRun {
  startedAt: number;
  endedAt: number | null;
  total: number;
  checked: number;
  restless: number;
  statement: Statement;
  findings: Finding[];
}

const NOTHING: Statement = { free: 0, used: 0, voided: 0, expired: 0 };

const add = (a: Statement, b: Statement): Statement => ({
  free: a.free + b.free,
  used: a.used + b.used,
  voided: a.voided + b.voided,
  expired: a.expired + b.expired,
});

export const sumOf = ({ free, used, voided, expired }: Statement): number =>
  free + used + voided + expired;

/** The nightly proof of an organisation and everything below it, and one on demand, slice by slice. */
export function useReconcile(given: { orgId: () => string; year: () => number | null }) {
  const nightly = shallowRef<NightlyProof | null>(null);
  const run = shallowRef<ProofRun | null>(null);
  const running = ref(false);
  const problem = shallowRef<Refusal | null>(null);
  const stopping = ref(false);
  let cursor: string | undefined;

  async function readNightly(): Promise<void> {
    problem.value = null;
    try {
      nightly.value = await call('numbering.proof', { orgId: given.orgId() });
    } catch (error) {
      problem.value = refusalOf(error);
    }
  }

  /** Goes on where it stopped after a lost connection or 停止; `anew` begins from the first organisation. */
  async function prove(full: boolean, anew: boolean): Promise<void> {
    const orgId = given.orgId();
    const year = given.year();
    if (year === null || running.value) return;
    running.value = true;
    stopping.value = false;
    problem.value = null;
    if (anew || !run.value) {
      cursor = undefined;
      run.value = {
        startedAt: Date.now(),
        endedAt: null,
        total: 0,
        checked: 0,
        restless: 0,
        statement: NOTHING,
        findings: [],
      };
    }
    try {
      while (!stopping.value) {
        const slice: ReconcileSlice = await call('numbering.reconcile', {
          orgId,
          year,
          full,
          cursor,
        });
        const before: ProofRun = run.value;
        run.value = {
          ...before,
          total: slice.total,
          checked: before.checked + slice.checked,
          restless: before.restless + slice.restless,
          statement: add(before.statement, slice.statement),
          findings: [...before.findings, ...slice.findings],
          endedAt: slice.next === null ? Date.now() : null,
        };
        if (slice.next === null) break;
        cursor = slice.next;
      }
    } catch (error) {
      problem.value = refusalOf(error);
    } finally {
      running.value = false;
    }
  }

  function stop(): void {
    stopping.value = true;
  }

  watch(
    [given.orgId, given.year],
    () => {
      stop();
      run.value = null;
    },
    { flush: 'sync' },
  );
  watch(given.orgId, readNightly, { immediate: true });

  /** Whether the numbers add up: null while the proof is not finished. */
  const sound = computed(() => {
    if (!run.value?.endedAt) return null;
    return (
      run.value.findings.length === 0 &&
      run.value.restless === 0 &&
      sumOf(run.value.statement) === run.value.total
    );
  });

  return { nightly, run, running, problem, sound, readNightly, prove, stop };
}
