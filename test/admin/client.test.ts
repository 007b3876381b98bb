import { describe, expect, it } from '@jest/globals';
import { createClient, RETRY_PAUSES } from '../../admin/src/service/client';
import { Refusal } from '../../admin/src/service/refusal';
import type { Answer } from '../../typings/api';

type Reply = Answer<unknown> | 'OFFLINE' | number;

function desk(replies: Reply[], post: string | null = 'post-1') {
  const sent: Array<{ url: string; headers: Record<string, string>; body: unknown }> = [];
  const seen = { pauses: [] as number[], answered: 0, signedOut: 0 };
  const call = createClient({
    fetch: async (url, init) => {
      sent.push({
        url,
        headers: init.headers as Record<string, string>,
        body: JSON.parse(String(init.body)),
      });
      const reply = replies.shift() ?? 'OFFLINE';
      if (reply === 'OFFLINE') throw new TypeError('offline');
      if (typeof reply === 'number') return new Response('busy', { status: reply });
      return new Response(JSON.stringify(reply));
    },
    csrf: () => 'token',
    post: () => post,
    answered: () => {
      seen.answered += 1;
    },
    signedOut: () => {
      seen.signedOut += 1;
    },
    pause: async (milliseconds) => {
      seen.pauses.push(milliseconds);
    },
  });
  return { call, sent, seen };
}

const refused = (code: 'BUSY' | 'UNKNOWN' | 'INVALID' | 'UNAUTHENTICATED'): Answer<never> => ({
  ok: false,
  error: { code, message: code },
});
const done = { ok: true as const, data: { message: '回收成功', moved: [] } };
const input = { orgId: 'o', year: 2020 };

describe('the client of the desk', () => {
  it('posts input, acting post and the token against forged requests to the address of the action', async () => {
    const { call, sent } = desk([done]);
    await call('numbering.reclaim', input, { opId: 'op-1' });
    expect(sent).toEqual([
      {
        url: '/api/numbering.reclaim',
        headers: { 'content-type': 'application/json', 'x-csrf': 'token' },
        body: { input, opId: 'op-1', post: 'post-1' },
      },
    ]);
  });

  it('sends no post before anybody is signed in', async () => {
    const { call, sent } = desk([{ ok: true, data: {} }], null);
    await call('account.me', {});
    expect(sent[0]?.body).toEqual({ input: {} });
  });

  it('repeats a write that was busy, unknown or lost under the same opId', async () => {
    const { call, sent, seen } = desk([refused('BUSY'), refused('UNKNOWN'), 'OFFLINE', done]);
    await expect(call('numbering.reclaim', input, { opId: 'op-1' })).resolves.toEqual(done.data);
    expect(sent.map(({ body }) => (body as { opId: string }).opId)).toEqual(Array(4).fill('op-1'));
    expect(seen.pauses).toEqual([...RETRY_PAUSES]);
  });

  it('gives up a write after three repetitions', async () => {
    const { call, sent } = desk([503, 503, 503, 503, done]);
    await expect(call('numbering.reclaim', input, { opId: 'op-1' })).rejects.toMatchObject({
      code: 'NETWORK',
    });
    expect(sent).toHaveLength(4);
  });

  it('does not repeat a read or a refusal that will stay', async () => {
    const read = desk(['OFFLINE', done]);
    await expect(read.call('numbering.overview', input)).rejects.toBeInstanceOf(Refusal);
    expect(read.sent).toHaveLength(1);
    const write = desk([refused('INVALID'), done]);
    await expect(write.call('numbering.reclaim', input, { opId: 'op' })).rejects.toMatchObject({
      code: 'INVALID',
    });
    expect(write.sent).toHaveLength(1);
  });

  it('tells when the session is over, and only then', async () => {
    const { call, seen } = desk([refused('UNAUTHENTICATED'), refused('INVALID')]);
    await expect(call('account.me', {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(call('account.me', {})).rejects.toMatchObject({ code: 'INVALID' });
    expect(seen).toMatchObject({ signedOut: 1, answered: 1 });
  });

  it('takes a page that is not an answer as a failure of the network', async () => {
    const { call } = desk([502]);
    await expect(call('account.me', {})).rejects.toMatchObject({ code: 'NETWORK' });
  });
});
