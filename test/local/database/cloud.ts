/** A local cloud database behind HTTP, and the unmodified SDK that talks to it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import wx from 'wx-server-sdk';
import { mountEndpoint } from '../../../local/cloud/database/endpoint';
import {
  openDatabase,
  type CloudDatabase,
  type DatabaseOptions,
} from '../../../local/cloud/database';

export interface TestCloud {
  database: CloudDatabase;
  /** Base address, ending in `/admin`. */
  url: string;
  dir: string;
  close(): Promise<void>;
}

/** Lets the SDK of this process talk to an address; every request reads it anew. */
export function pointSdkAt(url: string): void {
  process.env.TCB_CONTEXT_CNFG = JSON.stringify({ URL: url });
}

Object.assign(process.env, {
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  SCF_NAMESPACE: 'local-env',
  TCB_ENV: 'local-env',
  TENCENTCLOUD_SECRETID: 'local',
  TENCENTCLOUD_SECRETKEY: 'local',
  SILENCE: 'true',
});

/** Starts a database in a new folder (or in `dir`) on a free port. */
export async function startCloud(
  options: Partial<DatabaseOptions> & Pick<DatabaseOptions, 'collections'>,
): Promise<TestCloud> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'cloud-database-'));
  const database = await openDatabase({ durability: 'nosync', ...options, dir });
  const server = fastify({ forceCloseConnections: true });
  mountEndpoint(server, database.actions);
  const base = await server.listen({ host: '127.0.0.1', port: 0 });
  const url = `${base}/admin`;
  pointSdkAt(url);
  return {
    database,
    url,
    dir,
    async close() {
      await server.close();
      await database.close();
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}

wx.init({ env: 'local-env' });

type Row = Record<string, unknown>;
type Condition = Record<string, unknown>;

interface Reading {
  where(condition: unknown): Reading;
  orderBy(field: string, order: 'asc' | 'desc'): Reading;
  skip(count: number): Reading;
  limit(count: number): Reading;
  field(projection: Row): Reading;
  get(): Promise<{ data: Row[] }>;
  count(): Promise<{ total: number }>;
  update(options: { data: Row }): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
}

interface Document {
  get(): Promise<{ data: Row }>;
  set(options: { data: Row }): Promise<{ stats: { created: number; updated: number } }>;
  update(options: { data: Row }): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
}

interface Aggregate {
  [stage: string]: (value?: unknown) => Aggregate;
}

interface Collection extends Reading {
  add(options: { data: Row | Row[] }): Promise<{ _id: string; _ids: string[] }>;
  doc(id: string | number): Document;
  aggregate(): Aggregate;
}

export interface Transaction {
  collection(name: string): Collection;
  commit(): Promise<unknown>;
  rollback(reason?: unknown): Promise<unknown>;
}

/** The part of the SDK the tests use; its own types leave every answer open. */
interface Database {
  command: Record<string, (...operands: unknown[]) => Condition>;
  RegExp(spec: { regexp: string; options?: string }): Condition;
  serverDate(spec?: { offset: number }): Condition;
  collection(name: string): Collection;
  createCollection(name: string): Promise<unknown>;
  startTransaction(): Promise<Transaction>;
  runTransaction<T>(body: (transaction: Transaction) => Promise<T>): Promise<T>;
}

/** The SDK's database; a missing document is an error of `get`. */
export const db = wx.database() as unknown as Database;

/** Ends an aggregate and gives its rows. */
export async function rowsOf(aggregate: Aggregate): Promise<Row[]> {
  const { list } = (await aggregate.end!()) as unknown as { list: Row[] };
  return list;
}

/** The failure of a promise that has to fail: code, text and own fields of the error. */
export async function failure(
  promise: Promise<unknown>,
): Promise<{ code?: string; errCode?: number; message: string }> {
  try {
    await promise;
  } catch (error) {
    return error as { code?: string; errCode?: number; message: string };
  }
  throw new Error('should have failed');
}
