/** A few rounds of `npm run durability`: work by the system's own actions, sudden death, and everything looked at. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runRounds } from '../../local/durability/rounds';

const dir = mkdtempSync(join(tmpdir(), 'durability-'));
const ROUNDS = 8;
/** Nobody else of the tests has this port: the system comes back on the same one. */
const PORT = 46_200 + (process.pid % 1000);

afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a system killed in the middle of its work', () => {
  it('keeps all that was acknowledged, half of nothing, and does each call once', async () => {
    const rounds = await runRounds({
      rounds: ROUNDS,
      seed: 8,
      dataDir: join(dir, 'data'),
      journalFile: join(dir, 'calls.jsonl'),
      port: PORT,
      tell: () => undefined,
    });
    expect(rounds.flatMap(({ problems }) => problems)).toEqual([]);
    expect(rounds).toHaveLength(ROUNDS);
    expect(new Set(rounds.map(({ system, victim }) => `${system} ${victim}`))).toEqual(
      new Set(['APART DATABASE', 'APART WORKER', 'APART ALL', 'WHOLE ALL']),
    );
    expect(rounds.every(({ acknowledged }) => acknowledged > 0)).toBe(true);
    const lines = readFileSync(join(dir, 'calls.jsonl'), 'utf8').trim().split('\n');
    const calls = lines.filter((line) => line.includes('"action"')).length;
    // Every call ends, and its end is written down once.
    expect(lines).toHaveLength(2 * calls);
  }, 300_000);
});
