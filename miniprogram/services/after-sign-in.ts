let wanted: string | null = null;

/** Where the reader was going when the sign-in came in between; none: the home page. */
export function goAfterSignIn(url: string | null): void {
  wanted = url;
}

/** The page to go on to, once. */
export function takeWanted(): string | null {
  const url = wanted;
  wanted = null;
  return url;
}
