import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ActionName, Answer, InputOf } from '../../typings/api';
import type { InvocationResult } from '../cloud/functions/types';

/** What the console says of itself; sessions are planted for it. */
export const AGENT = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36';

/** Who is signed in where. */
export interface ConsoleSession {
  session: string;
  csrf: string;
  browser: string;
}

interface Reply {
  status: number;
  body: unknown;
}

/** What somebody was answered: the data, or how it failed. */
export type Said = { outcome: 'OK'; data: unknown } | { outcome: string; data: null };

const said = (answer: Answer<unknown>): Said =>
  answer.ok ? { outcome: 'OK', data: answer.data } : { outcome: answer.error.code, data: null };

/** Sends what phones and browsers send, over connections that stay open, to the local cloud at `url`. */
export class Client {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  private operations = 0;

  constructor(
    private readonly url: string,
    /** Tells the operations of one run from those of another. */
    private readonly run: string,
  ) {}

  /** As the mini-program: `place` (0 …) is another network each, for codes are counted by address. */
  async phone<A extends ActionName>(
    openid: string,
    action: A,
    input: InputOf<A>,
    place = 0,
  ): Promise<Said> {
    const data = { action, input, opId: this.newOperation() };
    const { status, body } = await this.post(
      `/call/${action.split('.')[0]}`,
      { openid, data },
      {},
      place,
    );
    if (status !== 200) return { outcome: `HTTP ${status}`, data: null };
    const { result, error } = body as InvocationResult;
    return error ? { outcome: error.code, data: null } : said(result as Answer<unknown>);
  }

  /** As the web console, through the gateway. */
  async console<A extends ActionName>(
    { session, csrf, browser }: ConsoleSession,
    action: A,
    input: InputOf<A>,
  ): Promise<Said> {
    const { status, body } = await this.post(
      `/api/${action}`,
      { input, opId: this.newOperation() },
      {
        origin: this.url,
        'user-agent': AGENT,
        'x-csrf': csrf,
        cookie: `session=${session}; browser=${browser}; csrf=${csrf}`,
      },
    );
    return status === 200
      ? said(body as Answer<unknown>)
      : { outcome: `HTTP ${status}`, data: null };
  }

  close(): void {
    this.agent.destroy();
  }

  private newOperation(): string {
    return `load-${this.run}-${this.operations++}`;
  }

  private post(
    path: string,
    body: unknown,
    headers: Record<string, string>,
    place = 0,
  ): Promise<Reply> {
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.url}${path}`,
        {
          method: 'POST',
          agent: this.agent,
          localAddress: `127.0.0.${2 + (place % 250)}`,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
            ...headers,
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            const status = response.statusCode ?? 0;
            const answer = Buffer.concat(parts).toString('utf8');
            resolve({ status, body: status === 200 ? JSON.parse(answer) : null });
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }
}

/** What stands in for the telephone network: takes the messages with codes. */
export class Inbox {
  private readonly codes = new Map<string, string>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Inbox> {
    const server = createServer();
    const inbox = new Inbox(server);
    server.on('request', (message, answer) => {
      const parts: Buffer[] = [];
      message.on('data', (part: Buffer) => parts.push(part));
      message.on('end', () => {
        const { phone, code } = JSON.parse(Buffer.concat(parts).toString('utf8')) as {
          phone: string;
          code: string;
        };
        inbox.codes.set(phone, code);
        answer.setHeader('content-type', 'application/json').end('{"ok":true}');
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return inbox;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/sms`;
  }

  /** The latest code sent to a number, which it takes out; empty when there is none. */
  take(phone: string): string {
    const code = this.codes.get(phone) ?? '';
    this.codes.delete(phone);
    return code;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
