/** What WXS has and JavaScript has not: handed to the templates. */
export const getRegExp = (pattern: string, flags?: string): RegExp => new RegExp(pattern, flags);

/** Makes a date as WXS does: of now without parameters. */
export const getDate = (...given: [] | [value: number | string]): Date =>
  given.length === 0 ? new Date() : new Date(...given);
