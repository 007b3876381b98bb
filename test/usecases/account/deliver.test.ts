import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SmsError } from '../../../cloudfunctions/core/ports/sms';
import { deliverQuietly, QUIET_MS } from '../../../cloudfunctions/core/usecases/account/deliver';
import { Browser } from '../../support/browser';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { knownBy } from '../../support/signing-in';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

describe('a code that nobody may learn of', () => {
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const carriers: Array<[string, (() => Promise<void>) | null]> = [
    ['nobody to send to', null],
    ['a carrier that takes it', () => Promise.resolve()],
    ['a carrier that refuses', () => Promise.reject(new SmsError('InsufficientBalance'))],
    ['a carrier that is not set up', () => Promise.reject(new Error('SMS_PROVIDER'))],
    ['a carrier without an answer', () => new Promise(() => undefined)],
  ];

  it.each(carriers)('settles at the same moment: %s', async (_, send) => {
    jest.useFakeTimers();
    jest.spyOn(console, 'warn').mockReturnValue(undefined);
    const settled = jest.fn();
    void deliverQuietly(send).then(settled);
    await jest.advanceTimersByTimeAsync(QUIET_MS - 1);
    expect(settled).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(settled).toHaveBeenCalled();
  });

  it('logs what failed by the carrier’s own code', async () => {
    jest.useFakeTimers();
    const warn = jest.spyOn(console, 'warn').mockReturnValue(undefined);
    void deliverQuietly(() => Promise.reject(new SmsError('InsufficientBalance')));
    await jest.advanceTimersByTimeAsync(QUIET_MS);
    expect(warn.mock.calls).toEqual([['{"sms":"not sent","failed":"InsufficientBalance"}']]);
  });
});

describe('codes for the console while the carrier is in trouble', () => {
  let test: TestCloud;
  let carrier: Server;
  /** Phone numbers the carrier was asked for. */
  const asked: string[] = [];
  const REFUSED = '13600000001';
  const UNANSWERED = '13600000002';
  const STRANGER = '13600000003';

  beforeAll(async () => {
    carrier = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        const { phone } = JSON.parse(body) as { phone: string };
        asked.push(phone);
        if (phone === REFUSED) response.writeHead(503).end();
      });
    });
    await new Promise<void>((resolve) => {
      carrier.listen(0, '127.0.0.1', resolve);
    });
    const { port } = carrier.address() as AddressInfo;
    const functionEnv = { LOCAL_SMS_URL: `http://127.0.0.1:${port}/` };
    test = await startTestCloud({ functionEnv });
    await plantTree(test, TREE_0604);
    await addPerson(test, 'refused', '0604');
    await knownBy(test, 'refused', REFUSED);
    await addPerson(test, 'unanswered', '0605');
    await knownBy(test, 'unanswered', UNANSWERED);
  });
  afterAll(async () => {
    await test.close();
    carrier.closeAllConnections();
    carrier.close();
  });

  it('are answered as for strangers, and counted as not sent', async () => {
    const browser = new Browser(test.cloud.url);
    const toStranger = await browser.call('account.sendCode', { phone: STRANGER });
    expect(toStranger.ok).toBe(true);
    for (const phone of [REFUSED, UNANSWERED]) {
      expect(await browser.call('account.sendCode', { phone })).toEqual(toStranger);
    }
    expect(asked).toEqual([REFUSED, UNANSWERED]);
    const [day] = await test.database.find('metrics', {}, { limit: 1 });
    expect(day?.total).toMatchObject({ notSent: 1 });
  });
});
