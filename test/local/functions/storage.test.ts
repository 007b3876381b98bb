import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sdk from 'wx-server-sdk';
import { sdkEnvironment } from '../../../local/cloud/functions/environment';
import type { Cloud } from '../../../local/cloud/server';
import { fixtureCloud } from './cloud-for-test';

const folder = mkdtempSync(join(tmpdir(), 'storage-'));
let cloud: Cloud;
beforeAll(async () => {
  cloud = await fixtureCloud();
  Object.assign(process.env, sdkEnvironment(`${cloud.url}/admin`));
  sdk.init({ env: 'local' });
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

const upload = async (cloudPath: string, fileContent: unknown): Promise<string> =>
  ((await sdk.uploadFile({ cloudPath, fileContent: fileContent as Buffer })) as { fileID: string })
    .fileID;

const urlOf = async (fileID: string, maxAge = 60) => {
  const answer = await sdk.getTempFileURL({ fileList: [{ fileID, maxAge }] as never });
  return (answer as { fileList: Array<{ status: number; tempFileURL: string }> }).fileList[0]!;
};

describe('storage', () => {
  it('takes bytes and streams, and gives them back', async () => {
    const id = await upload('报表/2026 a.txt', Buffer.from('第一行\n'));
    expect(id).toBe('cloud://local.local/报表/2026 a.txt');
    const { fileContent } = (await sdk.downloadFile({ fileID: id })) as { fileContent: Buffer };
    expect(fileContent.toString()).toBe('第一行\n');
    writeFileSync(join(folder, 'in.txt'), 'second');
    await upload('报表/2026 a.txt', createReadStream(join(folder, 'in.txt')));
    const again = (await sdk.downloadFile({ fileID: id })) as { fileContent: Buffer };
    expect(again.fileContent.toString()).toBe('second');
  });

  it('gives addresses that work for whoever has them, until their time is over', async () => {
    const id = await upload('a/b.bin', Buffer.from([0, 255]));
    const { status, tempFileURL } = await urlOf(id);
    expect(status).toBe(0);
    const answer = await fetch(tempFileURL);
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255]);
    expect((await fetch(tempFileURL.replace(/sign=./, 'sign=x'))).status).toBe(403);
    const over = await urlOf(id, -1);
    expect((await fetch(over.tempFileURL)).status).toBe(403);
  });

  it('deletes, and says which files are not there', async () => {
    const id = await upload('gone.txt', Buffer.from('x'));
    const fileList = [id, 'cloud://other.env/x.txt'];
    const deleted = (await sdk.deleteFile({ fileList })) as { fileList: Array<{ status: number }> };
    expect(deleted.fileList.map(({ status }) => status)).toEqual([0, -503003]);
    expect((await urlOf(id)).status).toBe(-503003);
    await expect(sdk.downloadFile({ fileID: id })).rejects.toMatchObject({
      code: 'STORAGE_FILE_NONEXIST',
    });
  });

  it('takes no file without the signature, no path that leads up, no more than 50 at once', async () => {
    const put = (path: string) =>
      fetch(`${cloud.url}/storage/${path}`, {
        method: 'PUT',
        body: 'x',
        headers: { authorization: 'x' },
      });
    const refused = await put('a.txt');
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('SignatureDoesNotMatch');
    await expect(upload('../up.txt', Buffer.from('x'))).rejects.toThrow('between slashes');
    const fileList = Array.from({ length: 51 }, (_, i) => `cloud://local.local/${i}`);
    await expect(sdk.deleteFile({ fileList })).rejects.toThrow('50');
  });
});
