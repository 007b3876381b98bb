import type { IncomingMessage, ServerResponse } from 'node:http';

/** Open pages that want to hear of new builds (server-sent events). */
export interface Reloads {
  add(request: IncomingMessage, response: ServerResponse): void;
  /** Tells all of them. */
  send(): void;
}

/** Makes an empty list of pages. */
export function createReloads(): Reloads {
  const pages = new Set<ServerResponse>();
  return {
    add(request, response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('\n');
      pages.add(response);
      request.on('close', () => pages.delete(response));
    },
    send: () => pages.forEach((page) => page.write('data: reload\n\n')),
  };
}
