import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { httpRequestContext } from '../../local/cloud/functions/environment';
import { Browser } from '../support/browser';
import { startTestCloud, type TestCloud } from '../support/phones';
import { codeFor, forgetLimits, knownBy, signInBrowser } from '../support/signing-in';
import { addPerson, plantTree, TREE_0604 } from '../support/tree';

const PHONE = '13700003333';
const ME = '/api/account.me';
const INPUT = JSON.stringify({ input: {} });

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE_0604);
  await addPerson(test, '苏干事', '0604');
  await knownBy(test, '苏干事', PHONE);
});
afterAll(() => test.close());

describe('the entry of the console', () => {
  it('answers every refusal in Chinese JSON, with a status that says how far it came', async () => {
    const browser = new Browser(test.cloud.url);
    const tries = [
      [await browser.send('/api/nothing.here', INPUT), 404],
      [await browser.send('/api/account.me/more', INPUT), 404],
      [await browser.send('/api/__proto__.constructor', INPUT), 404],
      [await browser.send(ME, undefined, {}, 'GET'), 405],
      [await browser.send(ME, INPUT, {}, 'PUT'), 405],
      [await browser.send(ME, 'not json'), 400],
      [await browser.send(ME, '[1]'), 400],
      [await browser.send(ME, 'null'), 400],
      [await browser.send(ME, INPUT, { 'content-type': 'text/plain' }), 415],
      [await browser.send(ME, INPUT, { origin: 'https://evil.example' }), 403],
      [await browser.send(ME, INPUT), 200],
    ] as const;
    for (const [{ status, headers, answer }, expected] of tries) {
      expect(status).toBe(expected);
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; frame-ancestors 'none'",
      );
      // This machine has no HTTPS to keep to.
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(answer).toMatchObject({
        ok: false,
        error: { message: expect.stringMatching(/[\u4e00-\u9fff]{4}/) },
      });
    }
  });

  it('sets cookies out of reach of scripts and of other sites', async () => {
    await forgetLimits(test);
    const browser = new Browser(test.cloud.url);
    await browser.call('account.sendCode', { phone: PHONE });
    const body = JSON.stringify({ input: { phone: PHONE, code: codeFor(test, PHONE) } });
    const { headers } = await browser.send('/api/account.signIn', body);
    const token = '[0-9A-Za-z_-]{22}';
    const [session, device, csrf, ...more] = headers.getSetCookie();
    expect(session).toMatch(new RegExp(`^session=${token}; Path=/api; HttpOnly; SameSite=Strict$`));
    expect(device).toMatch(
      new RegExp(`^browser=${token}; Path=/api; HttpOnly; SameSite=Strict; Max-Age=31536000$`),
    );
    expect(csrf).toMatch(new RegExp(`^csrf=${token}; Path=/; SameSite=Strict$`));
    expect(more).toEqual([]);
  });

  it('marks its cookies Secure and keeps browsers to HTTPS anywhere but on this machine', async () => {
    await forgetLimits(test);
    await new Browser(test.cloud.url).call('account.sendCode', { phone: PHONE });
    const input = { phone: PHONE, code: codeFor(test, PHONE) };
    const { result } = await test.cloud.invoke({
      name: 'console',
      caller: {
        kind: 'http',
        request: {
          path: '/api/account.signIn',
          httpMethod: 'POST',
          headers: {
            host: 'numbers.example.cn',
            origin: 'https://numbers.example.cn',
            'content-type': 'application/json; charset=utf-8',
          },
          queryStringParameters: {},
          requestContext: httpRequestContext('r-1'),
          body: Buffer.from(JSON.stringify({ input })).toString('base64'),
          isBase64Encoded: true,
        },
      },
    });
    const { headers } = result as {
      headers: { 'set-cookie': string[]; 'strict-transport-security': string };
    };
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    expect(headers['set-cookie']).toHaveLength(3);
    for (const line of headers['set-cookie']) expect(line).toContain('; Secure');
  });

  it('refuses a session without its own CSRF token', async () => {
    const browser = await signInBrowser(test, PHONE);
    const other = await signInBrowser(test, PHONE);
    for (const csrf of [null, '', 'x'.repeat(22), other.cookies.get('csrf') ?? null]) {
      const { answer } = await browser.send(ME, INPUT, { 'x-csrf': csrf });
      expect(answer).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    }
    const { answer } = await browser.send(ME, INPUT);
    expect(answer.ok).toBe(true);
  });

  it('takes calls of other programs with session and token but no origin; signing in needs one', async () => {
    const browser = await signInBrowser(test, PHONE);
    const { answer } = await browser.send(ME, INPUT, { origin: null });
    expect(answer.ok).toBe(true);
    const body = JSON.stringify({ input: { phone: PHONE } });
    const { status } = await browser.send('/api/account.sendCode', body, { origin: null });
    expect(status).toBe(403);
  });

  it('turns callers from the phone away', async () => {
    const { result } = await test.cloud.invoke({
      name: 'console',
      event: { path: ME, httpMethod: 'POST', headers: {}, body: INPUT },
      caller: { kind: 'phone', openid: '苏干事' },
    });
    expect(result).toMatchObject({ statusCode: 403 });
  });

  it('ignores an action named in the body', async () => {
    const browser = await signInBrowser(test, PHONE);
    const body = JSON.stringify({ action: 'account.signOut', input: {}, userInfo: {} });
    const { answer } = await browser.send(ME, body);
    expect(answer).toMatchObject({ ok: true, data: { phone: '137****3333' } });
  });
});
