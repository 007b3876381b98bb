/** What a filter offers, from codes and their words. */
export const choicesOf = <T extends string>(
  words: Readonly<Record<T, string>>,
): Array<{ value: T; text: string }> =>
  (Object.keys(words) as T[]).map((value) => ({ value, text: words[value] }));

/** Years as they are offered: `2020年`. */
export const yearsOf = (years: readonly number[]): Array<{ value: number; text: string }> =>
  years.map((value) => ({ value, text: `${value}年` }));

/** The code among those with words, from the address; undefined for anything else. */
export const known = <T extends string>(
  words: Readonly<Record<T, string>>,
  text: string,
): T | undefined => (Object.keys(words) as T[]).find((value) => value === text);
