/** Width of a letter in em: Han characters and full-width marks 1, digits and Latin letters about half. */
const widthOf = (letter: string): number => (/[\u0020-\u00ff]/.test(letter) ? 0.56 : 1);
/** Of the letters kept, this share stands at the end: that is where siblings differ. */
const TAIL_SHARE = 0.6;

/**
 * A name shortened in its middle to about `share` (0–1) of its width. The last letter always stays.
 */
export function shortenMiddle(name: string, share: number): string {
  const letters = [...name];
  const width = (part: readonly string[]) => part.reduce((sum, letter) => sum + widthOf(letter), 0);
  const room = width(letters) * share - 1;
  for (let kept = letters.length - 1; kept > 1; kept -= 1) {
    const tail = letters.slice(-Math.ceil(kept * TAIL_SHARE));
    const head = letters.slice(0, kept - tail.length);
    if (width(head) + width(tail) <= room) return `${head.join('')}…${tail.join('')}`;
  }
  return `…${letters.at(-1) ?? ''}`;
}

/** `团省委 / 0604团委` */
export function pathText(path: ReadonlyArray<{ name: string }>): string {
  return path.map(({ name }) => name).join(' / ');
}

/** The path above an organisation, whether or not the path given ends with itself. */
export function pathAbove<T extends { id: string }>(path: readonly T[], id: string): T[] {
  return path.filter((organization) => organization.id !== id);
}

/** What tells siblings apart: `0604团支部（1）` below `0604团总支` → `（1）`, otherwise the whole name. */
export function nameWithin(name: string): string {
  const number = /[（(][^（）()]+[）)]\S{0,3}$/.exec(name);
  return number && number[0].length < name.length ? number[0] : name;
}
