import { jest } from '@jest/globals';
import { secretsFrom } from '../../cloudfunctions/core/adapters/secrets';
import { callerEnvironment, platformEvent } from '../../local/cloud/functions/environment';
import type { Caller } from '../../local/cloud/functions/types';
import { startTestCloud, type TestCloud } from './phones';

/*
 * The entry points of all functions in the test's own process: what a call comes to, without a worker thread for
 * each. The events and the environment are those of the local host, the database is asked through the real SDK.
 */

const KEYS = {
  DATA_KEYS: JSON.stringify({ k1: Buffer.alloc(32, 1).toString('base64') }),
  DATA_KEY_ID: 'k1',
  HMAC_KEYS: JSON.stringify({ h1: Buffer.alloc(32, 2).toString('base64') }),
  HMAC_KEY_ID: 'h1',
};

const FUNCTIONS = [
  'account',
  'organization',
  'numbering',
  'registration',
  'review',
  'roster',
  'console',
  'clock',
] as const;

type Main = (event: unknown, context?: { request_id?: string }) => Promise<unknown>;

export interface Entries {
  test: TestCloud;
  /** Lines the functions logged so far; may be emptied. */
  lines: string[];
  /** Calls a function as this caller; `event` is what the caller sends, or all of it where the platform adds nothing. */
  call(name: string, caller: Caller, event?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

let requests = 0;

/** Starts a local cloud and loads the functions beside it. One at a time: they share the process's environment. */
export async function startEntries(): Promise<Entries> {
  const test = await startTestCloud({ functionEnv: KEYS });
  Object.assign(process.env, KEYS, {
    SMS_PROVIDER: 'local',
    LOCAL_SMS_URL: `${test.cloud.url}/sms`,
  });
  const lines: string[] = [];
  const spy = jest.spyOn(console, 'log').mockImplementation((line) => {
    lines.push(String(line));
  });
  // What the functions warn of goes into the same log; here it is the faults that the tests switch on.
  const warnings = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const mains = new Map<string, Main>();
  for (const name of FUNCTIONS) {
    const { main } = (await import(`../../cloudfunctions/${name}/index`)) as { main: Main };
    mains.set(name, main);
  }
  let known: string[] = [];
  return {
    test: { ...test, secrets: secretsFrom(KEYS) },
    lines,
    call(name, caller, event = {}) {
      const main = mains.get(name);
      if (!main) throw new Error(`no function ${name}`);
      // The functions read who calls before they wait for anything.
      for (const variable of known) delete process.env[variable];
      const environment = callerEnvironment(caller);
      known = Object.keys(environment);
      Object.assign(process.env, environment);
      const isObject = typeof event === 'object' && event !== null && !Array.isArray(event);
      const sent = isObject ? platformEvent(caller, event as Record<string, unknown>) : event;
      return main(sent, { request_id: `request-${requests++}` });
    },
    async close() {
      spy.mockRestore();
      warnings.mockRestore();
      await test.close();
    },
  };
}
