import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What lies in the folder of a run. */
const FILES = {
  database: 'database',
  state: 'state.json',
  nextState: 'state.json.new',
  ledger: 'ledger.jsonl',
  report: 'report.json',
};

export const pathIn = (dir: string, what: keyof typeof FILES): string => join(dir, FILES[what]);

/** Removes a run. Throws when the folder holds anything that no run has written. */
export function forgetRun(dir: string): void {
  if (!existsSync(dir)) return;
  const ours = new Set(Object.values(FILES));
  const others = readdirSync(dir).filter((name) => !ours.has(name));
  if (others.length > 0) {
    throw new Error(`${dir} is not the folder of a simulation: choose another with --data`);
  }
  rmSync(dir, { recursive: true });
}

/** Bytes that the files directly in a folder take on the disk. */
export const bytesIn = (dir: string): number =>
  readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).blocks * 512, 0);
