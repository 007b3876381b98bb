import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { PendingStatus, ReviewItem } from '../../../typings/api';
import { createBatch } from '../pages/reviews/batch';
import type { Batch } from '../pages/reviews/batch';
import { call, newOpId } from '../service';
import { useSession } from './session';

/** The latest batch of this tab, so that it goes on while its person looks at other pages. */
export const useBatches = defineStore('batches', () => {
  const session = useSession();
  const latest = shallowRef<{ postId: string; batch: Batch } | null>(null);
  /** Only its own: the next person at this machine must not see it. */
  const batch = computed(() =>
    latest.value?.postId === session.post?.id ? (latest.value?.batch ?? null) : null,
  );

  /** Begins to pass these people; nothing else may be running. */
  function begin(people: readonly ReviewItem[], status: PendingStatus, cover: boolean): void {
    const environment = { call, newOpId, now: Date.now };
    const made = createBatch(environment, people, status, cover);
    latest.value = { postId: session.post?.id ?? '', batch: made };
    void made.go();
  }

  return { batch, begin };
});
