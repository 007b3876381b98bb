import { computed, ref } from 'vue';
import type { CoverRow } from '../../components/cover-table/cover-row';
import { useCoverTicks } from '../../components/cover-table/use-cover-ticks';
import { SOURCE_WORDS } from '../../format/words';
import { useBatches } from '../../stores/batch';
import { tally } from '../reviews/batch';
import type { BatchLine } from '../reviews/batch';

/** What came of the latest batch, and the ticks of the covers that came with it. */
export function useBatchResult() {
  const batches = useBatches();
  const batch = computed(() => batches.batch);
  const lines = computed(() => batch.value?.lines ?? []);
  const counts = computed(() => tally(lines.value));
  const covers = ref(new Map<string, CoverRow['cover']>());
  const { busy, running, mark } = useCoverTicks((ids, cover) => {
    for (const id of ids) covers.value.set(id, cover);
  });

  /** A passed person as a row to copy from; null when there is no number to write. */
  function rowOf({ person, output }: BatchLine): CoverRow | null {
    if (!output?.memberNumber || output.status !== 'APPROVED') return null;
    const source = output.numberSource;
    const approvedAt = batch.value?.startedAt ?? 0;
    // A number of one's own was compared with the cover before it was passed.
    const kept = source === 'MANUAL' ? { at: approvedAt, by: null } : null;
    return {
      id: person.id,
      name: person.name,
      branch: person.branch.name,
      memberNumber: output.memberNumber,
      source: source ? SOURCE_WORDS[source] : '',
      remaining: output.remaining === null ? '不占名额' : String(output.remaining),
      approvedAt,
      cover: covers.value.has(person.id) ? (covers.value.get(person.id) ?? null) : kept,
    };
  }

  const rows = computed(() => lines.value.flatMap((line) => rowOf(line) ?? []));
  const missing = computed(() => rows.value.filter(({ cover }) => cover === null));
  const drawn = computed(
    () => lines.value.filter(({ output }) => output && output.remaining !== null).length,
  );
  const draws = computed(() => batch.value?.status === 'PENDING_COMMITTEE');

  return { batch, lines, counts, rowOf, rows, missing, drawn, draws, busy, running, mark };
}
