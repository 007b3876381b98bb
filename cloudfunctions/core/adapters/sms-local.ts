import { request } from 'node:http';

import { type Sms, SmsError } from '../ports/sms';

const TIMEOUT_MS = 5000;

const textOf = (code: string): string =>
  `【团员发展编号】您的验证码是${code}，5分钟内有效。如非本人操作，请忽略本短信。`;

/** Sends codes to the inbox page of the local cloud at `url`: no real message leaves the machine. */
export const localSms = (url: string): Sms => ({
  sendCode: (phone, code) =>
    new Promise((resolve, reject) => {
      const failed = (reason: string) => reject(new SmsError(reason));
      const body = JSON.stringify({ phone, code, text: textOf(code) });
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      };
      const sending = request(url, { method: 'POST', timeout: TIMEOUT_MS, headers }, (answer) => {
        answer.resume();
        if (answer.statusCode === 200) resolve();
        else failed(`local inbox answered ${answer.statusCode}`);
      });
      sending.on('timeout', () => sending.destroy(new Error('timed out')));
      sending.on('error', (error) => failed(error.message));
      sending.end(body);
    }),
});
