import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { COLLECTIONS } from '../../cloudfunctions/core/adapters/collections';
import type { StartLink } from '../pages/start-page';
import { mountPhonePages } from '../phone/server/mount';
import type { PhoneSite } from '../phone/server/mount';
import type { PhonePerson } from '../phone/server/people';
import { lockDataFolder } from './data-folder';
import { openDatabase } from './database';
import type { CloudDatabase, DatabaseOptions } from './database';
import { mountEndpoint } from './database/endpoint';
import { createHost } from './functions/host';
import type { Host } from './functions/host';
import { LIMITS } from './functions/limits';
import { startTimers } from './functions/timers';
import type { Timers } from './functions/timers';
import type { Invocation, InvocationResult } from './functions/types';
import { mountGateway } from './gateway';
import { openLogFile } from './log-file';
import { createOpenApi, takeForms } from './openapi';
import type { OpenApi } from './openapi';
import { LOCAL_WECHAT } from './openapi/settings';
import { localSecrets } from './secrets';
import { mountSite } from './site';
import { createStorage } from './storage';
import { createSmsInbox } from './sms-inbox';
import type { SmsInbox } from './sms-inbox';
import type { ActionHandler } from './types';

/** The function behind `/api/`. */
const HTTP_FUNCTION = 'console';

/** How the local cloud is started; the defaults suit tests. */
export interface CloudOptions {
  /** Folder of everything that lasts; only one process may use it at a time. */
  dataDir: string;
  /** 0 (default) takes any free port. */
  port?: number;
  /** Address to listen on, 127.0.0.1 by default. */
  host?: string;
  /** Built functions, dist/cloudfunctions by default. */
  functionsDir?: string;
  /** Variables of the functions, over the local secrets. */
  functionEnv?: Record<string, string>;
  /** What the service tolerates but code should not do is an error (default) or a warning: open transactions, queries without index. */
  strict?: boolean;
  /** Added to each request of the database, ms. */
  delayMs?: number;
  /** Whether timers run by themselves; false by default. */
  timers?: boolean;
  /** Settings of the database that the above do not cover. */
  database?: Partial<DatabaseOptions>;
  /** Worker threads at most and calls that may wait for one; the host's own defaults when absent. */
  workers?: number;
  queueLimit?: number;
  /** Which mini-program the phones at /phone/ show, and who tells them of new builds. */
  phone?: Pick<PhoneSite, 'folders' | 'reloads'>;
  /** Adds pages of whoever starts the cloud. */
  mount?: (app: FastifyInstance) => void;
  /** Runs when all is started but before `/healthz` says so: fills new data folders. */
  prepare?: (cloud: Cloud) => Promise<void>;
}

/** The running local cloud. */
export interface Cloud {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url: string;
  port: number;
  database: CloudDatabase;
  host: Host;
  timers: Timers;
  sms: SmsInbox;
  /** WeChat's own servers, with the messages that were sent. */
  openApi: OpenApi;
  /** Lines for the start page, such as people to sign in as; may be changed while running. */
  links: StartLink[];
  /** People whose phones can be opened at /phone/; may be changed while running. */
  people: PhonePerson[];
  /** Short for `host.invoke`. */
  invoke(invocation: Invocation): Promise<InvocationResult>;
  close(): Promise<void>;
}

const phoneCallSchema = z.object({
  openid: z.string().min(1),
  unionid: z.string().optional(),
  data: z.record(z.string(), z.unknown()).default({}),
});

/** Filled when the server listens already: the functions' environment holds its address. */
interface Running {
  cloud?: Cloud;
  ready: boolean;
}

function mountPhoneCalls(app: FastifyInstance, running: Running): void {
  const options = { bodyLimit: LIMITS.event * 2 };
  app.post<{ Params: { function: string } }>('/call/:function', options, async (request, reply) => {
    const parsed = phoneCallSchema.safeParse(request.body);
    if (!parsed.success) {
      return reply.code(400).send({ message: 'expected {openid, data}' });
    }
    if (running.cloud === undefined) {
      return reply.code(503).send({ message: '系统正在启动，请稍候再试' });
    }
    const { openid, unionid, data } = parsed.data;
    return running.cloud.invoke({
      name: request.params.function,
      event: data,
      caller: { kind: 'phone', openid, unionid, ip: request.ip },
    });
  });
}

function buildApp(
  running: Running,
  actions: Record<string, ActionHandler>,
  sms: SmsInbox,
  openApi: OpenApi,
  phone?: CloudOptions['phone'],
): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true });
  takeForms(app, openApi, (call) => running.cloud?.host.functionOf(call));
  mountEndpoint(app, actions);
  mountPhoneCalls(app, running);
  mountGateway(app, HTTP_FUNCTION, () => running.cloud?.host);
  mountSite(app, { sms, messages: openApi.messages }, () => running.cloud?.links ?? []);
  mountPhonePages(app, { ...phone, people: () => running.cloud?.people ?? [] });
  app.get('/healthz', (_request, reply) =>
    reply.code(running.ready ? 200 : 503).send({ ok: running.ready }),
  );
  return app;
}

/** Address for programs on this machine; 0.0.0.0 is none that one can call. */
const reachable = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;

function openCloudDatabase(options: CloudOptions): Promise<CloudDatabase> {
  return openDatabase({
    dir: join(options.dataDir, 'database'),
    collections: COLLECTIONS,
    unindexed: (options.strict ?? true) ? 'refuse' : 'warn',
    ...options.database,
  });
}

/**
 * Starts database, function host, timers, HTTP gateway and pages on one port. Throws PlainError
 * when the data folder is in use or not ours, and Node's EADDRINUSE when the port is taken.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  /** Undone in reverse order, at the end or when a later step fails. */
  const undo: Array<() => unknown> = [lockDataFolder(options.dataDir)];
  const running: Running = { ready: false };
  const close = async (): Promise<void> => {
    running.ready = false;
    while (undo.length > 0) {
      await undo.pop()!();
    }
  };

  try {
    const log = openLogFile(join(options.dataDir, 'functions.log'));
    undo.push(() => new Promise<void>((done) => log.end(done)));
    const database = await openCloudDatabase(options);
    undo.push(() => database.close());
    database.settings.delayMs = options.delayMs ?? 0;

    const actions = { ...database.actions };
    const sms = createSmsInbox();
    const openApi = createOpenApi();
    const app = buildApp(running, actions, sms, openApi, options.phone);
    let url = '';
    const storage = createStorage(join(options.dataDir, 'storage'), () => url);
    Object.assign(actions, storage.actions);
    storage.mount(app);
    options.mount?.(app);
    undo.push(() => app.close());
    const address = options.host ?? '127.0.0.1';
    await app.listen({ port: options.port ?? 0, host: address });
    const { port } = app.server.address() as AddressInfo;
    url = `http://${reachable(address)}:${port}`;

    const host = createHost({
      functionsDir: options.functionsDir ?? 'dist/cloudfunctions',
      endpoint: `${url}/admin`,
      database,
      functionEnv: {
        ...localSecrets(options.dataDir),
        SMS_PROVIDER: 'local',
        LOCAL_SMS_URL: `${url}/sms`,
        WECHAT_PHONE: LOCAL_WECHAT.WECHAT_PHONE,
        TCB_ENV: 'local',
        ...options.functionEnv,
      },
      strict: options.strict ?? true,
      log,
      workers: options.workers,
      queueLimit: options.queueLimit,
    });
    undo.push(() => host.close());
    Object.assign(actions, host.actions);
    const timers = startTimers(host, options.timers ?? false);
    undo.push(() => timers.stop());

    const cloud: Cloud = {
      url,
      port,
      database,
      host,
      timers,
      sms,
      openApi,
      links: [],
      people: [],
      invoke: (invocation) => host.invoke(invocation),
      close,
    };
    running.cloud = cloud;
    await options.prepare?.(cloud);
    running.ready = true;
    return cloud;
  } catch (error) {
    await close();
    throw error;
  }
}
