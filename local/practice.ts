import type { FastifyInstance } from 'fastify';
import { practicePage } from './pages/practice-page';

/** The answer to the reset has to leave before the server goes. */
const LEAVE_MS = 100;

/**
 * Mounts the practice room: the tour, and the way back to the first state. Only a page of this very system
 * can ask for it: a header of its own is nothing that a form of another site can send.
 */
export function mountPractice(app: FastifyInstance, reset: () => void): void {
  app.get('/practice', (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(practicePage()),
  );
  app.post('/practice/reset', (request, reply) => {
    if (request.headers['x-practice'] !== 'reset') {
      return reply.code(403).send({ ok: false, message: '请从练习页面恢复。' });
    }
    setTimeout(reset, LEAVE_MS);
    return { ok: true };
  });
}
