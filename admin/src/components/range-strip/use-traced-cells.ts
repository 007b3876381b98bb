import { computed, ref, shallowRef, watch } from 'vue';
import type { TracedNumber } from '../../../../typings/api';
import { call } from '../../service';
import { tracedKind } from './strip';
import type { StripCell } from './strip';

/**
 * Single numbers as they really are: the rows of an organisation say no more than which child holds them,
 * so each one shown is looked up. Until then, and if that fails, they look as their row says.
 */
export function useTracedCells(source: { cells: () => StripCell[]; orgId: () => string }) {
  const traced = shallowRef<ReadonlyMap<number, TracedNumber>>(new Map());
  const chosen = ref<number | null>(null);
  const reading = ref(false);
  const key = computed(() =>
    source
      .cells()
      .map(({ number }) => number)
      .join(),
  );

  watch(
    key,
    async (now) => {
      traced.value = new Map();
      chosen.value = null;
      if (!now) return;
      reading.value = true;
      const numbers = now.split(',');
      const found = await call('numbering.traceMany', { numbers }).catch(() => null);
      if (key.value !== now) return;
      reading.value = false;
      if (found) traced.value = new Map(found.items.map((item) => [Number(item.number), item]));
    },
    { immediate: true },
  );

  const cells = computed(() =>
    source.cells().map((cell) => {
      const known = traced.value.get(cell.number);
      return {
        ...cell,
        kind: known ? tracedKind(known, source.orgId()) : cell.kind,
        text: known?.text ?? null,
      };
    }),
  );

  return { cells, traced, chosen, reading };
}
