import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import { type KeyEnvironment, secretsFrom } from '../../cloudfunctions/core/adapters/secrets';
import type { Database } from '../../cloudfunctions/core/ports/database';
import type { Secrets } from '../../cloudfunctions/core/ports/secrets';
import { localSecrets } from '../../local/cloud/secrets';
import { type Cloud, type CloudOptions, startCloud } from '../../local/cloud/server';
import type { ActionName, Answer, ErrorCode, InputOf, OutputOf } from '../../typings/api';

export interface CallOptions {
  opId?: string;
  post?: string;
}

/** Whoever goes by the settings reads them, once a minute in each instance: one request that a budget allows for. */
export const SETTINGS = 1;

export interface Called<A extends ActionName> {
  answer: Answer<OutputOf<A>>;
  /** Requests the call sent to the database, identity included. */
  requests: number;
}

/** The deployed bundles on a local cloud of their own, with the database to look at beside them. */
export interface TestCloud {
  cloud: Cloud;
  database: Database;
  secrets: Secrets;
  /** Calls an action as somebody on the phone. Writes get an own operation id unless one is given. */
  call<A extends ActionName>(
    openid: string,
    action: A,
    input: InputOf<A>,
    options?: CallOptions,
  ): Promise<Called<A>>;
  /** The same, where success is expected: gives the data, throws the refusal. */
  ok<A extends ActionName>(
    openid: string,
    action: A,
    input: InputOf<A>,
    options?: CallOptions,
  ): Promise<OutputOf<A>>;
  /** The same, where a refusal is expected: gives its code and message. */
  refused<A extends ActionName>(
    openid: string,
    action: A,
    input: InputOf<A>,
    options?: CallOptions,
  ): Promise<{ code: ErrorCode; message: string; fields: string[] }>;
  close(): Promise<void>;
}

let operations = 0;
const nextOpId = (): string => `test-operation-${operations++}`;

/** Starts a local cloud in a folder of its own, or in the one given, which stays. The process's SDK is pointed at it, so one at a time. */
export async function startTestCloud(options: Partial<CloudOptions> = {}): Promise<TestCloud> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'numbering-'));
  const cloud = await startCloud({
    strict: true,
    timers: false,
    ...options,
    dataDir,
    database: { durability: 'nosync', ...options.database },
  });
  Object.assign(process.env, {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${cloud.url}/admin` }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    SCF_NAMESPACE: 'local',
    TCB_ENV: 'local',
    SILENCE: 'true',
  });
  const call: TestCloud['call'] = async (openid, action, input, { opId, post } = {}) => {
    const { result, error, requests } = await cloud.invoke({
      name: action.split('.')[0]!,
      event: { action, input, opId: opId ?? nextOpId(), ...(post && { post }) },
      caller: { kind: 'phone', openid },
    });
    if (error) throw new Error(`${action}: ${error.code} ${error.message}`);
    return { answer: result as Answer<OutputOf<typeof action>>, requests };
  };
  return {
    cloud,
    database: cloudDatabase(),
    secrets: secretsFrom(localSecrets(dataDir) as KeyEnvironment),
    call,
    async ok(openid, action, input, given) {
      const { answer } = await call(openid, action, input, given);
      if (answer.ok) return answer.data;
      throw new Error(`${action}: ${answer.error.code} ${JSON.stringify(answer.error)}`);
    },
    async refused(openid, action, input, given) {
      const { answer } = await call(openid, action, input, given);
      if (answer.ok) throw new Error(`${action} succeeded: ${JSON.stringify(answer.data)}`);
      const { code, message, details } = answer.error;
      return { code, message, fields: Object.keys(details?.fields ?? {}) };
    },
    async close() {
      await cloud.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
