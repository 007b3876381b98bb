import { rmSync } from 'node:fs';

/** The demos kept for this run are of no use to another: the next one may have other sources. */
export default function globalTeardown(): void {
  const folders = process.env.WALK_FOLDERS;
  if (folders) rmSync(folders, { recursive: true, force: true });
}
