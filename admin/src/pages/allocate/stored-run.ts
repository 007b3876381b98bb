import type { AllocationRun } from './allocation-run';

/** Where a run is kept: in this browser, for one post, one grantor and one year. */
const keyOf = (postId: string, given: { orgId: string; year: number }): string =>
  `desk.allocation.${postId}.${given.orgId}.${given.year}`;

/** The run that was broken off, null when there is none or it cannot be read. */
export function storedRun(
  postId: string,
  given: { orgId: string; year: number },
): AllocationRun | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(postId, given)) ?? 'null') as AllocationRun | null;
  } catch {
    return null;
  }
}

export function storeRun(postId: string, run: AllocationRun): void {
  localStorage.setItem(keyOf(postId, run), JSON.stringify(run));
}

export function forgetRun(postId: string, given: { orgId: string; year: number }): void {
  localStorage.removeItem(keyOf(postId, given));
}
