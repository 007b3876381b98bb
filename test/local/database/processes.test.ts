/** Several operating-system processes at one database, and the death of the one that holds it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../../../local/cloud/database';
import { db, pointSdkAt, startCloud } from './cloud';

const dir = mkdtempSync(join(tmpdir(), 'cloud-processes-'));
const children: ChildProcess[] = [];

function run(file: string, ...args: string[]): ChildProcess {
  const path = join('test/local/database', file);
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

async function startServer(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const child = run('cloud.server.ts', folder);
  const [url] = (await once(createInterface(child.stdout!), 'line')) as [string];
  return { child, url };
}

beforeAll(() => pointSdkAt('http://127.0.0.1:9/admin'));
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

describe('two programs', () => {
  it('that raise one counter lose no update', async () => {
    const { child, url } = await startServer(join(dir, 'hammer'));
    pointSdkAt(url);
    await db.collection('counters').add({ data: { _id: 'hot', n: 0 } });
    const clients = [run('hammer.client.ts', url, '200'), run('hammer.client.ts', url, '200')];
    const ends = await Promise.all(clients.map((client) => once(client, 'exit')));
    expect(ends).toEqual([
      [0, null],
      [0, null],
    ]);
    expect((await db.collection('counters').doc('hot').get()).data.n).toBe(400);
    child.kill('SIGKILL');
  });
});

describe('a database killed at any moment', () => {
  it('has every acknowledged transaction and half of none', async () => {
    const folder = join(dir, 'killed');
    const acknowledged: number[] = [];
    let next = 0;
    for (let round = 0; round < 3; round++) {
      const { child, url } = await startServer(folder);
      pointSdkAt(url);
      const goal = acknowledged.length + 300;
      const writePairs = async () => {
        while (next < 1000) {
          const serial = next++;
          const t = await db.startTransaction();
          const pairs = t.collection('pairs');
          await pairs.add({ data: { _id: `${serial}a`, serial: 2 * serial } });
          await pairs.add({ data: { _id: `${serial}b`, serial: 2 * serial + 1 } });
          await t.commit();
          acknowledged.push(serial);
          if (acknowledged.length === goal) child.kill('SIGKILL');
        }
      };
      const ends = await Promise.allSettled(Array.from({ length: 8 }, writePairs));
      expect(ends.every((end) => end.status === 'rejected')).toBe(true);
      expect(acknowledged.length).toBeGreaterThanOrEqual(goal);
    }

    const cloud = await startCloud({
      dir: folder,
      collections: [
        { name: 'pairs', indexes: [{ name: 'serial', keys: [['serial', 1]], unique: true }] },
      ],
    });
    try {
      const there = new Set<string>();
      for (let skip = 0; ; skip += 1000) {
        const { data } = await db
          .collection('pairs')
          .orderBy('serial', 'asc')
          .skip(skip)
          .limit(1000)
          .get();
        for (const row of data) there.add(String(row._id));
        if (data.length < 1000) break;
      }
      expect((await db.collection('pairs').count()).total).toBe(there.size);
      expect(acknowledged.filter((n) => !there.has(`${n}a`) || !there.has(`${n}b`))).toEqual([]);
      const whole = (id: string) =>
        there.has(`${id.slice(0, -1)}a`) && there.has(`${id.slice(0, -1)}b`);
      expect([...there].filter((id) => !whole(id))).toEqual([]);
    } finally {
      await cloud.close();
    }
  });

  it('closed and opened again has everything', async () => {
    const folder = join(dir, 'restart');
    const options = {
      dir: folder,
      collections: [{ name: 'c', indexes: [] }],
      durability: 'nosync' as const,
    };
    const first = await startCloud(options);
    await db.collection('c').add({ data: [{ _id: 1, v: '值' }, { _id: 'x' }] });
    await db.createCollection('later');
    await first.close();
    const second = await startCloud(options);
    expect((await db.collection('c').get()).data).toEqual([{ _id: 1, v: '值' }, { _id: 'x' }]);
    expect((await db.collection('later').count()).total).toBe(0);
    await second.close();
    const third = await openDatabase(options);
    await third.close();
  });
});
