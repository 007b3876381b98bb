import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cloud } from '../../../local/cloud/server';
import { fixtureCloud } from './cloud-for-test';

const KB = 1024;

let cloud: Cloud;
beforeAll(async () => {
  cloud = await fixtureCloud();
});
afterAll(() => cloud.close());

const ask = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(`${cloud.url}/api${path}`, init);

const post = (body: string | Uint8Array, type: string): Promise<Response> =>
  ask('/x', { method: 'POST', body, headers: { 'content-type': type } });

interface Echo {
  event: Record<string, unknown> & { headers: Record<string, string>; body: string };
  env: Record<string, string>;
}

describe('requests through HTTP', () => {
  it('become events with lower-case headers, query, cookies and the real address', async () => {
    const response = await ask('/numbers/list?page=2&q=%E5%9B%A2', {
      method: 'PUT',
      body: '{"a":1}',
      headers: {
        'Content-Type': 'application/json',
        Cookie: 'session=abc; other=1',
        'X-Forwarded-For': '203.0.113.9',
      },
    });
    const { event, env } = (await response.json()) as Echo;
    expect(event).toMatchObject({
      path: '/api/numbers/list',
      httpMethod: 'PUT',
      queryStringParameters: { page: '2', q: '团' },
      body: '{"a":1}',
      isBase64Encoded: false,
    });
    expect(event.headers).toMatchObject({
      'content-type': 'application/json',
      cookie: 'session=abc; other=1',
      'x-forwarded-for': '127.0.0.1',
    });
    expect(env).not.toHaveProperty('WX_OPENID');
    expect(env).not.toHaveProperty('WX_CONTEXT_KEYS');
  });

  it('carry other bodies than text as base64', async () => {
    const response = await post(new Uint8Array([0, 255]), 'application/octet-stream');
    const { event } = (await response.json()) as Echo;
    expect(event).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
  });

  it('take text bodies up to 100 KB', async () => {
    expect((await post('x'.repeat(100 * KB), 'text/plain')).status).toBe(200);
    const refused = await post('x'.repeat(100 * KB + 1), 'text/plain');
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ code: 'EXCEED_MAX_PAYLOAD_SIZE' });
  });

  it('take no body over 6 MB', async () => {
    const refused = await post(new Uint8Array(6 * KB * KB + 1), 'application/octet-stream');
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ code: 'EXCEED_MAX_PAYLOAD_SIZE' });
  });
});

describe('answers through HTTP', () => {
  it('pass status, headers and several cookies on', async () => {
    const response = await ask('/x?as=cookies');
    expect(response.status).toBe(201);
    expect(response.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
    expect(await response.text()).toBe('made');
  });

  it('decode base64', async () => {
    const response = await ask('/x?as=binary');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2, 255]);
  });

  it('send text as text and objects as JSON', async () => {
    const text = await ask('/x?as=text');
    expect(text.headers.get('content-type')).toContain('text/plain');
    expect(await text.text()).toBe('你好');
    const object = await ask('/x?as=object');
    expect(object.headers.get('content-type')).toContain('application/json');
    expect(await object.json()).toEqual({ ok: true });
  });

  it('tell of a failed call', async () => {
    const response = await ask('/x?as=throw');
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ code: 'FUNCTIONS_EXECUTE_FAIL' });
  });
});
