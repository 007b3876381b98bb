import { forget, readStored, store } from '../platform/storage';

/** What was typed on a page and not sent: leaving the page keeps it. */
export interface Typed<T> {
  /** What was typed about `of` (a registration as it stood, an organisation); null when nothing was. */
  read(of: string): T | null;
  /** Takes the place of what was typed about anything else. */
  keep(of: string, value: T): void;
  /** It was sent, or decided otherwise. */
  clear(): void;
}

/** One place on the phone for each kind of page; another account on the same phone finds nothing there. */
export function typedOn<T>(page: string): Typed<T> {
  const key = `draft.${page}`;
  return {
    read(of) {
      const kept = readStored<{ of: string; value: T }>(key);
      return kept?.of === of ? kept.value : null;
    },
    keep: (of, value) => store(key, { of, value }),
    clear: () => forget(key),
  };
}
