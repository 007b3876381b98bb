import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const IN_PAGE = /\.\/assets\/([^"]+\.js)"/g;
/** What a built file imports at once; what it loads later stands in `import(…)`. */
const IMPORTS = /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;
const LATER = /import\(["'`]\.\/([^"'`]+\.js)["'`]/g;

const named = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name!);

/**
 * Bytes of script, each file gzipped, that a browser has loaded when it shows one of the built console's
 * pages first: the files that index.html names, those of the given pages, and all they import. Throws
 * Error where index.html leads to no such page.
 */
export function initialScript(dir: string, pages: readonly string[]): number {
  const read = (file: string) => readFileSync(join(dir, 'assets', file), 'utf8');
  const own = named(readFileSync(join(dir, 'index.html'), 'utf8'), IN_PAGE);
  const later = own.flatMap((file) => named(read(file), LATER));
  const left = [...own];
  for (const page of pages) {
    const file = later.find((name) => name.startsWith(`${page}-`));
    if (!file) throw new Error(`${dir} has no page ${page}`);
    left.push(file);
  }
  const seen = new Set<string>();
  let bytes = 0;
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = read(file);
    bytes += gzipSync(text).length;
    left.push(...named(text, IMPORTS));
  }
  return bytes;
}
