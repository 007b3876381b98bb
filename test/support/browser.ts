import type { ActionName, Answer, InputOf, OutputOf } from '../../typings/api';
import { machineRuntime } from '../../cloudfunctions/core/adapters/runtime';

/** What came back from a request of the console, headers included. */
export interface Response<T = unknown> {
  status: number;
  headers: Headers;
  answer: Answer<T>;
}

/** A browser as far as the console's entry is concerned: it keeps cookies and says where its page is from. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(private readonly url: string) {}

  /** Sends exactly this; `headers` are added to the ones a page of ours sends, null leaves one out. */
  async send(
    path: string,
    body: string | undefined,
    headers: Record<string, string | null> = {},
    method = 'POST',
  ): Promise<Response> {
    const all: Record<string, string | null> = {
      origin: this.url,
      'content-type': 'application/json',
      'x-csrf': this.cookies.get('csrf') ?? null,
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') || null,
      ...headers,
    };
    const sent = Object.entries(all).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    );
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: Object.fromEntries(sent),
      ...(body !== undefined && { body }),
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const answer = (await response.json()) as Answer<unknown>;
    return { status: response.status, headers: response.headers, answer };
  }

  /** Calls an action as the console's pages do. */
  async call<A extends ActionName>(
    action: A,
    input: InputOf<A>,
    extras: { opId?: string; post?: string } = {},
  ): Promise<Answer<OutputOf<A>>> {
    const body = JSON.stringify({ input, opId: machineRuntime.newId(), ...extras });
    return (await this.send(`/api/${action}`, body)).answer as Answer<OutputOf<A>>;
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(at + 1));
  }
}
