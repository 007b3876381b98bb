import { existsSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { createAppBuilder } from './app-builder';
import type { AppBuild } from './app-builder';
import type { PhoneFolders } from './folders';
import { buildRuntime } from './runtime-bundle';

/** Several files are often saved together. */
const SETTLE_MS = 30;

/** Stops watching. */
export type StopWatching = () => Promise<void>;

/**
 * Builds the app, then again after each change in its folder or in `typings`; `built` is told of each
 * build. Returns when the first one is done.
 */
export async function watchPhone(
  folders: PhoneFolders,
  built: (build: AppBuild) => void,
): Promise<StopWatching> {
  await buildRuntime(folders.out);
  const builder = await createAppBuilder(folders.app, folders.out);
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const run = (): Promise<void> => {
    running = running.then(async () => built(await builder.run()));
    return running;
  };
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), SETTLE_MS);
  };
  const watchers: FSWatcher[] = [folders.app, 'typings']
    .filter((folder) => existsSync(folder))
    .map((folder) => watch(folder, { recursive: true }, changed));
  await run();
  return async () => {
    clearTimeout(timer);
    watchers.forEach((watcher) => watcher.close());
    await running;
    await builder.close();
  };
}
