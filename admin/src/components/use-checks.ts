import { ref } from 'vue';
import type { Ref } from 'vue';
import type { Operation } from '../service/operation';

/**
 * The checks of a form that writes: nothing is said before the first try, and a try with something wrong
 * leads to the first such field. `problems` tells what is wrong by field, in the order of the form.
 */
export function useChecks<F extends string>(
  operation: Pick<Operation<never>, 'fieldError'>,
  problems: () => Partial<Record<F, string>>,
  inputs: Partial<Record<F, Readonly<Ref<{ focus: () => void } | null>>>>,
) {
  const tried = ref(false);

  /** What stands below a field: our own check's text, or else the server's. */
  const textFor = (field: F | (string & {})): string =>
    (tried.value && (problems() as Partial<Record<string, string>>)[field]) ||
    operation.fieldError(field);

  /** Whether the form can be sent. */
  function passes(): boolean {
    tried.value = true;
    const wrong = problems();
    const first = (Object.keys(wrong) as F[]).find((field) => wrong[field]);
    if (first === undefined) return true;
    inputs[first]?.value?.focus();
    return false;
  }

  return { textFor, passes };
}
