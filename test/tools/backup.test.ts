import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import { COLLECTIONS } from '../../cloudfunctions/core/adapters/collections';
import { secretsFrom } from '../../cloudfunctions/core/adapters/secrets';
import type { Secrets } from '../../cloudfunctions/core/ports/secrets';
import { backUp } from '../../tools/backup/backup';
import { BackupError, type Manifest } from '../../tools/backup/manifest';
import { restore } from '../../tools/backup/restore';
import { type ExampleStory, tellExample } from '../support/example-story';
import { startTestCloud, type TestCloud } from '../support/phones';
import { addPerson, applies, plantTree, TREE_0604 } from '../support/tree';

const year = 2020;
const KEYS = {
  DATA_KEYS: JSON.stringify({ k1: Buffer.alloc(32, 1).toString('base64') }),
  DATA_KEY_ID: 'k1',
  HMAC_KEYS: JSON.stringify({ h1: Buffer.alloc(32, 2).toString('base64') }),
  HMAC_KEY_ID: 'h1',
};
/** Node's own readline would take this for the end of a line. */
const STRANGE_NAME = '林\u2028乙“”\\n';

let scratch: string;
let backup: string;
let secrets: Secrets;
let stored: string;
let manifest: Manifest;

const folder = (): string => mkdtempSync(join(scratch, 'backup-'));

/** Every document of every collection, limits included, in the order of ids; fields in any order. */
async function everything(): Promise<string> {
  const database = cloudDatabase();
  const found: Record<string, unknown> = {};
  for (const { name } of COLLECTIONS) {
    found[name] = await database.find(name, {}, { sort: [['_id', 1]], limit: 1000 });
  }
  return JSON.stringify(found, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** A database that answers this many requests and then never again. */
function dyingAfter(most: number) {
  let requests = 0;
  return cloudDatabase(() => {
    requests += 1;
    if (requests > most) throw new Error('the process ended here');
  });
}

const restored = (from: string, database = cloudDatabase(), keys = secrets) =>
  restore(database, keys, from, () => Date.now());

/** Numbers handed down, given out, taken back and corrected; people who wait, and one with a strange name. */
async function happen(story: ExampleStory): Promise<void> {
  const { test } = story;
  const range = { year, start: '202000012000', end: '202000012999' };
  await test.ok('province', 'numbering.defineRange', range);
  await story.allocate('province', 'P', ['0604', 200]);
  await story.allocate('staff', '0604', ['0604Z', 100], ['0604D', 5]);
  await story.allocate('general', '0604Z', ['0604Z2', 20]);
  const wrong = '202000012000';
  expect(await story.approve('staff', '陈甲')).toMatchObject({ number: wrong });
  await story.approve('staff', '张丁');
  await story.approve('staff', '钱辛');
  const { correctionId } = await story.file(wrong);
  expect((await story.decide(correctionId)).answer.ok).toBe(true);
  expect(await story.approve('staff', '林乙')).toMatchObject({ number: wrong });
  await story.reclaim('general', '0604Z2', 3);
  await applies(test, '何申', '0604Z2');
  await test.database.update('accounts', 'account-何申', { name: STRANGE_NAME });
}

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'numbering-backup-'));
  backup = folder();
  const story = await tellExample(0);
  try {
    await happen(story);
    ({ secrets } = story.test);
    stored = await everything();
    // Every other run ends in the middle of its work, the first of them before it did anything.
    await expect(backUp(dyingAfter(0), backup, 'local', () => Date.now())).rejects.toThrow(
      'ended here',
    );
    await expect(backUp(dyingAfter(9), backup, 'local', () => Date.now())).rejects.toThrow(
      'ended here',
    );
    const half = join(backup, 'organizations.ndjson');
    expect(readFileSync(half, 'utf8')).toContain('0604Z');
    manifest = await backUp(cloudDatabase(), backup, 'local', () => Date.now());
  } finally {
    await story.close();
  }
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('a backup', () => {
  it('has every document of every collection, and says what it has', () => {
    const all = JSON.parse(stored) as Record<string, unknown[]>;
    const counts = Object.entries(manifest.collections).map(([name, { documents }]) => [
      name,
      documents,
    ]);
    expect(Object.fromEntries(counts)).toEqual(
      Object.fromEntries(Object.entries(all).map(([name, documents]) => [name, documents.length])),
    );
    expect(manifest).toMatchObject({ format: 1, environment: 'local', changedMeanwhile: 0 });
    expect(manifest.finishedAt).not.toBeNull();
    const { members, journal, corrections } = manifest.collections;
    for (const part of [members, journal, corrections]) expect(part!.documents).toBeGreaterThan(0);
  });

  it('can be read by its owner only', () => {
    for (const file of ['manifest.json', 'members.ndjson']) {
      expect(statSync(join(backup, file)).mode & 0o077).toBe(0);
    }
  });
});

/** Copies the backup and changes the copy. */
function changed(change: (copy: string) => void): string {
  const copy = folder();
  cpSync(backup, copy, { recursive: true });
  change(copy);
  return copy;
}

const told = (copy: string): Manifest =>
  JSON.parse(readFileSync(join(copy, 'manifest.json'), 'utf8')) as Manifest;
const tell = (copy: string, changes: Partial<Manifest>): void =>
  writeFileSync(join(copy, 'manifest.json'), JSON.stringify({ ...told(copy), ...changes }));

describe('a backup that was interrupted', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
  });
  afterAll(() => test.close());

  const lines = (at: string) => readFileSync(join(at, 'organizations.ndjson'), 'utf8').split('\n');
  const again = (at: string, environment = 'local', later = 0) =>
    backUp(cloudDatabase(), at, environment, () => Date.now() + later);

  it('goes on behind the last whole line', async () => {
    const at = folder();
    await again(at);
    const whole = lines(at);
    expect(whole).toHaveLength(12);
    const { organizations: _, ...others } = told(at).collections;
    tell(at, { finishedAt: null, collections: others });
    const text = readFileSync(join(at, 'organizations.ndjson'));
    for (const cut of [0, 1, whole[0]!.length, whole[0]!.length + 1, text.length - 7]) {
      const copy = folder();
      cpSync(at, copy, { recursive: true });
      truncateSync(join(copy, 'organizations.ndjson'), cut);
      await again(copy);
      expect(lines(copy)).toEqual(whole);
    }
  });

  it('is not mixed with another one, nor with one of another day', async () => {
    const at = folder();
    await expect(backUp(dyingAfter(3), at, 'local', () => Date.now())).rejects.toThrow('ended');
    await expect(again(at, 'other')).rejects.toThrow(BackupError);
    await expect(again(at, 'local', 7 * 3_600_000)).rejects.toThrow('6 小时');
    await again(at);
    await expect(again(at)).rejects.toThrow('完整的备份');
    const strange = folder();
    writeFileSync(join(strange, 'letter.txt'), '');
    await expect(again(strange)).rejects.toThrow('空目录');
  });

  it('says how many holdings changed while it was made', async () => {
    await addPerson(test, 'province', 'P');
    const range = { year, start: '202000012000', end: '202000012999' };
    await test.ok('province', 'numbering.defineRange', range);
    const at = folder();
    const items = [{ orgId: '0604', count: 3 }];
    let isMoved = false;
    const { changedMeanwhile } = await backUp(
      {
        ...cloudDatabase(),
        find: async (name, ...rest) => {
          if (name === 'numbers' && !isMoved) {
            isMoved = true;
            await test.ok('province', 'numbering.allocate', { orgId: 'P', year, items });
          }
          return test.database.find(name, ...rest);
        },
      },
      at,
      'local',
      () => Date.now(),
    );
    expect(changedMeanwhile).toBe(2);
    const other = await startTestCloud();
    const { proofs } = await restored(at, cloudDatabase(), test.secrets);
    await other.close();
    expect(proofs[0]!.findings.map(({ orgId }) => orgId)).toEqual(
      expect.arrayContaining(['0604', 'P']),
    );
  });
});

describe('restoring', () => {
  let test: TestCloud;
  beforeEach(async () => {
    // What a killed run leaves open is over soon, and not only after the service's 30 s.
    test = await startTestCloud({ database: { transactionLifeMs: 700 } });
  });
  afterEach(() => test.close());

  it('gives every document back as it was, and proves the numbers', async () => {
    const { proofs } = await restored(backup);
    expect(await everything()).toBe(stored);
    const statement = { free: 997, used: 3, voided: 0, expired: 0 };
    expect(proofs).toEqual([{ year, organizations: 11, statement, findings: [] }]);
    const { state } = await test.ok('province', 'numbering.trace', { number: '202000012000' });
    expect(state).toBe('ASSIGNED');
    await expect(restored(backup)).rejects.toThrow('空环境');
    expect(await everything()).toBe(stored);
  });

  it('that is killed again and again comes to the same', async () => {
    let deathsInside = 0;
    for (let most = 5; ; most += 7) {
      const run = await restored(backup, dyingAfter(most)).catch((error: Error) => error);
      if (!(run instanceof Error)) break;
      expect(run.message).toBe('the process ended here');
      if (await test.database.get('jobs', 'restore')) deathsInside += 1;
      if (deathsInside !== 1) continue;
      // Nobody makes a backup of half a system.
      const half = backUp(cloudDatabase(), folder(), 'local', () => Date.now());
      await expect(half).rejects.toThrow('正在恢复');
    }
    expect(deathsInside).toBeGreaterThan(2);
    expect(await everything()).toBe(stored);
  });

  it('whose answers get lost adds nothing twice', async () => {
    const action = 'database.commitTransaction';
    test.cloud.database.faults.add({ kind: 'drop', action, nth: 2, times: 3 });
    await restored(backup);
    expect(await everything()).toBe(stored);
  });

  it('is refused where anything else is, and changes nothing', async () => {
    await plantTree(test, TREE_0604.slice(0, 1));
    const before = await everything();
    await expect(restored(backup)).rejects.toThrow('organizations 已有数据');
    expect(await everything()).toBe(before);
  });

  it('takes the marks of a timer in an empty system for nothing', async () => {
    const caller = { kind: 'timer', triggerName: 'tick', time: new Date() } as const;
    await test.cloud.invoke({ name: 'clock', caller });
    expect(await test.database.count('jobs', {})).toBeGreaterThan(0);
    await restored(backup);
    expect(await everything()).toBe(stored);
  });

  it('does not mix two backups', async () => {
    await expect(restored(backup, dyingAfter(60))).rejects.toThrow('ended here');
    const other = changed((copy) => tell(copy, { startedAt: '2026-01-01T00:00:00.000Z' }));
    await expect(restored(other)).rejects.toThrow('另一份备份');
  });

  it('notices what was written by others meanwhile', async () => {
    await expect(restored(backup, dyingAfter(60))).rejects.toThrow('ended here');
    await test.database.update('organizations', '0604', { fullName: '别的名字' });
    await expect(restored(backup)).rejects.toThrow('organizations 与备份不一致');
  });

  it.each<[string, string, (copy: string) => void]>([
    ['with a line too many', '不符', (copy) => appendFileSync(join(copy, 'numbers.ndjson'), '{}')],
    ['with a file cut short', '不符', (copy) => truncateSync(join(copy, 'members.ndjson'), 99)],
    ['without a file', '不符', (copy) => rmSync(join(copy, 'journal.ndjson'))],
    ['that was not finished', '没有做完', (copy) => tell(copy, { finishedAt: null })],
    ['without a manifest', '没有备份清单', (copy) => rmSync(join(copy, 'manifest.json'))],
    [
      'with a damaged manifest',
      '损坏',
      (copy) => writeFileSync(join(copy, 'manifest.json'), '{"format":1'),
    ],
    [
      'of a later version',
      '没有',
      (copy) =>
        tell(copy, {
          collections: { ...told(copy).collections, later: { documents: 0, sha256: '' } },
        }),
    ],
  ])('refuses a backup %s', async (_, words, change) => {
    const before = await everything();
    await expect(restored(changed(change))).rejects.toThrow(words);
    expect(await everything()).toBe(before);
  });

  it('refuses keys that cannot read what is restored', async () => {
    const other = secretsFrom(KEYS);
    await expect(restored(backup, cloudDatabase(), other)).rejects.toThrow('不是这份备份的密钥');
    const otherHash: Secrets = { ...secrets, fits: other.fits };
    await expect(restored(backup, cloudDatabase(), otherHash)).rejects.toThrow(BackupError);
    expect(await test.database.count('organizations', {})).toBe(0);
  });
});

describe('npm run backup and restore', () => {
  const run = (tool: string, args: string[], environment: NodeJS.ProcessEnv = process.env) =>
    new Promise<{ code: number | null; output: string }>((resolve) => {
      const command = ['--import', 'tsx', `tools/${tool}.ts`, ...args];
      const child = execFile('node', command, { env: environment }, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, output: stdout + stderr }),
      );
    });

  it('work with the environment of the local cloud, and say what they did', async () => {
    const test = await startTestCloud();
    try {
      await plantTree(test, TREE_0604);
      const to = folder();
      const made = await run('backup', ['--to', to]);
      expect(made).toEqual({ code: 0, output: expect.stringContaining('备份完成：11 条记录') });
      const refused = await run('restore', ['--from', to], { ...process.env, ...KEYS });
      expect(refused).toEqual({ code: 1, output: expect.stringContaining('只能恢复到空环境') });
      await test.database.removeWhere('organizations', { _id: { gt: '' } });
      const back = await run('restore', ['--from', to], { ...process.env, ...KEYS });
      expect(back).toEqual({ code: 0, output: expect.stringContaining('恢复完成') });
      expect(await test.database.count('organizations', {})).toBe(11);
    } finally {
      await test.close();
    }
  });

  it('explain themselves without arguments or credentials', async () => {
    const { PATH } = process.env;
    for (const tool of ['backup', 'restore']) {
      const output: unknown = expect.stringContaining(`npm run ${tool} -- --`);
      expect(await run(tool, [], { PATH })).toEqual({ code: 1, output });
    }
  });
});
