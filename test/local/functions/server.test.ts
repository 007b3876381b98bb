import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { emptyDataFolder, lockDataFolder } from '../../../local/cloud/data-folder';
import { localSecrets } from '../../../local/cloud/secrets';
import type { Cloud, CloudOptions } from '../../../local/cloud/server';
import { fixtureCloud, temporaryFolder } from './cloud-for-test';

const folders: string[] = [];
const clouds: Cloud[] = [];

const newFolder = (): string => {
  folders.push(temporaryFolder());
  return folders.at(-1)!;
};
const start = async (options?: Partial<CloudOptions>): Promise<Cloud> => {
  clouds.push(await fixtureCloud(options));
  return clouds.at(-1)!;
};

afterEach(async () => {
  await Promise.all(clouds.splice(0).map((cloud) => cloud.close()));
  folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

describe('data folder', () => {
  it('belongs to one process at a time', async () => {
    const dataDir = newFolder();
    const first = await start({ dataDir });
    await expect(fixtureCloud({ dataDir })).rejects.toThrow(`pid ${process.pid}`);
    expect(() => emptyDataFolder(dataDir)).toThrow('正由另一个进程');
    await first.close();
    await start({ dataDir });
  });

  it('is taken over from a process that was killed', async () => {
    const dataDir = newFolder();
    const victim = spawn(
      process.execPath,
      ['--import', 'tsx', 'test/local/functions/hold-folder.ts', dataDir],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(victim.stdout, 'data');
    expect(() => lockDataFolder(dataDir)).toThrow(`pid ${victim.pid}`);
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    lockDataFolder(dataDir)();
  });

  it('keeps its secrets over a restart, and has others than the next folder', async () => {
    const dataDir = newFolder();
    await (await start({ dataDir })).close();
    const secrets = localSecrets(dataDir);
    await (await start({ dataDir })).close();
    expect(localSecrets(dataDir)).toEqual(secrets);
    expect(localSecrets(newFolder()).HMAC_KEYS).not.toBe(secrets.HMAC_KEYS);
    for (const name of ['DATA', 'HMAC'] as const) {
      const keys = JSON.parse(secrets[`${name}_KEYS`]) as Record<string, string>;
      expect(Buffer.from(keys[secrets[`${name}_KEY_ID`]]!, 'base64')).toHaveLength(32);
    }
  });

  it('is emptied only when it is ours', async () => {
    const foreign = newFolder();
    writeFileSync(join(foreign, 'thesis.txt'), 'years of work');
    expect(() => emptyDataFolder(foreign)).toThrow('不是本系统的数据目录');
    await expect(fixtureCloud({ dataDir: foreign })).rejects.toThrow('不是本系统的数据目录');
    expect(readFileSync(join(foreign, 'thesis.txt'), 'utf8')).toBe('years of work');

    const ours = newFolder();
    lockDataFolder(ours)();
    const before = localSecrets(ours);
    emptyDataFolder(ours);
    expect(localSecrets(ours)).not.toEqual(before);
  });
});

describe('doors', () => {
  it('/healthz says ok once everything is ready, and not before', async () => {
    const during: unknown[] = [];
    const cloud = await start({
      prepare: async ({ url }) => {
        const response = await fetch(`${url}/healthz`);
        during.push(response.status, await response.json());
      },
    });
    expect(during).toEqual([503, { ok: false }]);
    const response = await fetch(`${cloud.url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
  });

  it('/call runs a function for the phone', async () => {
    const { url } = await start();
    const call = (body: object): Promise<Response> =>
      fetch(`${url}/call/probe`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const answer = (await (await call({ openid: 'oOne', data: { a: 1 } })).json()) as {
      result: { event: object; before: { OPENID: string } };
    };
    expect(answer.result.before.OPENID).toBe('oOne');
    expect(answer.result.event).toMatchObject({ a: 1 });
    expect((await call({ data: {} })).status).toBe(400);
  });

  it('/sms keeps the last 50 messages, newest first, and shows text as text', async () => {
    const cloud = await start();
    const send = (message: object): Promise<Response> =>
      fetch(`${cloud.url}/sms`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
      });
    for (let i = 0; i < 51; i += 1) {
      await send({ phone: `1380000${i % 2}`, code: `${100000 + i}`, text: '<b>验证码</b>' });
    }
    expect(cloud.sms.list()).toHaveLength(50);
    expect(cloud.sms.last('13800000')?.code).toBe('100050');
    const json = await fetch(`${cloud.url}/sms.json?phone=13800001`);
    expect(((await json.json()) as Array<{ code: string }>)[0]?.code).toBe('100049');
    const text = await (await fetch(`${cloud.url}/sms`)).text();
    expect(text.indexOf('100050')).toBeLessThan(text.indexOf('100049'));
    expect(text).toContain('&lt;b&gt;');
    expect((await send({ phone: 1 })).status).toBe(400);
  });

  it('/ links to the other doors and to the people it is told of', async () => {
    const cloud = await start();
    cloud.links.push({ title: '省级管理员', note: '13800000000' });
    const text = await (await fetch(cloud.url)).text();
    ['/console/', '/sms', '省级管理员', '13800000000'].forEach((part) =>
      expect(text).toContain(part),
    );
  });
});
