/** Half characters and control characters: nobody types them, and not every place they go to can hold them. */
const BROKEN = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/** Marks that turn the direction of writing: they come along when a phone number is copied, and hide what a text says. */
const DIRECTIONS = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Deeper than any input of ours. */
const MOST_DEPTH = 12;

/**
 * The same value with every text in it cleared of marks of direction, and the place of the first text that
 * cannot be taken (`rows.3.name`, empty for the value itself), null when all can. What is nested too deeply
 * cannot be taken either.
 */
export function plainText(
  value: unknown,
  place = '',
  depth = 0,
): { value: unknown; broken: string | null } {
  if (typeof value === 'string') {
    return { value: value.replace(DIRECTIONS, ''), broken: BROKEN.test(value) ? place : null };
  }
  if (typeof value !== 'object' || value === null) return { value, broken: null };
  if (depth > MOST_DEPTH) return { value: null, broken: place };
  let broken: string | null = null;
  const part = (key: string | number, inner: unknown): unknown => {
    const cleared = plainText(inner, place === '' ? String(key) : `${place}.${key}`, depth + 1);
    broken ??= cleared.broken;
    return cleared.value;
  };
  const cleared = Array.isArray(value)
    ? value.map((inner, i) => part(i, inner))
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, part(key, inner)]));
  return { value: cleared, broken };
}
