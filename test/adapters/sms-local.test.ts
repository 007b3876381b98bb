import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { localSms } from '../../cloudfunctions/core/adapters/sms-local';
import { SmsError } from '../../cloudfunctions/core/ports/sms';

let server: Server | undefined;
afterEach(() => new Promise((closed) => (server ? server.close(closed) : closed(undefined))));

/** An inbox that answers with this status and keeps what it gets. */
async function inbox(status: number): Promise<{ url: string; received: unknown[] }> {
  const received: unknown[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      received.push(JSON.parse(body));
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/sms`, received };
}

describe('the local carrier', () => {
  it('hands number, code and text to the inbox', async () => {
    const { url, received } = await inbox(200);
    await localSms(url).sendCode('13800000604', '012345');
    expect(received).toEqual([
      { phone: '13800000604', code: '012345', text: expect.stringContaining('012345') },
    ]);
  });

  it('tells when the inbox refused or was not there', async () => {
    const { url } = await inbox(500);
    await expect(localSms(url).sendCode('13800000604', '012345')).rejects.toThrow(SmsError);
    const nobody = localSms('http://127.0.0.1:1/sms');
    await expect(nobody.sendCode('13800000604', '012345')).rejects.toThrow(SmsError);
  });
});
