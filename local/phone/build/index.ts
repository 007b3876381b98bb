import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isUpToDate, writeStamp } from '../../../tools/build/stamp';
import { createAppBuilder } from './app-builder';
import { PHONE_FOLDERS } from './folders';
import type { PhoneFolders } from './folders';
import { describeProblem } from './problems';
import type { Problem } from './problems';
import { buildRuntime } from './runtime-bundle';

/** The builder's own sources: a change of them is one of the app's build. */
const builderFiles = (): string[] =>
  ['local/phone/build', 'local/phone/shared'].flatMap((folder) =>
    readdirSync(folder).map((file) => join(folder, file)),
  );

const isError = ({ severity }: Problem): boolean => severity === 'error';

/**
 * Builds the mini-program for the browser. What is wrong with it is printed and shown in the page, and
 * makes the next build look again. Returns whether anything was stale.
 */
export async function buildPhone(folders: PhoneFolders = PHONE_FOLDERS): Promise<boolean> {
  const runtime = await buildRuntime(folders.out);
  const mark = join(folders.out, 'bundle.js');
  if (isUpToDate(mark)) return runtime;
  const startedAt = Date.now();
  const builder = await createAppBuilder(folders.app, folders.out);
  try {
    const { problems, inputs } = await builder.run();
    problems.forEach((problem) => console.warn(`小程序：${describeProblem(problem)}`));
    if (!problems.some(isError)) {
      writeStamp(mark, [...inputs, ...builderFiles()], startedAt);
    }
  } finally {
    await builder.close();
  }
  return true;
}
