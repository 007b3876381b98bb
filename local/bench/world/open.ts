import { join } from 'node:path';
import fastify from 'fastify';
import { cloudDatabase } from '../../../cloudfunctions/core/adapters/cloud-database';
import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { wechatFrom } from '../../../cloudfunctions/core/adapters/wechat';
import { DEFAULT_SETTINGS } from '../../../cloudfunctions/core/domain/settings';
import { byName } from '../../../cloudfunctions/core/entry/answer';
import type { Database } from '../../../cloudfunctions/core/ports/database';
import type { Services } from '../../../cloudfunctions/core/usecases/action';
import { dispatch } from '../../../cloudfunctions/core/usecases/dispatch';
import { numberingActions } from '../../../cloudfunctions/core/usecases/numbering';
import { reviewActions } from '../../../cloudfunctions/core/usecases/review';
import type { ActionName, InputOf, OutputOf } from '../../../typings/api';
import { mountEndpoint } from '../../cloud/database/endpoint';
import { openDatabase } from '../../cloud/database';
import { sdkEnvironment } from '../../cloud/functions/environment';
import { BENCH_COLLECTIONS } from '../number-rows';
import { worldSecrets } from './secrets';
import type { WorldSettings, WorldSize } from './size';
import type { Tree } from './tree';

const actions = byName([...numberingActions, ...reviewActions]);

/** A database of one size, open, and the system's actions on it. */
export interface World {
  size: WorldSize;
  settings: WorldSettings;
  tree: Tree;
  /** The system's own adapter on the unmodified SDK. */
  database: Database;
  services: Services;
  /** Points the SDK of this process at this world: one at a time. */
  enter(): void;
  /** Requests sent so far. */
  requests(): number;
  /**
   * Does an action as the phone's entry does it, in this process. BUSY and UNKNOWN are repeated as the faces do;
   * any other refusal is thrown. `database` stands in for the world's own.
   */
  call<A extends ActionName>(
    openid: string,
    action: A,
    input: InputOf<A>,
    database?: Database,
  ): Promise<OutputOf<A>>;
  close(): Promise<void>;
}

/** What a world lies in: `{dir}/database`, as in a data folder. */
export const databaseDir = (dir: string): string => join(dir, 'database');

let operations = 0;

/** Opens a world that was built before (build.ts). */
export async function openWorld(
  dir: string,
  tree: Tree,
  size: WorldSize,
  settings: WorldSettings,
): Promise<World> {
  const local = await openDatabase({
    dir: databaseDir(dir),
    collections: BENCH_COLLECTIONS,
    unindexed: 'refuse',
    durability: 'sync',
    transactionHoldMs: 0,
  });
  const server = fastify({ forceCloseConnections: true });
  mountEndpoint(server, local.actions);
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  let sent = 0;
  const database = cloudDatabase(() => (sent += 1));
  const services: Services = {
    database,
    runtime: machineRuntime,
    secrets: worldSecrets(settings.seed),
    sms: { sendCode: () => Promise.resolve() },
    wechat: wechatFrom({}),
    settings: () => Promise.resolve(DEFAULT_SETTINGS),
  };
  return {
    size,
    settings,
    tree,
    database,
    services,
    enter: () => void Object.assign(process.env, sdkEnvironment(`${url}/admin`)),
    requests: () => sent,
    async call<A extends ActionName>(
      openid: string,
      action: A,
      input: InputOf<A>,
      through = database,
    ): Promise<OutputOf<A>> {
      const caller = { kind: 'phone', openid, ip: '127.0.0.1' } as const;
      const opId = `bench-operation-${process.pid}-${operations++}`;
      for (;;) {
        const call = { action, input, opId };
        const { answer, log } = await dispatch(
          actions,
          { ...services, database: through },
          caller,
          call,
          opId,
        );
        if (answer.ok) return answer.data as OutputOf<A>;
        if (answer.error.code === 'BUSY' || answer.error.code === 'UNKNOWN') continue;
        throw new Error(`${action}: ${JSON.stringify(answer.error)}`, { cause: log.error });
      }
    },
    async close() {
      await server.close();
      await local.close();
    },
  };
}
