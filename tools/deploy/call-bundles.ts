import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import {
  callerEnvironment,
  platformEvent,
  sdkEnvironment,
} from '../../local/cloud/functions/environment';
import type { Caller } from '../../local/cloud/functions/types';
import { localSecrets } from '../../local/cloud/secrets';
import { startCloud } from '../../local/cloud/server';
import { DeployError } from './deploy-error';
import { SETTINGS } from './settings';

const run = promisify(execFile);

const CALL_TIMEOUT_MS = 120_000;

/** A call that every function answers without any data there, and what its answer has to hold. */
interface Trial {
  caller: Caller;
  event: Record<string, unknown>;
  expected: RegExp;
}

const phone = (action: string, input: object, expected: RegExp): Trial => ({
  caller: { kind: 'phone', openid: 'check' },
  event: { action, input },
  expected,
});
const STRANGER = /"code":"UNAUTHENTICATED"/;

const httpRequest = (action: string, input: object): Caller => ({
  kind: 'http',
  request: {
    path: `/api/${action}`,
    httpMethod: 'POST',
    headers: {
      host: '127.0.0.1',
      origin: 'http://127.0.0.1',
      'content-type': 'application/json',
    },
    queryStringParameters: {},
    requestContext: { requestId: 'check', envId: 'local', appId: '0', uin: '0' },
    body: JSON.stringify({ input }),
    isBase64Encoded: false,
  },
});

/** By function; signing nobody in still takes each to the database and back. A phone gets one code a minute, so each version has its own. */
const trialsOn = (major: number): Readonly<Record<string, Trial>> => ({
  account: phone('account.sendCode', { phone: `138000000${major}` }, /"ok":true/),
  organization: phone('organization.children', { parentId: null }, STRANGER),
  numbering: phone('numbering.overview', {}, STRANGER),
  registration: phone('registration.mine', {}, STRANGER),
  review: phone('review.list', {}, STRANGER),
  roster: phone('roster.list', {}, STRANGER),
  console: {
    caller: httpRequest('account.sendCode', { phone: `139000000${major}` }),
    event: {},
    expected: /"statusCode":200,.*\\"ok\\":true/,
  },
  clock: {
    caller: { kind: 'timer', triggerName: 'tick', time: new Date(0) },
    event: {},
    expected: /^(?!.*FAILED).*"ok":true/,
  },
});

/** What came of one call on one version of Node; `problem` is null when it answered as it should. */
export interface CallReport {
  function: string;
  /** The full version. */
  node: string;
  loadMs: number;
  callMs: number;
  problem: string | null;
}

/** The program of this major version: our own, or one from the npm registry. Throws a DeployError when there is none. */
async function nodeProgram(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const npx = ['--yes', '-p', `node@${major}`, 'node', '-p', 'process.execPath'];
  try {
    const { stdout } = await run('npx', npx, { shell: process.platform === 'win32' });
    return stdout.trim();
  } catch {
    throw new DeployError(`取不到 Node ${major}：npx -p node@${major} 要能访问 npm 源。`);
  }
}

/** The variables of a function and no others, with keys of this trial in place of the real ones. */
function environmentOf(name: string, values: Record<string, string>): Record<string, string> {
  const own = SETTINGS.filter(({ functions }) => functions.includes(name)).flatMap((setting) =>
    values[setting.name] ? [[setting.name, values[setting.name] ?? ''] as const] : [],
  );
  return Object.fromEntries(own);
}

/**
 * Calls each function once on each major version of Node, as the platform would and with its declared
 * variables only, against a local database that is empty. Takes about a second a call.
 */
export async function callBundles(
  names: readonly string[],
  majors: readonly number[],
  functionsDir = 'dist/cloudfunctions',
): Promise<CallReport[]> {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  const caller = join(folder, 'call-bundle.cjs');
  await build({
    entryPoints: ['tools/deploy/call-bundle.ts'],
    outfile: caller,
    platform: 'node',
    target: 'node16',
    format: 'cjs',
  });
  const dataDir = join(folder, 'data');
  const cloud = await startCloud({ dataDir, strict: false });
  try {
    const values = { ...localSecrets(dataDir), SMS_PROVIDER: 'local' };
    const reports: CallReport[] = [];
    for (const major of majors) {
      const program = await nodeProgram(major);
      for (const name of names) {
        const trial = trialsOn(major)[name];
        if (!trial) throw new DeployError(`没有为函数 ${name} 写检查用的调用（trialsOn）。`);
        const env = {
          ...sdkEnvironment(`${cloud.url}/admin`),
          ...environmentOf(name, values),
          ...(name === 'account' && { LOCAL_SMS_URL: `${cloud.url}/sms` }),
          ...callerEnvironment(trial.caller),
        };
        const event = JSON.stringify(platformEvent(trial.caller, trial.event));
        const bundle = resolve(functionsDir, name, 'index.js');
        reports.push({
          function: name,
          ...(await callOn(program, [caller, bundle, event], env, trial)),
        });
      }
    }
    return reports;
  } finally {
    await cloud.close();
    rmSync(folder, { recursive: true });
  }
}

async function callOn(
  program: string,
  args: string[],
  env: Record<string, string>,
  { expected }: Trial,
): Promise<Omit<CallReport, 'function'>> {
  const { stdout } = await run(program, args, { env, timeout: CALL_TIMEOUT_MS });
  const called = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Partial<CallReport> & {
    result?: unknown;
    error?: string;
  };
  const answer = called.error ?? JSON.stringify(called.result);
  return {
    node: called.node ?? '?',
    loadMs: called.loadMs ?? 0,
    callMs: called.callMs ?? 0,
    problem: expected.test(answer) ? null : answer.slice(0, 600),
  };
}
