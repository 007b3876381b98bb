import { watch } from 'vue';
import type { ActionName, InputOf, OutputOf } from '../../../typings/api';
import type { Operation } from '../service/operation';
import { usePreview } from './use-preview';

/**
 * A write whose effect is shown while its form is filled in: another question is asked anew, and nothing is
 * confirmed but what is shown. `question` and `read` as for usePreview; where `question` gives null the write
 * has no preview.
 */
export function usePreviewedOperation<A extends ActionName, Q, P>(
  operation: Operation<A>,
  question: () => Q | null,
  read: (asked: Q) => Promise<P>,
) {
  const { plan, problem, loading, preview, previewSoon } = usePreview(question, read);
  watch(question, () => {
    operation.clear();
    previewSoon();
  });

  /** Writes what is shown; null when that is not possible now or was refused. */
  async function run(input: InputOf<A>): Promise<OutputOf<A> | null> {
    if (loading.value || (!plan.value && question() !== null)) return null;
    const done = await operation.run(input);
    // Refused because things moved meanwhile: what is confirmed next must be as they are now.
    if (!done && !operation.unknown) void preview();
    return done;
  }

  return { plan, problem, loading, preview, run };
}
