import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the small apps of the tests lie: inside the project, so that packages are found. */
const FOLDER = 'dist/test';

/** Files of an app by path, with their texts. */
export type AppFiles = Record<string, string>;

/** An app in a folder of its own. */
export interface ScratchApp {
  /** Path from the project's root. */
  root: string;
  write(files: AppFiles): void;
  remove(): void;
}

const PAGE: AppFiles = {
  'app.json': '{ "pages": ["p/p"] }',
  'p/p.json': '{}',
  'p/p.wxml': '<view>{{text}}</view>',
  'p/p.ts': 'Component({ data: { text: "" } });',
};

/** Writes an app of one page `p/p` with these files added or changed. */
export function scratchApp(files: AppFiles = {}): ScratchApp {
  mkdirSync(FOLDER, { recursive: true });
  const root = mkdtempSync(join(FOLDER, 'app-'));
  const write = (changed: AppFiles): void => {
    for (const [path, text] of Object.entries(changed)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  };
  write({ ...PAGE, ...files });
  return { root, write, remove: () => rmSync(root, { recursive: true }) };
}
