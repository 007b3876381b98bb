import { existsSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { PHONE_FOLDERS, PROBLEMS_FILE } from '../build/folders';
import type { PhoneFolders } from '../build/folders';
import type { Problem } from '../build/problems';
import { CONTENT_POLICY, appPage } from './app-page';
import { deskPage } from './desk-page';
import type { PhonePerson } from './people';
import type { Reloads } from './reloads';

const PICTURES = new Set(['.png', '.jpg', '.jpeg', '.gif', '.svg', '.webp']);

/** What the phone's pages need. */
export interface PhoneSite {
  folders?: PhoneFolders;
  /** People whose phones can be opened; asked for at each request. */
  people(): readonly PhonePerson[];
  /** Tells open pages of new builds; absent when nothing is watched. */
  reloads?: Reloads;
}

const html = (reply: FastifyReply, text: string): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .headers({ 'content-security-policy': CONTENT_POLICY, 'cache-control': 'no-store' })
    .send(text);

function readProblems(out: string): Problem[] {
  const file = join(out, PROBLEMS_FILE);
  if (!existsSync(file)) {
    const text = '还没有构建：请运行 npm run build';
    return [{ severity: 'error', file: out, text }];
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Problem[];
}

/** Mounts the desk with its phones at /phone/, the bare phone at /phone/app, and their files. */
export function mountPhonePages(app: FastifyInstance, site: PhoneSite): void {
  const { app: root, out } = site.folders ?? PHONE_FOLDERS;
  app.get('/phone', (_request, reply) => reply.redirect('/phone/'));
  app.get('/phone/', (_request, reply) => html(reply, deskPage(site.reloads !== undefined)));
  app.get('/phone/people.json', () => site.people());
  app.get('/phone/app', (_request, reply) =>
    html(reply, appPage(readProblems(out), site.reloads !== undefined)),
  );
  app.get('/phone/events', (request, reply) => {
    if (!site.reloads) return reply.code(404).send();
    reply.hijack();
    site.reloads.add(request.raw, reply.raw);
    return reply;
  });
  void app.register(async (scope) => {
    await scope.register(fastifyStatic, { root: resolve(out), prefix: '/phone/assets/' });
  });
  void app.register(async (scope) => {
    await scope.register(fastifyStatic, {
      root: resolve(root),
      prefix: '/phone/files/',
      allowedPath: (path) => PICTURES.has(extname(path)),
    });
  });
}
