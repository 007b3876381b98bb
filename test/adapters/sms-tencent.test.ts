import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';

import { tencentSms, tencentSmsSettings } from '../../cloudfunctions/core/adapters/sms-tencent';
import { SmsError } from '../../cloudfunctions/core/ports/sms';

let server: Server | undefined;
afterEach(() => new Promise((closed) => (server ? server.close(closed) : closed(undefined))));

/** The service's own shape: 200 always, failures inside; keeps what it was asked. */
async function carrier(response: unknown) {
  const asked: Array<{ headers: IncomingHttpHeaders; body: unknown }> = [];
  server = createServer((request, answer) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      asked.push({ headers: request.headers, body: JSON.parse(text) });
      answer.writeHead(200, { 'content-type': 'application/json' });
      answer.end(JSON.stringify({ Response: { RequestId: 'r', ...(response as object) } }));
    });
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const sms = tencentSms({
    secretId: 'id',
    secretKey: 'key',
    appId: '1400000000',
    signName: '团员发展编号',
    templateId: '100001',
    region: 'ap-guangzhou',
    endpoint: { protocol: 'http://', host: `127.0.0.1:${port}` },
  });
  return { sms, asked };
}

const status = (Code: string) => ({
  SendStatusSet: [{ SerialNo: 's', PhoneNumber: '+8613800000604', Fee: 1, Code, Message: '' }],
});

describe('the carrier of Tencent Cloud', () => {
  it('gets the number with its country, the code and its minutes, signed', async () => {
    const { sms, asked } = await carrier(status('Ok'));
    await sms.sendCode('13800000604', '012345');
    expect(asked.map(({ body }) => body)).toEqual([
      {
        SmsSdkAppId: '1400000000',
        SignName: '团员发展编号',
        TemplateId: '100001',
        TemplateParamSet: ['012345', '5'],
        PhoneNumberSet: ['+8613800000604'],
      },
    ]);
    const { headers } = asked[0]!;
    expect(headers['x-tc-action']).toBe('SendSms');
    expect(headers['x-tc-version']).toBe('2021-01-11');
    expect(headers.authorization).toMatch(/^TC3-HMAC-SHA256 Credential=id\//);
  });

  it('has failed when the number failed, although the request was taken', async () => {
    const { sms } = await carrier(status('LimitExceeded.PhoneNumberDailyLimit'));
    await expect(sms.sendCode('13800000604', '012345')).rejects.toThrow(
      new SmsError('LimitExceeded.PhoneNumberDailyLimit'),
    );
  });

  it('has failed when the request was refused', async () => {
    const { sms } = await carrier({
      Error: { Code: 'AuthFailure.SecretIdNotFound', Message: 'no such id' },
    });
    await expect(sms.sendCode('13800000604', '012345')).rejects.toThrow(
      new SmsError('AuthFailure.SecretIdNotFound'),
    );
  });

  it('has failed when nobody answers', async () => {
    const { sms } = await carrier(status('Ok'));
    await new Promise((closed) => server!.close(closed));
    server = undefined;
    await expect(sms.sendCode('13800000604', '012345')).rejects.toThrow(SmsError);
  });
});

describe('its settings', () => {
  it('name everything that is missing', () => {
    expect(() => tencentSmsSettings({ SMS_SECRET_ID: 'id', SMS_APP_ID: '1' })).toThrow(
      'environment variables missing for SMS_PROVIDER=tencent: SMS_SECRET_KEY, SMS_SIGN_NAME, SMS_TEMPLATE_ID',
    );
  });
});
