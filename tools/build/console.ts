import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { PAGE_POLICY } from '../deploy/headers';
import { isUpToDate, writeStamp } from './stamp';

const SOURCE = 'admin';
const OUT = 'dist/admin';

const filesIn = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));

/** The built page carries its own policy, so that it holds wherever the page is served from. */
const policyInPage: Plugin = {
  name: 'policy-in-page',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: PAGE_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

/** Builds the web console into dist/admin; nothing to do without admin/index.html. Returns whether it was stale. */
export async function buildConsole(): Promise<boolean> {
  if (!existsSync(join(SOURCE, 'index.html'))) {
    return false;
  }
  const inputs = [...filesIn(SOURCE), ...filesIn('typings'), 'tools/deploy/headers.ts'];
  if (isUpToDate(OUT, inputs)) {
    return false;
  }
  const startedAt = Date.now();
  // Loaded only here: reading Vite takes longer than finding that there is nothing to build.
  const { build } = await import('vite');
  await build({
    root: SOURCE,
    logLevel: 'warn',
    plugins: [policyInPage],
    build: { outDir: resolve(OUT), emptyOutDir: true },
  });
  writeStamp(OUT, inputs, startedAt);
  return true;
}
