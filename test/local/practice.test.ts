import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';

import { mountPractice } from '../../local/practice';

describe('the practice room', () => {
  let app: FastifyInstance;
  let url: string;
  let asked: Promise<string>;
  beforeEach(async () => {
    app = Fastify({ forceCloseConnections: true });
    asked = new Promise((resolve) => mountPractice(app, () => resolve('reset')));
    url = await app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterEach(() => app.close());

  it('leads through the guide’s example', async () => {
    const body = await (await fetch(`${url}/practice`)).text();
    expect(body.match(/type="checkbox"/g)).toHaveLength(9);
    for (const word of ['编号区间范围', '分配', '审核', '回收', '恢复成最初的样子']) {
      expect(body).toContain(word);
    }
  });

  it('goes back to the beginning once its answer has left', async () => {
    const answer = await fetch(`${url}/practice/reset`, {
      method: 'POST',
      headers: { 'x-practice': 'reset' },
    });
    expect(await answer.json()).toEqual({ ok: true });
    expect(await asked).toBe('reset');
  });

  it('is not reset by a form of another site', async () => {
    const answer = await fetch(`${url}/practice/reset`, { method: 'POST' });
    expect(answer.status).toBe(403);
    const later = new Promise((resolve) => setTimeout(() => resolve('nothing'), 300));
    expect(await Promise.race([asked, later])).toBe('nothing');
  });
});
