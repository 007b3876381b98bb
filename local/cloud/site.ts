import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { SITE_HEADERS } from '../../tools/deploy/headers';
import { messagesPage } from '../pages/messages-page';
import { smsPage } from '../pages/sms-page';
import { consoleMissingPage, startPage } from '../pages/start-page';
import type { StartLink } from '../pages/start-page';
import type { MessageInbox } from './openapi/messages';
import type { SmsInbox } from './sms-inbox';

/** Where `npm run build` puts the web console. */
const CONSOLE_DIR = 'dist/admin';

const html = (reply: FastifyReply, text: string): FastifyReply =>
  reply.type('text/html; charset=utf-8').send(text);

function mountConsole(app: FastifyInstance): void {
  app.get('/console', (_request, reply) => reply.redirect('/console/'));
  if (!existsSync(resolve(CONSOLE_DIR, 'index.html'))) {
    app.get('/console/*', (_request, reply) => html(reply, consoleMissingPage()));
    return;
  }
  // Addresses inside the console stand behind its #: a file that is not there is a 404.
  void app.register(async (scope) => {
    // As its domain is to send them (docs/部署指南.md): what the console may not do shows here first.
    scope.addHook('onSend', async (_request, reply) => {
      void reply.headers(SITE_HEADERS);
    });
    await scope.register(fastifyStatic, { root: resolve(CONSOLE_DIR), prefix: '/console/' });
  });
}

function mountSms(app: FastifyInstance, inbox: SmsInbox): void {
  app.post('/sms', (request, reply) =>
    inbox.receive(request.body)
      ? { ok: true }
      : reply.code(400).send({ ok: false, message: 'expected {phone, code, text}' }),
  );
  app.get('/sms', (_request, reply) => html(reply, smsPage(inbox.list())));
  app.get<{ Querystring: { phone?: string } }>('/sms.json', (request) =>
    inbox.list(request.query.phone),
  );
}

function mountMessages(app: FastifyInstance, inbox: MessageInbox): void {
  app.get('/messages', (_request, reply) => html(reply, messagesPage(inbox.list())));
  app.get<{ Querystring: { openid?: string } }>('/messages.json', (request) =>
    inbox.list(request.query.openid),
  );
}

/** Mounts the pages for people: start page (with `links`), inboxes of SMS and of WeChat's messages, web console. */
export function mountSite(
  app: FastifyInstance,
  { sms, messages }: { sms: SmsInbox; messages: MessageInbox },
  links: () => readonly StartLink[],
): void {
  app.get('/', (_request, reply) => html(reply, startPage(links())));
  mountSms(app, sms);
  mountMessages(app, messages);
  mountConsole(app);
}
