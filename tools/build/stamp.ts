import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMPS = 'dist/.stamps';

/** Installed packages all carry the same old file time; only the lock file shows that they changed. */
const ALWAYS_INPUT = ['package-lock.json'];

const signature = (file: string): string | null => {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.mtimeMs}:${stat.size}`;
};

const changedSince = (file: string, time: number): boolean =>
  Math.floor(statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > time;

const stampFile = (output: string): string => join(STAMPS, `${encodeURIComponent(output)}.json`);

/**
 * Notes that `output` (a file or folder that now exists) was made from `inputs`, all of them paths
 * from the project root. An input saved after the build began (`startedAt`, ms) is noted as unknown,
 * so that the next build looks again.
 */
export function writeStamp(output: string, inputs: readonly string[], startedAt: number): void {
  const own = inputs.filter((input) => !input.includes('node_modules'));
  const entries = [...new Set([...ALWAYS_INPUT, ...own])].map((input) => [
    input,
    changedSince(input, startedAt) ? 'changed' : signature(input),
  ]);
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(stampFile(output), JSON.stringify(Object.fromEntries(entries)));
}

/**
 * Whether `output` exists and none of the inputs noted by `writeStamp` changed since. With
 * `currentInputs` (a folder's present files) a file added counts as a change too.
 */
export function isUpToDate(output: string, currentInputs: readonly string[] = []): boolean {
  const file = stampFile(output);
  if (!existsSync(output) || !existsSync(file)) {
    return false;
  }
  const noted = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | null>;
  return (
    currentInputs.every((input) => input in noted) &&
    Object.entries(noted).every(([input, value]) => signature(input) === value)
  );
}
