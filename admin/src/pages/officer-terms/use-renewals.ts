import { computed, ref, shallowRef } from 'vue';
import { call, newOpId, refusalOf } from '../../service';
import type { TermRow } from './term-rows';

export type Renewal = { ok: true; to: string } | { ok: false; text: string };

/** Renews the terms of ticked people one by one; each has its own result, and its own operation until it is known. */
export function useRenewals() {
  const ticked = shallowRef(new Map<string, TermRow>());
  const results = shallowRef(new Map<string, Renewal>());
  const running = ref(false);
  const stopping = ref(false);
  const done = ref(0);
  const opIds = new Map<string, string>();
  const renewed = computed(() => [...results.value.values()].filter(({ ok }) => ok).length);

  function tick(row: TermRow, on: boolean): void {
    const next = new Map(ticked.value);
    if (on) next.set(row.key, row);
    else next.delete(row.key);
    ticked.value = next;
  }

  async function renew({ key, organization }: TermRow): Promise<Renewal> {
    const opId = opIds.get(key) ?? newOpId();
    opIds.set(key, opId);
    try {
      const { to } = await call(
        'organization.renew',
        { orgId: organization.id, postId: key },
        { opId },
      );
      opIds.delete(key);
      return { ok: true, to };
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.code !== 'NETWORK' && refusal.code !== 'UNKNOWN') opIds.delete(key);
      return { ok: false, text: refusal.sentence };
    }
  }

  async function run(): Promise<void> {
    running.value = true;
    stopping.value = false;
    done.value = 0;
    results.value = new Map();
    for (const row of ticked.value.values()) {
      if (stopping.value) break;
      const result = await renew(row);
      results.value = new Map(results.value).set(row.key, result);
      done.value += 1;
      if (result.ok) tick(row, false);
    }
    running.value = false;
  }

  function clear(): void {
    ticked.value = new Map();
    results.value = new Map();
  }

  return { ticked, results, renewed, running, stopping, done, tick, run, clear };
}
