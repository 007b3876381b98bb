/*
 * Runs in a process of its own, with the Node version that is tried: loads the bundle named in the command
 * line, calls it with the event given there, and prints what came of it in one line of JSON.
 */
interface Called {
  /** To load and to answer the first call. */
  loadMs: number;
  callMs: number;
  node: string;
  result?: unknown;
  error?: string;
}

async function call(bundle: string, event: unknown): Promise<Called> {
  const startedAt = Date.now();
  const loaded = require(bundle) as { main(event: unknown, context: object): Promise<unknown> };
  const loadedAt = Date.now();
  const result = await loaded.main(event, { request_id: 'check' });
  return {
    loadMs: loadedAt - startedAt,
    callMs: Date.now() - loadedAt,
    node: process.versions.node,
    result,
  };
}

const [, , bundle = '', event = '{}'] = process.argv;
call(bundle, JSON.parse(event))
  .catch((error: unknown) => ({ error: String((error as Error)?.stack ?? error) }))
  .then((called) => {
    process.stdout.write(`\n${JSON.stringify(called)}\n`);
    // The SDK keeps connections open.
    process.exit(0);
  });
